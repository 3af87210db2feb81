using System.Diagnostics;
using ComplaintsPlatform.ServiceDefaults;
using JasperFx.Events;
using Wolverine;
using Say = ComplaintsPlatform.Contracts.Correspondence;

namespace ComplaintsPlatform.Correspondence;

/// <summary>
/// What this service says to others, and how it takes its own messages. What it hears:
/// <c>Letters/ComplaintMadeHandler.cs</c>.
/// </summary>
internal static class CorrespondenceMessages
{
    public static void Configure(WolverineOptions options)
    {
        // Four letters at the mail server at once; a crash can repeat no more than these. They need no order.
        options.LocalQueueFor<SendLetter>().UseDurableInbox().MaximumParallelMessages(4);
        // What a mail server that was away for hours has left to do falls due together.
        options.Durability.RecoveryBatchSize = 1000;
    }

    /// <summary>From stored event to contract; null for what stays inside.</summary>
    public static Announcement? Announce(IEvent @event) => Announce((ILetterEvent)@event.Data, @event.Timestamp);

    internal static Announcement? Announce(ILetterEvent happened, DateTimeOffset recorded) => happened switch
    {
        LetterSent e => new Announcement(
            e.ComplaintId, new Say.LetterSent(e.ComplaintId, e.LetterId, e.Kind, LetterForm.Email, recorded)),
        LetterSentByHand e => new Announcement(
            e.ComplaintId,
            new Say.LetterSent(e.ComplaintId, e.LetterId, e.Kind, LetterForm.ByHand, At(e.SentOn, recorded))),
        LetterToSendByHand e => new Announcement(
            e.ComplaintId, new Say.LetterToSendByHand(e.ComplaintId, e.LetterId, e.Kind, e.Why)),
        LetterDrafted or LetterBlocked or DeliveryFailed => null,
        _ => throw new UnreachableException($"{happened.GetType().Name} is neither published nor kept."),
    };

    // Of a day in the past only the day is known: noon stands for it.
    private static DateTimeOffset At(DateOnly day, DateTimeOffset recorded) =>
        London.DayOf(recorded) == day ? recorded : new DateTimeOffset(day, new TimeOnly(12, 0), TimeSpan.Zero);
}
