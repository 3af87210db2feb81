using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace ComplaintsPlatform.EventStore;

/// <summary>
/// An event whose stored name is not registered here: written by a newer version, or by something else. Readers that do not need it pass over it; a stream that holds
/// one is not folded, since a decision on half of what happened would be a guess. Health check <c>event-store</c> (degraded) and the log name it.
/// </summary>
/// <param name="EventTypeName">The stored name.</param>
/// <param name="Json">The stored data.</param>
public sealed record UnknownEvent(string EventTypeName, string Json);

/// <summary>The unknown names that this process has met.</summary>
internal sealed class UnknownNames(ILogger<UnknownNames> log)
{
    private readonly ConcurrentDictionary<string, bool> met = new(StringComparer.Ordinal);

    public IReadOnlyCollection<string> Met => [.. met.Keys.Order(StringComparer.Ordinal)];

    public void Seen(string name)
    {
        if (met.TryAdd(name, true)) log.LogWarning("The log holds events named {EventTypeName}, which this version does not know", name);
    }
}
