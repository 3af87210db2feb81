using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.Contracts.Cases;
using ComplaintsPlatform.EventStore;
using ComplaintsPlatform.Messaging;
using Contract = ComplaintsPlatform.Contracts.SlaClock;

namespace ComplaintsPlatform.SlaClock;

/// <summary>What sla-clock listens to, and what it says.</summary>
internal static class SlaClockMessages
{
    public static void Configure(BusOptions bus, string connectionString)
    {
        (bus.Service, bus.ConnectionString, bus.NameOf) = ("sla-clock", connectionString, MessageNames.Of);
        foreach (var (service, exchange, keys, partitions) in Topology.Consumers) bus.Topology.Add(new Listening(service, exchange, keys, partitions));
        bus.PublishFromLog(Topology.Complaints, Map);
        bus.Handle<ComplaintOpened>(ComplaintOpenedHandler.Handle);
        bus.Handle<ComplaintAcknowledged>(ComplaintAcknowledgedHandler.Handle);
        bus.Handle<Stage1ResponseRecorded>(Stage1ResponseRecordedHandler.Handle);
    }

    public static Outgoing? Map(IEvent stored) => stored.Data switch
    {
        ClockStarted e => Say(e, Set(e.ComplaintId, e.Clock, e.Limit)),
        LimitRestated e => Say(e, Set(e.ComplaintId, e.Clock, e.After)),
        LimitNear e => Say(e, new Contract.DeadlineNear(e.ComplaintId, e.Clock, e.DueOn, e.WorkingDaysLeft)),
        LimitBreached e => Say(e, new Contract.DeadlineBreached(e.ComplaintId, e.Clock, e.DueOn, e.Cause)),
        BreachWithdrawn e => Say(e, new Contract.BreachWithdrawn(e.ComplaintId, e.Clock, e.DueOn, e.Cause)),
        ClockStopped e => Say(e, Stopped(e.ComplaintId, e.Clock, e.Stop)),
        StopRestated e => Say(e, Stopped(e.ComplaintId, e.Clock, e.After)),
        _ => null,
    };

    private static Outgoing Say(IClockSetEvent e, object message) => new(e.ComplaintId, message);

    private static Contract.DeadlineSet Set(Guid id, string clock, Limit limit) =>
        new(id, clock, limit.TriggerOn, limit.DueOn, limit.Provisional, limit.CalendarVersion);

    private static Contract.ClockStopped Stopped(Guid id, string clock, StoppedClock stop) =>
        new(id, clock, stop.StoppedOn, stop.DueOn, stop.InTime, stop.DaysCounted);
}
