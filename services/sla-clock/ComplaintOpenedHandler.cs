using ComplaintsPlatform.Contracts.Cases;
using ComplaintsPlatform.ServiceDefaults;
using Wolverine;
using Wolverine.Marten;

namespace ComplaintsPlatform.SlaClock;

/// <summary>
/// A case was opened: the acknowledgement clock runs from the day of receipt (Code 6.2), and a back-dated complaint's
/// breach is recorded at once.
/// </summary>
public static class ComplaintOpenedHandler
{
    public static Decision<IClockSetEvent> Decide(
        ComplaintOpened message, ClockSet? set, Counting counting, DateOnly today) =>
        set?.Facts.ReceivedOn is not null
            ? Decision<IClockSetEvent>.Nothing()
            : ClockKeeping.Note(
                set, new ReceiptNoted(message.ComplaintId, message.ReceivedOn),
                ClockKeeping.ReceiptRecorded, counting, today);

    public static (Events, OutgoingMessages) Handle(
        ComplaintOpened message,
        [WriteAggregate(nameof(ComplaintOpened.ComplaintId), Required = false)] ClockSet? set,
        Counting counting,
        TimeProvider time) =>
        ClockKeeping.Keep(set, counting, time, today => Decide(message, set, counting, today));
}
