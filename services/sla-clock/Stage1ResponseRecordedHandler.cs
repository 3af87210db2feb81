using ComplaintsPlatform.Contracts.Cases;
using ComplaintsPlatform.ServiceDefaults;
using Wolverine;
using Wolverine.Marten;

namespace ComplaintsPlatform.SlaClock;

/// <summary>
/// The stage 1 response ends stage 1. Without an acknowledgement before it, the acknowledgement clock is breached
/// by it (Code 6.2).
/// </summary>
public static class Stage1ResponseRecordedHandler
{
    public static Decision<IClockSetEvent> Decide(
        Stage1ResponseRecorded message, ClockSet? set, Counting counting, DateOnly today) =>
        set?.Facts.RespondedOn is not null
            ? Decision<IClockSetEvent>.Nothing()
            : ClockKeeping.Note(
                set, new ResponseNoted(message.ComplaintId, message.RespondedOn),
                ClockKeeping.ResponseRecorded, counting, today);

    public static (Events, OutgoingMessages) Handle(
        Stage1ResponseRecorded message,
        [WriteAggregate(nameof(Stage1ResponseRecorded.ComplaintId), Required = false)] ClockSet? set,
        Counting counting,
        TimeProvider time) =>
        ClockKeeping.Keep(set, counting, time, today => Decide(message, set, counting, today));
}
