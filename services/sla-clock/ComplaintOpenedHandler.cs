using ComplaintsPlatform.Contracts.Cases;
using ComplaintsPlatform.EventStore;
using ComplaintsPlatform.Messaging;

namespace ComplaintsPlatform.SlaClock;

/// <summary>A case was opened: the acknowledgement clock runs from the day of receipt (Code 6.2), and a back-dated complaint's breach is recorded at once.</summary>
internal static class ComplaintOpenedHandler
{
    public static Decision<IClockSetEvent> Decide(ComplaintOpened message, ClockSet? set, Counting counting, DateOnly today) =>
        set?.Facts.ReceivedOn is not null
            ? Decision<IClockSetEvent>.Nothing()
            : ClockKeeping.Note(set, new ReceiptNoted(message.ComplaintId, message.ReceivedOn), ClockKeeping.ReceiptRecorded, counting, today);

    public static Task Handle(ComplaintOpened message, MessageContext context, CancellationToken cancellationToken) =>
        context.Keep(message.ComplaintId, (set, counting, today) => Decide(message, set, counting, today), cancellationToken);
}
