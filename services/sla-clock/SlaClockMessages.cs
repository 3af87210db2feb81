using System.Diagnostics;
using ComplaintsPlatform.ServiceDefaults;
using ComplaintsPlatform.SlaClock.Tasks;
using JasperFx.Events;
using Wolverine;
using Say = ComplaintsPlatform.Contracts.SlaClock;

namespace ComplaintsPlatform.SlaClock;

/// <summary>
/// What this service says to others, and how it takes its own looks. What it hears: the handlers of complaint-opened
/// and the others.
/// </summary>
internal static class SlaClockMessages
{
    public static void Configure(WolverineOptions options)
    {
        // Wolverine's inbox in the database keeps no order, and looks need none.
        options.LocalQueueFor<LookAtClocks>().UseDurableInbox().MaximumParallelMessages(4);
        options.LocalQueueFor<LookAtTask>().UseDurableInbox().MaximumParallelMessages(4);
        // What a midnight makes due is taken within seconds; 100 looks in a second would leave ten thousand waiting for
        // minutes.
        options.Durability.RecoveryBatchSize = 1000;
    }

    /// <summary>From stored event to contract; null for what cases said itself.</summary>
    public static Announcement? Announce(IEvent @event) => @event.Data is ITaskClockEvent task
        ? Announce(task)
        : Announce((IClockSetEvent)@event.Data);

    internal static Announcement? Announce(ITaskClockEvent @event) => @event switch
    {
        TaskWarned e => new(
            e.ComplaintId, new Say.TaskNear(e.ComplaintId, e.TaskId, e.DueOn, e.WorkingDaysLeft)),
        TaskFoundOverdue e => new(e.ComplaintId, new Say.TaskOverdue(e.ComplaintId, e.TaskId, e.DueOn)),
        TaskDueNoted or TaskFinishNoted or TaskWithdrawalNoted => null,
        _ => throw new UnreachableException($"{@event.GetType().Name} is neither published nor kept."),
    };

    internal static Announcement? Announce(IClockSetEvent @event) => @event switch
    {
        ClockStarted e => Of(e, Set(e.ComplaintId, e.Clock, e.Limit)),
        LimitRestated e => Of(e, Set(e.ComplaintId, e.Clock, e.After)),
        LimitNear e => Of(e, new Say.DeadlineNear(e.ComplaintId, e.Clock, e.DueOn, e.WorkingDaysLeft)),
        LimitBreached e => Of(e, new Say.DeadlineBreached(e.ComplaintId, e.Clock, e.DueOn, e.Cause)),
        BreachWithdrawn e => Of(e, new Say.BreachWithdrawn(e.ComplaintId, e.Clock, e.DueOn, e.Cause)),
        ClockStopped e => Of(e, Stopped(e.ComplaintId, e.Clock, e.Stop)),
        StopRestated e => Of(e, Stopped(e.ComplaintId, e.Clock, e.After)),
        ReceiptNoted or AcknowledgementNoted or ResponseNoted or EscalationNoted or Stage2AcknowledgementNoted
            or Stage2ResponseNoted or ExtensionNoted or ClockOvertaken or ClockResumed or WithdrawalNoted
            or ContactNoted or ContactWithdrawalNoted or CorrectionNoted or ReopeningNoted or MergeNoted
                or MergeUndoneNoted => null,
        _ => throw new UnreachableException($"{@event.GetType().Name} is neither published nor kept."),
    };

    private static Announcement Of(IClockSetEvent @event, object message) => new(@event.ComplaintId, message);

    private static Say.DeadlineSet Set(Guid id, string clock, Limit limit) =>
        new(id, clock, limit.TriggerOn, limit.DueOn, limit.Provisional, limit.CalendarVersion);

    private static Say.ClockStopped Stopped(Guid id, string clock, StoppedClock stop) =>
        new(id, clock, stop.StoppedOn, stop.DueOn, stop.InTime, stop.DaysCounted);
}
