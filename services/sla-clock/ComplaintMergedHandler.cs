using ComplaintsPlatform.Contracts.Cases;
using ComplaintsPlatform.ServiceDefaults;
using Wolverine;
using Wolverine.Marten;

namespace ComplaintsPlatform.SlaClock;

/// <summary>
/// A complaint was merged into another one, which was received no later: that one's clocks count, and these rest. When
/// the merge is undone they are what the facts say, as if it had never been: what was missed meanwhile is recorded
/// then.
/// </summary>
public static class ComplaintMergedHandler
{
    public static Decision<IClockSetEvent> Decide(ComplaintMerged message, ClockSet? set) =>
        set is { IsMerged: true }
            ? Decision<IClockSetEvent>.Nothing()
            : Decision<IClockSetEvent>.Accept(new MergeNoted(message.ComplaintId, message.SurvivorId));

    public static Decision<IClockSetEvent> Decide(
        MergeUndone message, ClockSet? set, Counting counting, DateOnly today) =>
        set is not { IsMerged: true }
            ? Decision<IClockSetEvent>.Nothing()
            : ClockKeeping.Note(
                set, new MergeUndoneNoted(message.ComplaintId), ClockKeeping.MergeUndone, counting, today);

    public static Events Handle(
        ComplaintMerged message,
        [WriteAggregate(nameof(ComplaintMerged.ComplaintId), Required = false)] ClockSet? set) =>
        Decide(message, set).ToEvents();

    public static (Events, OutgoingMessages) Handle(
        MergeUndone message,
        [WriteAggregate(nameof(MergeUndone.ComplaintId), Required = false)] ClockSet? set,
        Counting counting,
        TimeProvider time) =>
        ClockKeeping.Keep(set, counting, time, today => Decide(message, set, counting, today));
}
