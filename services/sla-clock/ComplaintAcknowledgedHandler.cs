using ComplaintsPlatform.Contracts.Cases;
using ComplaintsPlatform.ServiceDefaults;
using Wolverine;
using Wolverine.Marten;

namespace ComplaintsPlatform.SlaClock;

/// <summary>
/// The acknowledgement stops the 5-day clock and is what the stage 1 limit runs from (Code 6.3), by its own date. One
/// that is recorded after the response, with an earlier date, restates both; so being answered is no reason to ignore
/// it.
/// </summary>
public static class ComplaintAcknowledgedHandler
{
    public static Decision<IClockSetEvent> Decide(
        ComplaintAcknowledged message, ClockSet? set, Counting counting, DateOnly today) =>
        set?.Facts.AcknowledgedOn is not null
            ? Decision<IClockSetEvent>.Nothing()
            : ClockKeeping.Note(
                set, new AcknowledgementNoted(message.ComplaintId, message.AcknowledgedOn),
                ClockKeeping.AcknowledgementRecorded, counting, today);

    public static (Events, OutgoingMessages) Handle(
        ComplaintAcknowledged message,
        [WriteAggregate(nameof(ComplaintAcknowledged.ComplaintId), Required = false)] ClockSet? set,
        Counting counting,
        TimeProvider time) =>
        ClockKeeping.Keep(set, counting, time, today => Decide(message, set, counting, today));
}
