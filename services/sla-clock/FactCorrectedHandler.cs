using ComplaintsPlatform.Contracts.Cases;
using ComplaintsPlatform.ServiceDefaults;
using Wolverine;
using Wolverine.Marten;

namespace ComplaintsPlatform.SlaClock;

/// <summary>
/// A day was put right: the clocks are what the facts say, as if the right one had been known from the start, and what
/// was recorded by the wrong one is restated with its cause. Of two corrections of a fact the later one holds, in
/// whatever order they come; and what was said first, if it comes after, is older than they are.
/// </summary>
public static class FactCorrectedHandler
{
    public static Decision<IClockSetEvent> Decide(
        FactCorrected message, long version, ClockSet? set, Counting counting, DateOnly today) =>
        message.After is not { } day || set?.Corrected.GetValueOrDefault(message.Fact) >= version
            ? Decision<IClockSetEvent>.Nothing()
            : ClockKeeping.Note(set, new CorrectionNoted(message.ComplaintId, message.Fact, day, version),
                ClockKeeping.FactCorrected, counting, today);

    public static (Events, OutgoingMessages) Handle(
        FactCorrected message,
        Envelope envelope,
        [WriteAggregate(nameof(FactCorrected.ComplaintId), Required = false)] ClockSet? set,
        Counting counting,
        TimeProvider time) =>
        ClockKeeping.Keep(set, counting, time, today =>
            Decide(message, envelope.StreamVersion() ?? 0, set, counting, today));
}
