using System.Globalization;
using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.EventStore;
using ComplaintsPlatform.ServiceDefaults;
using Dapper;
using Npgsql;

namespace ComplaintsPlatform.Correspondence;

/// <summary>A letter with its exact text and what became of it.</summary>
public sealed record LetterAnswer(
    Guid LetterId, long Version, string Kind, string Template, string Form, LetterStatus Status, string RecipientName, string? Email, string? PostalAddress,
    string Subject, string Body, string Sha256, DateTimeOffset DraftedAt, DateTimeOffset? SentAt, DateOnly? SentOn, string? MessageId, string? WhyByHand, string? Failure);

// Every letter of a complaint. Prefer: wait=N waits until there is one; together with If-None-Match until something about them is new.
internal static class ComplaintCorrespondenceEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/api/complaints/{complaintId:guid}/correspondence", async (
            Guid complaintId, HttpRequest request, WaitPreference wait, IDocumentSession session, NpgsqlDataSource database, TimeProvider time, CancellationToken ct) =>
        {
            List<LetterAnswer> letters = [];
            string? known = request.Headers.IfNoneMatch;
            await wait.UntilAsync(async token =>
            {
                letters = await LettersOf(complaintId, session, database, token);
                return letters.Count > 0 && Tag(letters) != known;
            }, time, ct);
            if (letters.Count == 0) return Api.Answer<object>(null, 0);
            return Tag(letters) == known ? Results.StatusCode(StatusCodes.Status304NotModified) : Api.Answer(new { complaintId, letters }, VersionOf(letters));
        })
        .RequireRoles(Roles.Reading)
        .WithName("ComplaintCorrespondence").WithTags("Correspondence");

    internal static LetterAnswer Answer(IReadOnlyList<IEvent> stored)
    {
        var letter = stored.Aggregate((Letter?)null, (state, one) => Letter.Evolve(state, (ILetterEvent)one.Data))!;
        var sent = stored.LastOrDefault(one => one.Data is LetterSent);
        var facts = stored.Select(one => one.Data).ToList();
        return new LetterAnswer(
            letter.Copy.LetterId, stored[^1].Version, letter.Copy.Kind, letter.Copy.Template, letter.Copy.Form, letter.Status, letter.Copy.RecipientName,
            letter.Copy.Email, letter.Copy.PostalAddress, letter.Copy.Subject, letter.Copy.Body, letter.Copy.Sha256, stored[0].Timestamp, sent?.Timestamp,
            facts.OfType<LetterSentByHand>().LastOrDefault()?.SentOn, facts.OfType<LetterSent>().LastOrDefault()?.MessageId,
            facts.OfType<LetterToSendByHand>().LastOrDefault()?.Why, facts.OfType<DeliveryFailed>().LastOrDefault()?.Why);
    }

    private static async Task<List<LetterAnswer>> LettersOf(Guid complaintId, IDocumentSession session, NpgsqlDataSource database, CancellationToken ct)
    {
        // Open only for its query: a request that holds one connection and waits for the session's can wait for ever among its like.
        await using var connection = database.CreateConnection();
        var ids = await connection.QueryAsync<Guid>(new CommandDefinition(
            "SELECT letter_id FROM read.letter WHERE complaint_id = @complaintId", new { complaintId }, cancellationToken: ct));
        var letters = new List<LetterAnswer>();
        foreach (var id in ids) letters.Add(Answer(await session.Events.FetchStreamAsync(id, cancellationToken: ct)));
        return [.. letters.OrderBy(letter => letter.DraftedAt)];
    }

    // Versions only grow and letters are never taken away, so their sum is new whenever something is.
    private static long VersionOf(List<LetterAnswer> letters) => letters.Sum(letter => letter.Version);

    private static string Tag(List<LetterAnswer> letters) => string.Create(CultureInfo.InvariantCulture, $"\"{VersionOf(letters)}\"");
}
