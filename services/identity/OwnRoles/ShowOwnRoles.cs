using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using Marten;

namespace ComplaintsPlatform.Identity.OwnRoles;

// The landlord's own roles as they are, with those that are no longer in use, which people may have.
internal static class ShowOwnRoles
{
    public static void Map(IEndpointRouteBuilder roles) => roles
        .MapGet("/", async (IQuerySession session, CancellationToken ct) =>
        {
            var now = await OwnRolesNow.NowAsync(session, ct);
            return Api.Answer(now, now.Version);
        })
        .RequireRoles(Roles.Reading, Roles.Administrator)
        .WithName("ShowOwnRoles")
        .WithSummary("The landlord's own roles, and what each gives")
        .Produces<OwnRolesNow>();
}
