using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using Marten;
using Marten.Linq.MatchesSql;

namespace ComplaintsPlatform.Cases.Reading;

/// <summary>Complaints in the words of this one, open or ended, the likest first; at most 20.</summary>
public sealed record SimilarComplaintList(Guid ComplaintId, IReadOnlyList<SimilarComplaint> Items);

/// <summary>One of them, and how it was answered.</summary>
/// <param name="ComplaintId">It.</param>
/// <param name="Reference">What people quote.</param>
/// <param name="Category">Its category's code.</param>
/// <param name="IsSameCategory">The category is that of the complaint that was asked about.</param>
/// <param name="ReceivedOn">The day of receipt, Europe/London.</param>
/// <param name="WordsInCommon">The share of words that both have, in per cent.</param>
/// <param name="Outcome">The last answer to it: upheld, partly-upheld or not-upheld; null without one.</param>
/// <param name="AnsweredAtStage2">That answer was the final one.</param>
/// <param name="RootCause">The code of its root cause, once it is recorded.</param>
public sealed record SimilarComplaint(
    Guid ComplaintId, string Reference, string Category, bool IsSameCategory, DateOnly ReceivedOn, int WordsInCommon,
    string? Outcome, bool AnsweredAtStage2, string? RootCause);

// Whoever decides a complaint looks how the like were decided: by the same hashes of words as likely doubles, over
// those too that have ended. Those that are hidden from whoever asks are not there.
internal static class SimilarComplaintsEndpoint
{
    private const int Most = 20, Looked = 200;
    private const double Alike = 0.25;

    public static void Map(IEndpointRouteBuilder complaints) => complaints
        .MapGet("/{complaintId:guid}/similar", async (
            Guid complaintId, IQuerySession session, Actor actor, CancellationToken ct) =>
        {
            var here = await session.LoadAsync<ComplaintEntry>(complaintId, ct);
            return Api.Answer(here is null ? null : await FindAsync(here, session, actor, ct), 0);
        })
        .Shows("similar-complaints")
        .RequireRoles(Roles.Reading)
        .WithName("SimilarComplaints")
        .WithSummary("Complaints in much the same words, open or ended, and how they were answered")
        .Produces<SimilarComplaintList>();

    private static async Task<SimilarComplaintList> FindAsync(
        ComplaintEntry here, IQuerySession session, Actor actor, CancellationToken ct)
    {
        var bands = Likeness.Bands(here.Words);
        var found = new List<ComplaintEntry>();
        if (bands.Length > 0)
            foreach (var part in new[] { "bands", "endedBands" }) await LookAsync(part);
        return new SimilarComplaintList(here.ComplaintId, Rank(here, found, actor.Id));

        async Task LookAsync(string part)
        {
            var (sql, values) = Likeness.Sharing(part, bands);
            // In no order: of thousands that wrote the same words, any will do.
            found.AddRange(await session.Query<ComplaintEntry>()
                .Where(entry => entry.MatchesSql(sql, values)).Take(Looked).ToListAsync(ct));
        }
    }

    internal static IReadOnlyList<SimilarComplaint> Rank(
        ComplaintEntry here, IEnumerable<ComplaintEntry> found, Guid userId) =>
    [
        .. found.DistinctBy(entry => entry.ComplaintId)
            .Where(entry => entry.ComplaintId != here.ComplaintId && entry.MergedInto is null
                && !entry.IsHiddenFrom(userId))
            .Select(entry => (Entry: entry, Likeness: Likeness.Of(entry.Words, here.Words)))
            .Where(match => match.Likeness >= Alike)
            .OrderByDescending(match => match.Entry.Category == here.Category)
            .ThenByDescending(match => match.Likeness)
            .ThenByDescending(match => match.Entry.ReceivedOn).ThenBy(match => match.Entry.ComplaintId)
            .Take(Most)
            .Select(match => new SimilarComplaint(
                match.Entry.ComplaintId, match.Entry.Reference, match.Entry.Category,
                match.Entry.Category == here.Category, match.Entry.ReceivedOn,
                (int)Math.Round(100 * match.Likeness), match.Entry.FinalOutcome ?? match.Entry.FirstOutcome,
                match.Entry.FinalOutcome is not null, match.Entry.RootCause)),
    ];
}
