using System.Globalization;
using ComplaintsPlatform.ServiceDefaults;
using JasperFx.Events;
using Marten;
using Wolverine;
using Wolverine.Attributes;
using Wolverine.Marten;

namespace ComplaintsPlatform.Correspondence.Notices;

/// <summary>
/// A message to oneself: somebody is to be told of a letter. Stored with what happened to it; when it arrives, the
/// letter's state decides whether it still means anything.
/// </summary>
/// <param name="LetterId">The letter.</param>
/// <param name="Kind">Of what.</param>
/// <param name="Cause">Of which time, where it may happen more than once.</param>
/// <param name="By">Who did it.</param>
// Its name is stored: the type may be renamed, the name may not.
[MessageIdentity("correspondence.tell-of-letter")]
public sealed record TellOfLetter(Guid LetterId, string Kind, string Cause, Guid? By)
{
    /// <summary>A verb's answer, with the message that follows from it.</summary>
    internal static (IResult, Events, OutgoingMessages) With(
        (IResult Result, Events Events) answer, IEventStream<Letter> letter, Actor actor)
    {
        OutgoingMessages tell = [];
        if (KindOf(answer.Events.LastOrDefault()) is { } kind)
            tell.Add(new TellOfLetter(letter.Id, kind, string.Create(CultureInfo.InvariantCulture,
                $"{(letter.StartingVersion ?? 0) + answer.Events.Count}"), actor.Id));
        return (answer.Result, answer.Events, tell);
    }

    private static string? KindOf(object? happened) => happened switch
    {
        ApprovalAskedFor => NoticeKind.LetterToApprove,
        DraftApproved => NoticeKind.LetterApproved,
        DraftReturned => NoticeKind.LetterReturned,
        _ => null,
    };
}

// Who leads the owner's team is told of a letter that waits to be approved; whoever wrote it, that it was approved or
// returned; whoever has the complaint, that it could not be delivered.
public static class TellOfLetterHandler
{
    public static IEnumerable<Tell> Decide(
        TellOfLetter message, Letter? letter, WatchedComplaint complaint, Everybody everybody, DateTimeOffset now)
    {
        var (to, text) = (message.Kind, letter) switch
        {
            (NoticeKind.LetterToApprove, { Status: LetterStatus.WaitingForApproval, Draft: { } draft }) =>
                (everybody.ReadersOf(complaint.Held, [.. draft.Authors]), "waits to be approved"),
            (NoticeKind.LetterApproved, { Status: LetterStatus.Approved, Draft: { } draft }) =>
                ([.. draft.Authors], "was approved and may go out"),
            (NoticeKind.LetterReturned, { Status: LetterStatus.Draft, Draft: { } draft }) =>
                ([.. draft.Authors], "came back with comments"),
            (NoticeKind.LetterFailed, { Status: LetterStatus.WaitingToBeSentByHand }) =>
                (complaint.Held.OwnerId is { } owner ? [owner] : everybody.LeadersOf(complaint.Held),
                    "could not be delivered by email, and has to be sent by hand"),
            _ => ((IReadOnlyList<Guid>)[], ""),
        };
        var what = letter is null ? "" : Name(letter);
        return to.Where(one => one != message.By).Select(one => new Tell(
            one, message.Kind, $"{message.Kind} {message.LetterId} {message.Cause}",
            $"{what} about {complaint.Reference} {text}.", now)
        { LetterId = message.LetterId });
    }

    public static async Task<OutgoingMessages> Handle(
        TellOfLetter message, IDocumentSession session, TimeProvider time, CancellationToken ct)
    {
        var letter = await session.Events.AggregateStreamAsync<Letter>(message.LetterId, token: ct);
        if (letter is null) return [];
        var complaint = await session.LoadAsync<WatchedComplaint>(letter.ComplaintId, ct)
            ?? new WatchedComplaint(letter.ComplaintId);
        // The letter knows it, whether or not the case was heard of.
        complaint = complaint with { Reference = letter.Draft?.Begun.Reference ?? letter.Copy.Reference };
        return await session.TellAsync(complaint,
            Decide(message, letter, complaint, await session.EverybodyAsync(ct), time.GetUtcNow()), time, ct);
    }

    internal static string Name(Letter letter) =>
        Name(letter.Draft?.Kind ?? letter.Copy.Kind, letter.Draft?.Stage);

    internal static string Name(string kind, string? stage) => (kind, stage) switch
    {
        (LetterKind.ConfirmationOfReceipt, _) => "The confirmation of receipt",
        (LetterKind.Acknowledgement, LetterStage.Stage2) => "The stage 2 acknowledgement",
        (LetterKind.Acknowledgement, _) => "The acknowledgement",
        (LetterKind.Extension, _) => "The letter about a later date",
        (LetterKind.Response, LetterStage.Stage2) => "The final response",
        (LetterKind.Response, _) => "The stage 1 response",
        (LetterKind.Clarification, _) => "The letter with a question",
        (LetterKind.Closing, _) => "The letter about the closing",
        (LetterKind.Refusal, _) => "The refusal",
        (LetterKind.EscalationRefusal, _) => "The refusal of stage 2",
        (LetterKind.Ombudsman, _) => "The letter to the Ombudsman",
        _ => "A letter",
    };
}
