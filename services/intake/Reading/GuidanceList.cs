using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using JasperFx.Events;
using JasperFx.Events.Projections;
using Marten;
using Marten.Events.Aggregation;

namespace ComplaintsPlatform.Intake.Reading;

/// <summary>An article as it holds now.</summary>
public sealed record GuidanceArticle(
    Guid ArticleId, string Kind, string Title, string Body, IReadOnlyList<string> Categories, DateTimeOffset ChangedAt,
    long Version)
{
    internal static GuidanceArticle Of(GuidanceWritten written, IEvent e) => new(
        written.ArticleId, written.Kind, written.Title, written.Body, written.Categories, e.Timestamp, e.Version);
}

// Articles, questions and call scripts beside the form: all that hold, or those for a category (and for all), by title;
// and one of them, as it is or as an earlier version.
internal static class GuidanceList
{
    private const int Most = 500;

    public static void Add(StoreOptions store)
    {
        store.Schema.For<GuidanceArticle>().DocumentAlias("guidance").Identity(article => article.ArticleId);
        store.Projections.Add(new GuidanceArticles(), ProjectionLifecycle.Inline);
    }

    public static void Map(IEndpointRouteBuilder app)
    {
        var guidance = app.MapGroup("/api/guidance").WithTags("Guidance");
        guidance.MapGet("/", async (string? category, string? kind, IQuerySession session, CancellationToken ct) =>
        {
            // A landlord has dozens of them, and they are short.
            var all = await session.Query<GuidanceArticle>().Take(Most).ToListAsync(ct);
            return TypedResults.Ok(new GuidanceFound(
            [
                .. all.Where(article => kind is null || article.Kind == kind)
                    .Where(article => category is null || article.Categories.Count == 0
                        || article.Categories.Contains(category))
                    .OrderBy(article => article.Categories.Count == 0)
                    .ThenBy(article => article.Title, StringComparer.OrdinalIgnoreCase),
            ]));
        }).RequireRoles(Roles.Reading, Roles.Administrator, Roles.Partner).StatesPosition()
            .WithName("ListGuidance").WithSummary("What staff read while they capture").Produces<GuidanceFound>();

        guidance.MapGet("/{articleId:guid}", async (
            Guid articleId, long? version, IQuerySession session, CancellationToken ct) =>
        {
            if (version < 1)
                return Api.Problem(
                    StatusCodes.Status400BadRequest, "version-out-of-range", "Versions are counted from 1.");
            var events = await session.Events.FetchStreamAsync(articleId, version ?? 0, token: ct);
            var last = events.LastOrDefault(e => e.Data is GuidanceWritten);
            return Api.Answer(
                last is null || events[^1].Version < version
                    ? null
                    : GuidanceArticle.Of((GuidanceWritten)last.Data, last),
                events.Count == 0 ? 0 : events[^1].Version);
        }).RequireRoles(Roles.Reading, Roles.Administrator, Roles.Partner)
            .WithName("OneGuidance").Produces<GuidanceArticle>();
    }

    private sealed class GuidanceArticles : SingleStreamProjection<GuidanceArticle, Guid>
    {
        public GuidanceArticles() => Name = "guidance";

        public override GuidanceArticle? Evolve(GuidanceArticle? snapshot, Guid id, IEvent e) => e.Data switch
        {
            GuidanceWritten written => GuidanceArticle.Of(written, e),
            GuidanceWithdrawn => null,
            _ => snapshot,
        };
    }
}

internal sealed record GuidanceFound(IReadOnlyList<GuidanceArticle> Items);
