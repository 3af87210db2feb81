using JasperFx.Events;

namespace ComplaintsPlatform.ServiceDefaults.Messaging;

/// <summary>What this service says and hears.</summary>
internal sealed record Voice(
    string Service,
    IReadOnlyList<(
        string Service, string Exchange, string[] MessageTypes)> Topology, Func<IEvent, Announcement?>? Announce)
{
    /// <summary>The topic exchange on which the platform's services speak.</summary>
    public const string Exchange = "complaints";

    /// <summary>CloudEvents <c>source</c> of what the service says.</summary>
    public string Source => $"/complaints/{Service}";

    public static string Queue(string service, string exchange) => $"{service}.{exchange}";

    /// <summary>Who hears what the platform's services say.</summary>
    public IEnumerable<string> Consumers =>
        Topology.Where(consumer => consumer.Exchange == Exchange).Select(consumer => consumer.Service).Distinct();
}
