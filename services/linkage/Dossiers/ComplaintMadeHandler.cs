using ComplaintsPlatform.Contracts.Intake;
using ComplaintsPlatform.EventStore;
using ComplaintsPlatform.Messaging;
using Npgsql;

namespace ComplaintsPlatform.Linkage;

/// <summary>Opens the dossier of a complaint. What belongs into it the joiner finds, whether it came earlier or comes later.</summary>
internal static class ComplaintMadeHandler
{
    public static Decision<IDossierEvent> Decide(ComplaintMade message, Dossier? state, Guid? personId, string? matchedBy)
    {
        if (state is not null) return Decision<IDossierEvent>.Nothing();
        var (from, until) = EvidenceWindow.Of(message.ReceivedOn);
        return Decision<IDossierEvent>.Accept(new DossierOpened(
            message.ComplaintId, message.Reference, message.ReceivedOn, personId, message.PropertyId, from, until, matchedBy));
    }

    public static async Task Handle(ComplaintMade message, MessageContext context, CancellationToken ct)
    {
        var stream = await context.Session.Events.FetchForWriting<Dossier>(message.ComplaintId, ct);
        if (stream.Aggregate is not null) return;
        var (personId, matchedBy) = await PersonMatch.OfAsync(message.Resident, context.Services.GetRequiredService<NpgsqlDataSource>(), ct);
        stream.AppendMany(Decide(message, stream.Aggregate, personId, matchedBy).Events);
    }
}
