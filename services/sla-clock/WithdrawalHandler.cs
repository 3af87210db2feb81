using ComplaintsPlatform.Contracts.Cases;
using ComplaintsPlatform.ServiceDefaults;
using Wolverine;
using Wolverine.Marten;

namespace ComplaintsPlatform.SlaClock;

/// <summary>
/// The resident took the complaint back: nothing falls due after that day, and what was missed until then stays missed.
/// Reopened, the clocks are what the facts say, as if it had never been: what was missed meanwhile is recorded then.
/// </summary>
public static class WithdrawalHandler
{
    public static Decision<IClockSetEvent> Decide(
        ComplaintWithdrawn message, ClockSet? set, Counting counting, DateOnly today) =>
        set?.WithdrawnOn == message.WithdrawnOn
            ? Decision<IClockSetEvent>.Nothing()
            : ClockKeeping.Note(set, new WithdrawalNoted(message.ComplaintId, message.WithdrawnOn),
                ClockKeeping.WithdrawalRecorded, counting, today);

    public static Decision<IClockSetEvent> Decide(
        ComplaintReopened message, ClockSet? set, Counting counting, DateOnly today) =>
        set?.WithdrawnOn is null
            ? Decision<IClockSetEvent>.Nothing()
            : ClockKeeping.Note(
                set, new ReopeningNoted(message.ComplaintId), ClockKeeping.Reopened, counting, today);

    public static (Events, OutgoingMessages) Handle(
        ComplaintWithdrawn message,
        [WriteAggregate(nameof(ComplaintWithdrawn.ComplaintId), Required = false)] ClockSet? set,
        Counting counting,
        TimeProvider time) =>
        ClockKeeping.Keep(set, counting, time, today => Decide(message, set, counting, today));

    public static (Events, OutgoingMessages) Handle(
        ComplaintReopened message,
        [WriteAggregate(nameof(ComplaintReopened.ComplaintId), Required = false)] ClockSet? set,
        Counting counting,
        TimeProvider time) =>
        ClockKeeping.Keep(set, counting, time, today => Decide(message, set, counting, today));
}
