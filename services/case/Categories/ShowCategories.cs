using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using Marten;

namespace ComplaintsPlatform.Cases;

// The categories as they are, with those that are no longer used, which old complaints have.
internal static class ShowCategoriesEndpoint
{
    public static void Map(IEndpointRouteBuilder categories) => categories
        .MapGet("/", async (IQuerySession session, CancellationToken ct) =>
        {
            var now = await Categories.NowAsync(session, ct);
            return Api.Answer(now, now.Version);
        })
        .RequireRoles(Roles.All)
        .WithName("Categories")
        .WithSummary("What complaints are about")
        .Produces<Categories>();
}
