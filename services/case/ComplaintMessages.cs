using System.Diagnostics;
using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.EventStore;
using ComplaintsPlatform.Messaging;
using Correspondence = ComplaintsPlatform.Contracts.Correspondence;
using Intake = ComplaintsPlatform.Contracts.Intake;
using Linkage = ComplaintsPlatform.Contracts.Linkage;
using Say = ComplaintsPlatform.Contracts.Cases;
using SlaClock = ComplaintsPlatform.Contracts.SlaClock;

namespace ComplaintsPlatform.Cases;

/// <summary>What this service hears, and what it says to others.</summary>
internal static class ComplaintMessages
{
    public static void Configure(BusOptions bus)
    {
        bus.Service = "cases";
        bus.NameOf = MessageIdentityAttribute.Of;
        foreach (var (service, exchange, keys, partitions) in Topology.Consumers)
            bus.Topology.Add(new Listening(service, exchange, keys, partitions));

        bus.PublishFromLog(Topology.Complaints, Map)
            .Handle<Intake.ComplaintMade>(OpenComplaintHandler.Handle)
            .Handle<Correspondence.LetterSent>(RecordReportedFactHandler.Handle)
            .Handle<Correspondence.LetterToSendByHand>(RecordReportedFactHandler.Handle)
            .Handle<SlaClock.DeadlineNear>(RecordReportedFactHandler.Handle)
            .Handle<SlaClock.DeadlineBreached>(RecordReportedFactHandler.Handle)
            .Handle<SlaClock.BreachWithdrawn>(RecordReportedFactHandler.Handle)
            .Handle<Linkage.RecordLinked>(RecordReportedFactHandler.Handle);
    }

    /// <summary>From stored event to contract; null for what other services said themselves.</summary>
    public static Outgoing? Map(IEvent @event) => Map((IComplaintEvent)@event.Data);

    internal static Outgoing? Map(IComplaintEvent @event) => @event switch
    {
        ComplaintOpened e => Of(e, new Say.ComplaintOpened(e.ComplaintId, e.Reference, e.Channel, e.Category, e.ReceivedOn, e.PropertyId)),
        ComplaintAssigned e => Of(e, new Say.ComplaintAssigned(e.ComplaintId, e.OwnerId, e.OwnerName, e.Team, Claimed: false)),
        ComplaintClaimed e => Of(e, new Say.ComplaintAssigned(e.ComplaintId, e.OwnerId, e.OwnerName, e.Team, Claimed: true)),
        ComplaintAcknowledged e => Of(e, new Say.ComplaintAcknowledged(e.ComplaintId, e.AcknowledgedOn)),
        Stage1ResponseRecorded e => Of(e, new Say.Stage1ResponseRecorded(e.ComplaintId, e.RespondedOn, e.Outcome)),
        ReceiptConfirmed or ReceiptToConfirmByHand or DeadlineWarned or DeadlineBreached or BreachWithdrawn or RecordLinked => null,
        _ => throw new UnreachableException($"{@event.GetType().Name} is neither published nor kept."),
    };

    private static Outgoing Of(IComplaintEvent @event, object message) => new(@event.ComplaintId, message);
}
