using ComplaintsPlatform.Contracts.Cases;
using ComplaintsPlatform.ServiceDefaults;
using Marten;
using Wolverine.Marten;

namespace ComplaintsPlatform.Intake;

// Cases split points off a complaint: they are a complaint of their own, made here like any other, so that it has a
// reference, a case, clocks, a dossier and a confirmation. It was received when the points were.
public static class ComplaintSplitHandler
{
    public static Decision<ISubmissionEvent> Decide(ComplaintSplit split, Submission? state, string reference)
    {
        if (state is not null)
            return Decision<ISubmissionEvent>.Nothing();
        var (personId, name, email, phone, postalAddress) = split.Resident;
        var resident = new Resident(personId, name is "" ? null : name, email, phone, postalAddress);
        return Decision<ISubmissionEvent>.Accept(new ComplaintMade(
            split.NewComplaintId, reference, split.Channel, split.Category, split.ReceivedOn,
            resident == new Resident(null, null, null, null, null) ? null : resident, split.PropertyId,
            [.. split.Points.Select((point, index) => new PointOfComplaint(index + 1, point.Text))],
            split.DesiredOutcome, split.PreferredContact, SplitFromId: split.ComplaintId));
    }

    public static Events Handle(
        ComplaintSplit split,
        [WriteAggregate(nameof(ComplaintSplit.NewComplaintId), Required = false)] Submission? submission,
        DrawReference reference, IDocumentSession session)
    {
        var decision = Decide(split, submission, reference());
        foreach (var made in decision.Events.OfType<ComplaintMade>())
            session.Insert(new TakenRequest(
                made.ComplaintId.ToString(), made.ComplaintId, made.Reference, made.ReceivedOn,
                TakenRequest.FingerprintOf(split)));
        return decision.ToEvents();
    }
}
