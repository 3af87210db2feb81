using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using Marten;

namespace ComplaintsPlatform.Cases;

// The areas as they are, for whoever wants to know why a complaint is where it is.
internal static class ShowAreasEndpoint
{
    public static void Map(IEndpointRouteBuilder areas) => areas
        .MapGet("/", async (IQuerySession session, CancellationToken ct) =>
        {
            var now = await Areas.NowAsync(session, ct);
            return Api.Answer(now, now.Version);
        })
        .RequireRoles(Roles.Reading, Roles.Administrator)
        .WithName("Areas")
        .WithSummary("Into which areas the homes fall")
        .Produces<Areas>();
}
