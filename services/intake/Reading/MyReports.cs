using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using JasperFx.Events;
using JasperFx.Events.Projections;
using Marten;
using Marten.Events.Aggregation;

namespace ComplaintsPlatform.Intake.Reading;

/// <summary>Who brought something in, and when; what it says stands in its stream alone.</summary>
public sealed record BroughtIn(Guid SubmissionId, string By, DateTimeOffset At);

// What the person who asks has brought in themselves, the latest first: for partners, who see nothing else of the
// landlord's complaints, and for whoever reported something on a staircase.
internal static class MyReports
{
    private const int Size = 25;

    public static void Add(StoreOptions store)
    {
        store.Schema.For<BroughtIn>().DocumentAlias("brought_in").Identity(row => row.SubmissionId)
            .Index(row => new { row.By, row.At }, index => index.Name = "brought_in_by");
        store.Projections.Add(new BroughtInRows(), ProjectionLifecycle.Inline);
    }

    public static void Map(IEndpointRouteBuilder submissions) => submissions
        .MapGet("/mine", ReadAsync)
        .RequireRoles(Roles.Capturing, Roles.Partner)
        .StatesPosition()
        .WithName("MyReports")
        .WithSummary("What you have brought in yourself, the latest first; before= goes on")
        .Produces<MyReportsPage>();

    private static async Task<IResult> ReadAsync(
        DateTimeOffset? before, Actor actor, IQuerySession session, CancellationToken ct)
    {
        var (by, until) = (actor.Id.ToString(), (before ?? DateTimeOffset.MaxValue).ToUniversalTime());
        // Also who brought it in may know nothing more of a complaint that is hidden from them, nor of what was made
        // into one. A complaint that was made at once has the id of its submission.
        Guid[] hidden = [.. await session.HiddenFromAsync(actor.Id, ct)];
        var rows = await session.Query<BroughtIn>()
            .Where(row => row.By == by && row.At < until && !row.SubmissionId.IsOneOf(hidden))
            .OrderByDescending(row => row.At).Take(Size + 1).ToListAsync(ct);
        Guid[] ids = [.. rows.Take(Size).Select(row => row.SubmissionId)];
        var streams = (await session.Events.QueryAllRawEvents().Where(stored => stored.StreamId.IsOneOf(ids))
            .OrderBy(stored => stored.Version).ToListAsync(ct)).ToLookup(stored => stored.StreamId);
        return TypedResults.Ok(new MyReportsPage(
            [.. rows.Take(Size).Where(row => !streams[row.SubmissionId].Any(e =>
                    e.Data is PromotedToComplaint promoted && hidden.Contains(promoted.ComplaintId)))
                .Select(row => MyReport.Of(row, [.. streams[row.SubmissionId]]))],
            rows.Count > Size ? rows[Size - 1].At : null));
    }

    private sealed class BroughtInRows : SingleStreamProjection<BroughtIn, Guid>
    {
        public BroughtInRows() => Name = "brought-in";

        public override BroughtIn? Evolve(BroughtIn? snapshot, Guid id, IEvent e) => e.Data switch
        {
            ComplaintMade or SubmissionRecorded when e.UserName is { } by => new BroughtIn(id, by, e.Timestamp),
            _ => snapshot,
        };
    }
}

/// <summary>A page; <c>Next</c> is what <c>before=</c> has to be for the one after it, null on the last.</summary>
internal sealed record MyReportsPage(IReadOnlyList<MyReport> Items, DateTimeOffset? Next);

/// <summary>
/// What somebody brought in, as they said it. A complaint has the type and status <c>complaint</c>, and no more is told
/// of it: its life is for those who handle it.
/// </summary>
internal sealed record MyReport(
    Guid SubmissionId, string Reference, string Type, DateOnly ReceivedOn, DateTimeOffset At, string Status,
    string? About, IReadOnlyList<string> Said)
{
    public static MyReport Of(BroughtIn row, IReadOnlyList<IEvent> events)
    {
        if (events[0].Data is ComplaintMade made)
            return new MyReport(row.SubmissionId, made.Reference, "complaint", made.ReceivedOn, row.At, "complaint",
                made.Category, [.. made.Points.Select(point => point.Text)]);
        var recorded = (SubmissionRecorded)events[0].Data;
        return new MyReport(row.SubmissionId, recorded.Reference, recorded.Type, recorded.ReceivedOn, row.At,
            SubmissionList.StatusAfter(events), recorded.Service, [recorded.What]);
    }
}
