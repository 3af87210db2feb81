using ComplaintsPlatform.Contracts.Cases;
using ComplaintsPlatform.ServiceDefaults;
using Wolverine;
using Wolverine.Marten;

namespace ComplaintsPlatform.Linkage;

/// <summary>
/// The day of receipt was put right: the evidence may be from other months. The joiner finds what belongs into the
/// complaint now; what was joined stays, since somebody may have gone by it, and can be undone by hand. Two people
/// agree to a correction long after the complaint was made, so its dossier is there.
/// </summary>
public static class FactCorrectedHandler
{
    public static Decision<IDossierEvent> Decide(FactCorrected message, long version, Dossier? state)
    {
        if (message is not { Fact: "received-on", After: { } day } || state is null || state.CorrectedAt >= version)
            return Decision<IDossierEvent>.Nothing();
        var (from, until) = EvidenceWindow.Of(day);
        return Decision<IDossierEvent>.Accept(new ReceiptCorrected(message.ComplaintId, day, from, until, version));
    }

    public static Events Handle(
        FactCorrected message, Envelope envelope,
        [WriteAggregate(nameof(FactCorrected.ComplaintId), Required = false)] Dossier? dossier) =>
        Decide(message, envelope.StreamVersion() ?? 0, dossier).ToEvents();
}
