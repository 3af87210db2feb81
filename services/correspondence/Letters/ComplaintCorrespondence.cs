using System.Globalization;
using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using JasperFx.Events;
using Marten;

namespace ComplaintsPlatform.Correspondence;

/// <summary>A letter with its exact text and what became of it.</summary>
public sealed record LetterAnswer(
    Guid LetterId, long Version, string Kind, string Template, string Form, LetterStatus Status, string RecipientName,
    string? Email, string? PostalAddress, string Subject, string Body, string Sha256, DateTimeOffset DraftedAt,
    DateTimeOffset? SentAt, DateOnly? SentOn, string? MessageId, string? WhyByHand, string? Failure);

/// <summary>The letters of a complaint, the oldest first.</summary>
public sealed record LettersOfComplaint(Guid ComplaintId, IReadOnlyList<LetterAnswer> Letters);

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
                ? new Dictionary<Guid, string>()
                : null)
            .RequireRoles(Roles.SeeingLooks)
            .WithName("CorrespondenceViews");
    }

    internal static LetterAnswer Answer(IReadOnlyList<IEvent> stored)
    {
        var facts = stored.Select(one => (ILetterEvent)one.Data).ToList();
        var letter = facts.Aggregate((Letter?)null, Letter.Evolve)!;
        var copy = letter.Copy;
        return new LetterAnswer(
            letter.LetterId, stored[^1].Version, copy.Kind, copy.Template, copy.Form, letter.Status, copy.RecipientName,
            copy.Email, copy.PostalAddress, copy.Subject, copy.Body, copy.Sha256, stored[0].Timestamp,
            stored.LastOrDefault(one => one.Data is LetterSent)?.Timestamp,
            facts.OfType<LetterSentByHand>().LastOrDefault()?.SentOn,
            facts.OfType<LetterSent>().LastOrDefault()?.MessageId,
            facts.OfType<LetterToSendByHand>().LastOrDefault()?.Why,
            facts.OfType<DeliveryFailed>().LastOrDefault()?.Why);
    }

    private static async Task<IResult> Read(
        Guid complaintId, HttpRequest request, WaitPreference wait, IQuerySession session, TimeProvider time,
        CancellationToken ct)
    {
        List<LetterAnswer> letters = [];
        var known = Strong(request.Headers.IfNoneMatch.ToString());
        await wait.UntilAsync(async token =>
        {
            letters = await LettersOf(complaintId, session, token);
            return letters.Count > 0 && Tag(letters) != known;
        }, time, ct);
        if (letters.Count == 0) return Api.Answer<LettersOfComplaint>(null, 0);
        return Tag(letters) == known
            ? Results.StatusCode(StatusCodes.Status304NotModified)
            : Api.Answer(new LettersOfComplaint(complaintId, letters), VersionOf(letters));
    }

    private static async Task<List<LetterAnswer>> LettersOf(
        Guid complaintId, IQuerySession session, CancellationToken ct)
    {
        var filed = await session.Query<FiledLetter>()
            .Where(letter => letter.ComplaintId == complaintId)
            .ToListAsync(ct);
        var letters = new List<LetterAnswer>();
        foreach (var letter in filed)
        {
            var answer = Answer(await session.Events.FetchStreamAsync(letter.LetterId, token: ct));
            letters.Add(answer.Status == LetterStatus.WaitingToBeSent
                ? answer with { Failure = (await session.LoadAsync<PutOffLetter>(letter.LetterId, ct))?.LastFault }
                : answer);
        }

        return [.. letters.OrderBy(letter => letter.DraftedAt)];
    }

    // Versions only grow and letters are never taken away, so their sum is new whenever something is.
    private static long VersionOf(List<LetterAnswer> letters) => letters.Sum(letter => letter.Version);

    private static string Tag(List<LetterAnswer> letters) =>
        string.Create(CultureInfo.InvariantCulture, $"\"{VersionOf(letters)}\"");

    // A proxy that compresses makes a tag weak; for reading that is the same one.
    private static string Strong(string tag) => tag.StartsWith("W/", StringComparison.Ordinal) ? tag[2..] : tag;
}
