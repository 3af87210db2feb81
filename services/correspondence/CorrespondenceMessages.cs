using System.Diagnostics;
using ComplaintsPlatform.Correspondence.Notices;
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
        options.LocalQueueFor<EmailNotice>().UseDurableInbox().MaximumParallelMessages(2);
        options.LocalQueueFor<SendDigest>().UseDurableInbox().MaximumParallelMessages(2);
        options.LocalQueueFor<TellOfLetter>().UseDurableInbox().MaximumParallelMessages(2);
        // What a mail server that was away for hours has left to do falls due together.
        options.Durability.RecoveryBatchSize = 1000;
    }

    /// <summary>From stored event to contract; null for what stays inside.</summary>
    public static Announcement? Announce(IEvent @event) => @event.Data switch
    {
        // Words for letters are nobody else's.
        TemplateChanged or StandardLineWritten => null,
        _ => Announce((ILetterEvent)@event.Data, @event.Timestamp),
    };

    internal static Announcement? Announce(ILetterEvent happened, DateTimeOffset recorded) => happened switch
    {
        // Of a submission that was refused: no case is about it.
        LetterSent { Kind: LetterKind.Refusal } or LetterSentByHand { Kind: LetterKind.Refusal }
            or LetterToSendByHand { Kind: LetterKind.Refusal } or LetterWentOut { Kind: LetterKind.Refusal } => null,
        LetterSent e => new Announcement(
            e.ComplaintId, new Say.LetterSent(e.ComplaintId, e.LetterId, e.Kind, LetterForm.Email, recorded)),
        LetterSentByHand e => new Announcement(
            e.ComplaintId,
            new Say.LetterSent(e.ComplaintId, e.LetterId, e.Kind, LetterForm.ByHand, At(e.SentOn, recorded))),
        LetterToSendByHand e => new Announcement(
            e.ComplaintId, new Say.LetterToSendByHand(e.ComplaintId, e.LetterId, e.Kind, e.Why)),
        LetterWentOut e => new Announcement(e.ComplaintId, new Say.LetterWentOut(
            e.ComplaintId, e.LetterId, e.Kind, e.Stage, e.SentOn, e.Form, e.Outcome, e.NewDate, e.UpdatesEvery,
            e.ResidentAgreed, e.IssuedBy, e.By, Said(e))),
        LetterDrafted or LetterBlocked or DeliveryFailed or LetterCameBack or LetterPutRight => null,
        // As long as nothing went out, nobody else has to know.
        DraftBegun or DraftChanged or DraftWithdrawn or ApprovalAskedFor or DraftApproved or DraftReturned
            or LetterIssued => null,
        _ => throw new UnreachableException($"{happened.GetType().Name} is neither published nor kept."),
    };

    // What cases keeps with the act, as who records it by hand types it.
    private static Say.SaidInLetter Said(LetterWentOut e) => new(
        e.Said.Of(LetterPart.Definition), e.Said.Of(LetterPart.OutcomesSought), e.Said.Of(LetterPart.ResponsibleFor),
        e.Said.Of(LetterPart.NotResponsibleFor), e.Said.Of(LetterPart.Reason), e.Said.Of(LetterPart.GoodReason),
        e.Kind == LetterKind.Response
            ? string.Join("\n\n", new[]
                {
                    e.Said.Of(LetterPart.Opening), e.Said.Of(LetterPart.WhatWentWrong),
                    e.Said.Of(LetterPart.OutstandingActions), e.Said.Of(LetterPart.More),
                }
                .Where(part => !string.IsNullOrWhiteSpace(part)))
            : null);

    // Of a day in the past only the day is known: noon stands for it.
    private static DateTimeOffset At(DateOnly day, DateTimeOffset recorded) =>
        London.DayOf(recorded) == day ? recorded : new DateTimeOffset(day, new TimeOnly(12, 0), TimeSpan.Zero);
}
