using System.Buffers.Text;
using System.Globalization;
using System.Text;
using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using JasperFx.Events;
using JasperFx.Events.Projections;
using Marten;
using Marten.Events.Aggregation;
using Marten.Linq.MatchesSql;

namespace ComplaintsPlatform.Intake.Reading;

/// <summary>A submission in the list; nothing personal stands in it.</summary>
public sealed record SubmissionRow(
    Guid SubmissionId, string Reference, string Type, string Channel, DateOnly ReceivedOn, Guid? PersonId,
    Guid? PropertyId, string? Service, string Status, Guid? ComplaintId);

// Service requests and other submissions, the newest first: all, of one type, of one person or home, or those that
// stand at one status.
internal static class SubmissionList
{
    internal static readonly string[] Statuses =
        ["open", "with-service", "complaint-offered", "complaint", "refused", "resolved"];

    public static void Add(StoreOptions store)
    {
        store.Schema.For<SubmissionRow>().DocumentAlias("submissions").Identity(row => row.SubmissionId)
            .Duplicate(row => row.ReceivedOn, pgType: "date", notNull: true)
            .Index(row => new { row.ReceivedOn, row.SubmissionId }, index => index.Name = "submissions_by_day")
            .Duplicate(row => row.PersonId!).Duplicate(row => row.PropertyId!);
        store.Projections.Add(new SubmissionRows(), ProjectionLifecycle.Inline);
    }

    public static void Map(IEndpointRouteBuilder submissions) => submissions
        .MapGet("/", ReadAsync)
        .RequireRoles(Roles.Reading)
        .StatesPosition()
        .WithName("ListSubmissions")
        .WithSummary("Service requests and other submissions, the newest first")
        .Produces<SubmissionPage>();

    private static async Task<IResult> ReadAsync(
        string? type, string? status, Guid? personId, Guid? propertyId, int? limit, string? cursor,
        IQuerySession session, Actor actor, CancellationToken ct)
    {
        if (limit is < 1 or > 100)
            return Api.Problem(StatusCodes.Status400BadRequest, "limit-out-of-range", "A page has 1 to 100 rows.");
        if (!TryParse(cursor, out var day, out var id))
            return Api.Problem(StatusCodes.Status400BadRequest, "cursor-malformed",
                "Send the cursor exactly as the last page gave it under next, or none for the first page.");
        if (type is not null && !Vocabulary.SubmissionTypes.Contains(type))
            return Api.NotValid(Wrong("type", Vocabulary.SubmissionTypes));
        if (status is not null && !Statuses.Contains(status))
            return Api.NotValid(Wrong("status", Statuses));

        var size = limit ?? 50;
        var rows = session.Query<SubmissionRow>()
            .Where(row => row.MatchesSql("(d.received_on, d.id) < (?, ?)", day, id));
        // What a complaint was made of is hidden with it.
        if (await session.HiddenFromAsync(actor.Id, ct) is { Count: > 0 } hidden)
            rows = rows.Where(row => row.MatchesSql(
                "not coalesce(d.data ->> 'complaintId' = any(?), false)",
                (object)hidden.Select(complaint => complaint.ToString()).ToArray()));
        if (type is not null) rows = rows.Where(row => row.Type == type);
        if (status is not null) rows = rows.Where(row => row.Status == status);
        if (personId is not null) rows = rows.Where(row => row.PersonId == personId);
        if (propertyId is not null) rows = rows.Where(row => row.PropertyId == propertyId);
        var found = await rows.OrderByDescending(row => row.ReceivedOn).ThenByDescending(row => row.SubmissionId)
            .Take(size + 1).ToListAsync(ct);
        return TypedResults.Ok(new SubmissionPage([.. found.Take(size)], found.Count > size
            ? Base64Url.EncodeToString(
                Encoding.ASCII.GetBytes($"{found[size - 1].ReceivedOn:yyyy-MM-dd}{found[size - 1].SubmissionId:N}"))
            : null));
    }

    /// <summary>How a submission stands after these events.</summary>
    public static string StatusAfter(IReadOnlyList<IEvent> events) =>
        events.Aggregate((SubmissionRow?)null, (row, e) => SubmissionRows.Next(row, e))?.Status ?? "open";

    private static Dictionary<string, string[]> Wrong(string field, string[] words) =>
        new() { [field] = [$"Must be one of: {string.Join(", ", words)}."] };

    private static bool TryParse(string? text, out DateOnly day, out Guid id)
    {
        (day, id) = (DateOnly.MaxValue, Guid.AllBitsSet);
        if (string.IsNullOrEmpty(text)) return true;
        if (text.Length > 100 || !Base64Url.IsValid(text)) return false;
        var plain = Encoding.ASCII.GetString(Base64Url.DecodeFromChars(text));
        return plain.Length == 42
            && DateOnly.TryParseExact(
                plain[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day)
            && Guid.TryParseExact(plain[10..], "N", out id);
    }

    private sealed class SubmissionRows : SingleStreamProjection<SubmissionRow, Guid>
    {
        public SubmissionRows() => Name = "submissions";

        public override SubmissionRow? Evolve(SubmissionRow? snapshot, Guid id, IEvent e) => Next(snapshot, e);

        public static SubmissionRow? Next(SubmissionRow? snapshot, IEvent e) => (snapshot, e.Data) switch
        {
            (_, SubmissionRecorded made) => new SubmissionRow(
                e.StreamId, made.Reference, made.Type, made.Channel, made.ReceivedOn, made.Resident?.PersonId,
                made.PropertyId, made.Service, "open", null),
            ({ } row, PassedToService passed) => row with { Service = passed.Service, Status = "with-service" },
            ({ } row, ComplaintOffered) => row with { Status = "complaint-offered" },
            ({ } row, OfferDeclined) => row with { Status = row.Service is null ? "open" : "with-service" },
            ({ } row, PromotedToComplaint promoted) =>
                row with { Status = "complaint", ComplaintId = promoted.ComplaintId },
            ({ } row, ComplaintRefused) => row with { Status = "refused" },
            ({ } row, SubmissionResolved) => row with { Status = "resolved" },
            _ => snapshot,
        };
    }
}

internal sealed record SubmissionPage(IReadOnlyList<SubmissionRow> Items, string? Next);
