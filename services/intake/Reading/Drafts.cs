using ComplaintsPlatform.ServiceDefaults;
using Marten;

namespace ComplaintsPlatform.Intake.Reading;

// One's own drafts: all, the last saved first, or one of them. Anybody else's is not there.
internal static class Drafts
{
    private const int Most = 100;

    public static void Map(IEndpointRouteBuilder app)
    {
        var drafts = app.MapGroup("/api/drafts").WithTags("Drafts");
        drafts.MapGet("/", async (
            string? kind, Actor actor, IQuerySession session, TimeProvider time, CancellationToken ct) =>
        {
            var now = time.GetUtcNow();
            var found = session.Query<Draft>().Where(draft => draft.OwnerId == actor.Id && draft.ExpiresAt >= now);
            if (kind is not null) found = found.Where(draft => draft.Kind == kind);
            var items = await found.OrderByDescending(draft => draft.ExpiresAt).Take(Most).ToListAsync(ct);
            return TypedResults.Ok(new DraftList([.. items.Select(DraftShown.Of)]));
        }).RequireRoles(DraftEndpoint.Everybody).WithName("ListDrafts").Produces<DraftList>();

        drafts.MapGet("/{draftId:guid}", async (
            Guid draftId, Actor actor, IQuerySession session, TimeProvider time, CancellationToken ct) =>
        {
            var draft = await session.LoadAsync<Draft>(draftId, ct);
            return Api.Answer(draft is not null && draft.OwnerId == actor.Id && draft.ExpiresAt >= time.GetUtcNow()
                ? DraftShown.Of(draft)
                : null, 1);
        }).RequireRoles(DraftEndpoint.Everybody).WithName("OneDraft").Produces<DraftShown>();
    }
}

internal sealed record DraftList(IReadOnlyList<DraftShown> Items);
