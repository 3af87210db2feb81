using ComplaintsPlatform.Contracts.Intake;
using ComplaintsPlatform.PersonalData;
using ComplaintsPlatform.ServiceDefaults;
using Marten;
using Wolverine.Marten;

namespace ComplaintsPlatform.Linkage;

/// <summary>
/// Opens the dossier of a complaint. What belongs into it the joiner finds, whether it came earlier or comes later.
/// </summary>
public static class ComplaintMadeHandler
{
    public static Decision<IDossierEvent> Decide(ComplaintMade message, Dossier? state, PersonMatch match)
    {
        if (state is not null) return Decision<IDossierEvent>.Nothing();
        var (from, until) = EvidenceWindow.Of(message.ReceivedOn);
        return Decision<IDossierEvent>.Accept(new DossierOpened(
            message.ComplaintId, message.Reference, message.ReceivedOn, match.PersonId, message.PropertyId, from, until,
            match.By, match.Suggested.Count == 0 ? null : match.Suggested));
    }

    public static async Task<PersonMatch> LoadAsync(
        ComplaintMade message, IDocumentSession session, PersonalDataKeys keys, CancellationToken ct)
    {
        await session.RestrictLikeAsync(message.ComplaintId, message.SplitFromId, ct);
        return await PersonMatch.OfAsync(message.Resident, message.PropertyId, session, keys, ct);
    }

    public static Events Handle(
        ComplaintMade message,
        [WriteAggregate(nameof(ComplaintMade.ComplaintId), Required = false)] Dossier? dossier,
        PersonMatch match) =>
        Decide(message, dossier, match).ToEvents();
}
