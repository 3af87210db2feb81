using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.Correspondence.Notices;
using ComplaintsPlatform.ServiceDefaults;
using Marten;

namespace ComplaintsPlatform.Correspondence;

/// <summary>A letter that should have gone and did not, or did not arrive: what is wrong, since when, and what puts it
/// right.</summary>
public sealed record LetterToPutRight(
    Guid LetterId, Guid ComplaintId, string Reference, string Letter, string What, string Says, string ToPutRight,
    DateTimeOffset Since);

/// <summary>All of them, the longest waiting first.</summary>
public sealed record LettersToPutRight(IReadOnlyList<LetterToPutRight> Letters);

// Letters that should have gone and did not, or did not arrive, until each is put right (Code 6.2, 6.3: the resident is
// told in writing, in time). What can be seen leaves the list by itself; for the rest somebody says what was done.
internal static class LetterExceptions
{
    internal const string RefusalNotTold = "refusal-not-told";

    private const int Most = 200;

    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/letters/exceptions", Read)
        .RequireRoles(Roles.Reading)
        .WithTags("Correspondence").WithName("LetterExceptions")
        .WithSummary("Letters that should have gone and did not, or did not arrive, the longest waiting first")
        .Produces<LettersToPutRight>();

    /// <summary>What is wrong with a letter that waits to be sent by hand; null as long as it has time.</summary>
    internal static LetterToPutRight? Of(LetterByHand waiting, bool? hasPostalAddress, DateOnly today)
    {
        var name = TellOfLetterHandler.Name(waiting.Kind, null);
        var (what, says, right) =
            waiting.Why.StartsWith(SendLetterHandler.Undelivered, StringComparison.Ordinal)
                ? ("not-delivered", waiting.Why, hasPostalAddress == false
                    ? "Ask for an address that works, tell them in another way, and say how it was sent."
                    : "Print it, post it, and say that it was sent.")
            : hasPostalAddress == false
                ? ("no-address", "There is no address to send it to.",
                    "Ask for one, tell them in another way, and say how it was sent.")
            : today > WorkingWeek.After(London.DayOf(waiting.Since), 1)
                ? ("not-sent-in-time", "It was to be sent by hand, and nobody said within a working day that it was.",
                    "Print it, post it, and say that it was sent.")
            : ("", "", "");
        return what.Length == 0 ? null : new LetterToPutRight(
            waiting.LetterId, waiting.ComplaintId, waiting.Reference, name, what, says, right, waiting.Since);
    }

    /// <summary>What is wrong with a letter that was approved; null as long as its limit is further than a day
    /// off.</summary>
    internal static LetterToPutRight? Of(
        Letter letter, DateTimeOffset since, WatchedComplaint? complaint, DateOnly today)
    {
        if (letter.Draft is not { } draft) return null;
        var clock = (draft.Kind, draft.Stage) switch
        {
            (LetterKind.Acknowledgement, LetterStage.Stage2) => "stage-2-acknowledgement",
            (LetterKind.Acknowledgement, _) => "acknowledgement",
            (LetterKind.Response or LetterKind.Extension, LetterStage.Stage2) => "stage-2-response",
            (LetterKind.Response or LetterKind.Extension, _) => "stage-1-response",
            _ => "",
        };
        var due = complaint?.Running.FirstOrDefault(one => one.Clock == clock)?.DueOn;
        return due > today.AddDays(1) || due is null ? null : new LetterToPutRight(
            letter.LetterId, letter.ComplaintId, draft.Begun.Reference, TellOfLetterHandler.Name(letter),
            "approved-not-issued", $"It was approved, its limit ends on {WhatToTell.Day(due.Value)}, and it has not "
                + "gone out.", "Issue it.", since);
    }

    /// <summary>What is wrong with a refusal that no letter has told; null within a working day.</summary>
    internal static LetterToPutRight? Of(RefusalToTell refusal, DateOnly today)
    {
        var (what, paragraph) = refusal.Kind == LetterKind.Refusal
            ? ("It was refused as a complaint", "2.4")
            : ("Stage 2 was refused", "5.11");
        return today <= WorkingWeek.After(refusal.RefusedOn, 1) ? null : new LetterToPutRight(
            refusal.SubmissionId, refusal.SubmissionId, refusal.Reference,
            TellOfLetterHandler.Name(refusal.Kind, null), RefusalNotTold,
            $"{what} on {WhatToTell.Day(refusal.RefusedOn)}, and no letter has gone that says so (Code {paragraph}).",
            "Write the letter and send it.", refusal.Since);
    }

    private static async Task<LettersToPutRight> Read(
        IQuerySession session, Actor actor, TimeProvider time, CancellationToken ct)
    {
        var today = London.DayOf(time.GetUtcNow());
        var waiting = await session.Query<LetterByHand>().OrderBy(one => one.Since).Take(Most).ToListAsync(ct);
        var filed = (await session.LoadManyAsync<FiledLetter>(ct, [.. waiting.Select(one => one.LetterId)]))
            .ToDictionary(one => one.LetterId, one => one.HasPostalAddress);
        var right = (await session.LoadManyAsync<LetterThatIsRight>(ct, [.. waiting.Select(one => one.LetterId)]))
            .Select(one => one.LetterId).ToHashSet();
        var found = waiting.Where(one => !right.Contains(one.LetterId))
            .Select(one => Of(one, filed.GetValueOrDefault(one.LetterId), today)).ToList();
        foreach (var back in await session.Query<ReturnedLetter>().Take(Most).ToListAsync(ct))
            found.Add(new LetterToPutRight(back.LetterId, back.ComplaintId, back.Reference,
                TellOfLetterHandler.Name(back.Kind, null), "came-back", CameBack.InWords(back.Because),
                "Find out where they are, send it again or tell them, and say what was done.", back.Since));
        // What waits to be sent by hand already says so by itself.
        foreach (var refusal in await session.Query<RefusalToTell>().OrderBy(one => one.Since).Take(Most)
            .ToListAsync(ct))
            if (waiting.All(one => one.ComplaintId != refusal.SubmissionId))
                found.Add(Of(refusal, today));
        // Which limit a letter has is in its own events: read only where one of the complaint's is near at all.
        var approved = await session.Query<ApprovedLetter>().OrderBy(one => one.Since).Take(Most).ToListAsync(ct);
        var pressing = (await session.LoadManyAsync<WatchedComplaint>(
            ct, [.. approved.Select(one => one.ComplaintId).Distinct()]))
            .Where(complaint => complaint.NextDue <= today.AddDays(1))
            .ToDictionary(complaint => complaint.ComplaintId);
        foreach (var one in approved.Where(one => pressing.ContainsKey(one.ComplaintId)))
            if (await session.Events.AggregateStreamAsync<Letter>(one.LetterId, token: ct) is { } letter)
                found.Add(Of(letter, one.Since, pressing[one.ComplaintId], today));
        var hidden = await session.HiddenFromAsync(actor.Id, ct);
        return new LettersToPutRight(
            [.. found.OfType<LetterToPutRight>().Where(one => !hidden.Contains(one.ComplaintId))
                .OrderBy(one => one.Since)]);
    }
}
