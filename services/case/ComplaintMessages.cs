using System.Diagnostics;
using ComplaintsPlatform.ServiceDefaults;
using JasperFx.Events;
using Say = ComplaintsPlatform.Contracts.Cases;

namespace ComplaintsPlatform.Cases;

/// <summary>What this service says to others. What it hears: <c>OpenComplaint.cs</c>,
/// <c>RecordReportedFact.cs</c>.</summary>
internal static class ComplaintMessages
{
    /// <summary>From stored event to contract; null for what other services said themselves.</summary>
    public static Announcement? Announce(IEvent @event) => Announce((IComplaintEvent)@event.Data);

    internal static Announcement? Announce(IComplaintEvent @event) => @event switch
    {
        ComplaintOpened e =>
            Of(e, new Say.ComplaintOpened(
                e.ComplaintId, e.Reference, e.Channel, e.Category, e.ReceivedOn, e.PropertyId)),
        ComplaintAssigned e =>
            Of(e, new Say.ComplaintAssigned(e.ComplaintId, e.OwnerId, e.OwnerName, e.Team, Claimed: false)),
        ComplaintClaimed e =>
            Of(e, new Say.ComplaintAssigned(e.ComplaintId, e.OwnerId, e.OwnerName, e.Team, Claimed: true)),
        ComplaintAcknowledged e => Of(e, new Say.ComplaintAcknowledged(e.ComplaintId, e.AcknowledgedOn)),
        Stage1ResponseRecorded e => Of(e, new Say.Stage1ResponseRecorded(e.ComplaintId, e.RespondedOn, e.Outcome)),
        ReceiptConfirmed or ReceiptToConfirmByHand or DeadlineWarned or DeadlineBreached or BreachWithdrawn
            or RecordLinked => null,
        _ => throw new UnreachableException($"{@event.GetType().Name} is neither published nor kept."),
    };

    private static Announcement Of(IComplaintEvent @event, object message) => new(@event.ComplaintId, message);
}
