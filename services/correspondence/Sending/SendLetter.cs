using ComplaintsPlatform.Correspondence.Notices;
using ComplaintsPlatform.ServiceDefaults;
using Marten;
using Wolverine;
using Wolverine.Attributes;
using Wolverine.Marten;

namespace ComplaintsPlatform.Correspondence;

/// <summary>
/// A message to oneself: an email is to be sent. Stored with the draft, and again with each attempt that is put off;
/// when it arrives, the letter's state decides whether there is still something to send.
/// </summary>
// Its name is stored: the type may be renamed, the name may not.
[MessageIdentity("correspondence.send-letter")]
public sealed record SendLetter(Guid LetterId);

/// <summary>
/// A letter that no mail server has taken yet: how often and since when it was tried, and what was said last.
/// </summary>
/// <remarks>Work rather than a read model: attempts are in no event, so it is not made again from the log.</remarks>
public sealed record PutOffLetter(
    Guid LetterId, DateTimeOffset Since, int Attempts, string LastFault, bool ConcernsServer,
    DateTimeOffset NextAttemptAt);

// Hands one letter to the mail server and records what became of it. Between the server's answer and the record lie a
// few milliseconds; a crash just there repeats this one message with the same Message-ID. Nothing is open in the
// database meanwhile, so no reader waits for a mail server.
public static class SendLetterHandler
{
    /// <summary>With what the reason begins of a letter that goes by hand since its email did not arrive.</summary>
    internal const string Undelivered = "The email could not be delivered.";

    /// <summary>What an attempt means: sent, never to be sent by email, or nothing yet.</summary>
    /// <param name="letter">A letter that waits to be sent.</param>
    /// <param name="fault">Why it was not taken; null when it was.</param>
    /// <param name="waited">How long it has been tried.</param>
    /// <param name="messageId">As it was sent.</param>
    /// <param name="today">The day in London.</param>
    internal static Decision<ILetterEvent> Decide(
        Letter letter, DeliveryFault? fault, TimeSpan waited, string messageId, DateOnly today)
    {
        var copy = letter.Copy;
        if (fault is null)
        {
            var sent = new LetterSent(letter.LetterId, copy.ComplaintId, copy.Kind, messageId);
            return letter.Draft is { } draft
                ? Decision<ILetterEvent>.Accept(sent, draft.WentOut(today, LetterForm.Email))
                : Decision<ILetterEvent>.Accept(sent);
        }

        if (!fault.IsPermanent && waited <= DeliveryFault.LongestWait)
            return Decision<ILetterEvent>.Nothing();
        return Decision<ILetterEvent>.Accept(
            new DeliveryFailed(letter.LetterId, copy.ComplaintId, copy.Kind, fault.SmtpStatus, fault.Reason),
            new LetterToSendByHand(
                letter.LetterId, copy.ComplaintId, copy.Reference, copy.Kind,
                $"{Undelivered} {fault.Reason}"));
    }

    /// <summary>What is kept of an attempt that was put off, and when the next one is.</summary>
    internal static PutOffLetter PutOff(Guid letterId, PutOffLetter? before, DeliveryFault fault, DateTimeOffset now)
    {
        var attempts = before?.Attempts ?? 0;
        var pause = DeliveryFault.Backoff[Math.Min(attempts, DeliveryFault.Backoff.Length - 1)];
        return new PutOffLetter(
            letterId, before?.Since ?? now, attempts + 1, fault.Reason, fault.ConcernsServer, now + pause);
    }

    public static async Task<(Events, OutgoingMessages)> Handle(
        SendLetter message,
        [WriteAggregate(Required = false)] Letter? letter,
        IDocumentSession session,
        MailServer mail,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        if (letter is not { Status: LetterStatus.WaitingToBeSent }) return ([], []);
        var before = await session.LoadAsync<PutOffLetter>(letter.LetterId, cancellationToken);
        var fault = letter.IsIntact
            ? await mail.TrySendAsync(letter, session)
            : new DeliveryFault(true, null, "The text is no longer what was drafted.");
        var now = time.GetUtcNow();
        var decision = Decide(letter, fault, now - (before?.Since ?? now), mail.MessageIdOf(letter), London.DayOf(now));

        OutgoingMessages later = [];
        if (decision.Events.Count > 0)
        {
            if (before is not null) session.Delete(before);
            if (decision.Events.OfType<DeliveryFailed>().Any())
                later.Add(new TellOfLetter(letter.LetterId, NoticeKind.LetterFailed, letter.Copy.Sha256, null));
        }
        else
        {
            var putOff = PutOff(letter.LetterId, before, fault!, now);
            session.Store(putOff);
            later.Schedule(message, putOff.NextAttemptAt);
        }

        return (decision.ToEvents(), later);
    }
}
