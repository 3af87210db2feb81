using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using Marten;

namespace ComplaintsPlatform.Correspondence;

/// <summary>A letter that somebody else is to read before it goes out.</summary>
public sealed record LetterToApprove(
    Guid LetterId, Guid ComplaintId, string Reference, string Kind, string Stage, IReadOnlyList<Guid> Authors,
    string AskedBy, DateTimeOffset Since);

/// <summary>The letters that wait for whoever asks, the longest waiting first.</summary>
public sealed record LettersToApprovePage(IReadOnlyList<LetterToApprove> Letters);

// The letters that wait for an approval and that whoever asks did not write. At most a hundred: who has more before
// them begins at the top.
internal static class LettersToApproveEndpoint
{
    private const int Most = 100;

    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/correspondence/to-approve", async (IQuerySession session, Actor actor, CancellationToken ct) =>
        {
            Guid[] hidden = [.. await session.HiddenFromAsync(actor.Id, ct)];
            var waiting = await session.Query<LetterToApprove>()
                .Where(letter => !letter.Authors.Contains(actor.Id) && !letter.ComplaintId.IsOneOf(hidden))
                .OrderBy(letter => letter.Since).Take(Most).ToListAsync(ct);
            return TypedResults.Ok(new LettersToApprovePage([.. waiting]));
        })
        .RequireRoles(Roles.Handling)
        .WithName("LettersToApprove")
        .WithSummary("Letters that others wrote and that wait for an approval, the longest waiting first")
        .Produces<LettersToApprovePage>();
}
