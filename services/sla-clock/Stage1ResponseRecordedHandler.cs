using ComplaintsPlatform.Contracts.Cases;
using ComplaintsPlatform.EventStore;
using ComplaintsPlatform.Messaging;

namespace ComplaintsPlatform.SlaClock;

/// <summary>The stage 1 response ends the clock set. Without an acknowledgement before it, the acknowledgement clock is breached by it (Code 6.2).</summary>
internal static class Stage1ResponseRecordedHandler
{
    public static Decision<IClockSetEvent> Decide(Stage1ResponseRecorded message, ClockSet? set, Counting counting, DateOnly today) =>
        set is { IsFinished: true }
            ? Decision<IClockSetEvent>.Nothing()
            : ClockKeeping.Note(set, new ResponseNoted(message.ComplaintId, message.RespondedOn), ClockKeeping.ResponseRecorded, counting, today);

    public static Task Handle(Stage1ResponseRecorded message, MessageContext context, CancellationToken cancellationToken) =>
        context.Keep(message.ComplaintId, (set, counting, today) => Decide(message, set, counting, today), cancellationToken);
}
