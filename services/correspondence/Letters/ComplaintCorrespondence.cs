using System.Globalization;
using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using JasperFx.Events;
using Marten;

namespace ComplaintsPlatform.Correspondence;

// Every letter of a complaint. Prefer: wait=N waits until there is one; together with If-None-Match until something
// about them is new. Each is folded from its own short stream, so nothing that it says is kept a second time.
internal static class ComplaintCorrespondence
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/complaints/{complaintId:guid}/correspondence", Read)
            .Shows("correspondence")
            .RequireRoles(Roles.Reading)
            .WithName("ComplaintCorrespondence")
            .WithSummary("The letters of a complaint, with their exact text and what became of them")
            .Produces<LettersOfComplaint>();
        // A complaint has no stream here, its letters have.
        api.MapLooks("/complaints/{complaintId:guid}/correspondence/views", async (session, complaintId, ct) =>
            await session.Query<FiledLetter>().AnyAsync(letter => letter.ComplaintId == complaintId, ct)
                ? await NamesAsync(complaintId, session, ct)
                : null)
            .RequireRoles(Roles.SeeingLooks)
            .WithName("CorrespondenceViews");
    }

    internal static LetterAnswer Answer(IReadOnlyList<IEvent> stored)
    {
        var facts = stored.Select(one => (ILetterEvent)one.Data).ToList();
        var letter = Fold(stored);
        var copy = letter.Copy;
        return new LetterAnswer(
            letter.LetterId, stored[^1].Version, copy.Kind, copy.Template, copy.Form, letter.Status, copy.RecipientName,
            copy.Email, copy.PostalAddress, copy.Subject, copy.Body, copy.Sha256,
            stored.First(one => one.Data is LetterDrafted).Timestamp,
            stored.LastOrDefault(one => one.Data is LetterSent)?.Timestamp,
            facts.OfType<LetterSentByHand>().LastOrDefault()?.SentOn,
            facts.OfType<LetterSent>().LastOrDefault()?.MessageId,
            facts.OfType<LetterToSendByHand>().LastOrDefault()?.Why,
            facts.OfType<DeliveryFailed>().LastOrDefault()?.Why)
        {
            Stage = letter.Draft?.Stage,
            WrittenBy = DraftShown.Wrote(stored),
            ApprovedBy = letter.Draft?.Approval is { } approval ? new Person(approval.By, approval.ByName) : null,
            CameBackOn = letter.Back?.OnDay,
            CameBackBecause = letter.Back is { } back ? CameBack.InWords(back.Because) : null,
            PutRight = letter.PutRight?.Words,
            DocumentSha256 = letter.Draft?.Issued?.DocumentSha256,
        };
    }

    private static Letter Fold(IReadOnlyList<IEvent> stored) =>
        stored.Select(one => (ILetterEvent)one.Data).Aggregate((Letter?)null, Letter.Evolve)!;

    private static async Task<IReadOnlyDictionary<Guid, string>> NamesAsync(
        Guid complaintId, IQuerySession session, CancellationToken ct)
    {
        var names = new Dictionary<Guid, string>();
        foreach (var stored in await StreamsAsync(complaintId, session, ct))
            names[stored[0].StreamId] = Fold(stored) is { HasCopy: true } sent
                ? sent.Copy.Kind.Replace('-', ' ')
                : $"draft of a letter ({Fold(stored).Draft!.Kind})";
        return names;
    }

    private static async Task<IResult> Read(
        Guid complaintId, HttpRequest request, WaitPreference wait, IQuerySession session, TimeProvider time,
        CancellationToken ct)
    {
        LettersOfComplaint letters = new(complaintId, [], []);
        var known = Strong(request.Headers.IfNoneMatch.ToString());
        await wait.UntilAsync(async token =>
        {
            letters = await LettersOf(complaintId, session, token);
            return VersionOf(letters) > 0 && Tag(letters) != known;
        }, time, ct);
        if (VersionOf(letters) == 0) return Api.Answer<LettersOfComplaint>(null, 0);
        return Tag(letters) == known
            ? Results.StatusCode(StatusCodes.Status304NotModified)
            : Api.Answer(letters, VersionOf(letters));
    }

    private static async Task<LettersOfComplaint> LettersOf(
        Guid complaintId, IQuerySession session, CancellationToken ct)
    {
        var (letters, drafts) = (new List<LetterAnswer>(), new List<DraftLine>());
        foreach (var stored in await StreamsAsync(complaintId, session, ct))
            if (Fold(stored) is { HasCopy: false, Draft: { } draft } writing)
                drafts.Add(new DraftLine(
                    writing.LetterId, stored[^1].Version, draft.Kind, draft.Stage, writing.Status,
                    DraftShown.Wrote(stored), stored[^1].Timestamp));
            else
            {
                var answer = Answer(stored);
                letters.Add(answer.Status == LetterStatus.WaitingToBeSent
                    ? answer with { Failure = (await session.LoadAsync<PutOffLetter>(answer.LetterId, ct))?.LastFault }
                    : answer);
            }

        return new LettersOfComplaint(
            complaintId, [.. letters.OrderBy(letter => letter.DraftedAt)],
            [.. drafts.OrderBy(draft => draft.ChangedAt)]);
    }

    private static async Task<IReadOnlyList<IReadOnlyList<IEvent>>> StreamsAsync(
        Guid complaintId, IQuerySession session, CancellationToken ct)
    {
        var filed = await session.Query<FiledLetter>()
            .Where(letter => letter.ComplaintId == complaintId)
            .ToListAsync(ct);
        Guid[] ids = [.. filed.Select(letter => letter.LetterId)];
        if (ids.Length == 0) return [];
        var events = await session.Events.QueryAllRawEvents().Where(stored => stored.StreamId.IsOneOf(ids))
            .OrderBy(stored => stored.Sequence).ToListAsync(ct);
        return [.. events.GroupBy(stored => stored.StreamId).Select(stream => stream.ToList())];
    }

    // Versions only grow and letters are never taken away, so their sum is new whenever something is.
    private static long VersionOf(LettersOfComplaint all) =>
        all.Letters.Sum(letter => letter.Version) + all.Drafts.Sum(draft => draft.Version);

    private static string Tag(LettersOfComplaint all) =>
        string.Create(CultureInfo.InvariantCulture, $"\"{VersionOf(all)}\"");

    // A proxy that compresses makes a tag weak; for reading that is the same one.
    private static string Strong(string tag) => tag.StartsWith("W/", StringComparison.Ordinal) ? tag[2..] : tag;
}
