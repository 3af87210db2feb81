using ComplaintsPlatform.Contracts.Intake;
using ComplaintsPlatform.ServiceDefaults;
using Wolverine.Marten;

namespace ComplaintsPlatform.Cases;

// A complaint made at intake opens a case at stage 1, once, whatever the channel: the Code knows no informal stage
// (6.1). The case keeps what the resident said, so that it can be read and answered without asking intake.
public static class OpenComplaintHandler
{
    public static Decision<IComplaintEvent> Decide(ComplaintMade made, Complaint? state)
    {
        if (state is { IsOpened: true })
            return Decision<IComplaintEvent>.Nothing();

        var (personId, name, email, phone, postalAddress) = made.Resident;
        return Decision<IComplaintEvent>.Accept(new ComplaintOpened(
            made.ComplaintId, made.Reference, made.Channel, made.Category, made.ReceivedOn, made.PropertyId,
            new Resident(personId, name, email, phone, postalAddress),
            [.. made.Points.Select(point => new PointOfComplaint(point.Number, point.Text))],
            made.DesiredOutcome,
            made.PreferredContact));
    }

    public static Events Handle(ComplaintMade made, [WriteAggregate(Required = false)] Complaint? complaint) =>
        Decide(made, complaint).ToEvents();
}
