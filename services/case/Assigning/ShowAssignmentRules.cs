using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using Marten;

namespace ComplaintsPlatform.Cases;

// The rules as they are, for whoever wants to know why a complaint went where it did.
internal static class ShowAssignmentRulesEndpoint
{
    public static void Map(IEndpointRouteBuilder rules) => rules
        .MapGet("/", async (IQuerySession session, CancellationToken ct) =>
        {
            var now = await AssignmentRules.NowAsync(session, ct);
            return Api.Answer(now, now.Version);
        })
        .RequireRoles(Roles.Reading, Roles.Administrator)
        .WithName("AssignmentRules")
        .WithSummary("By which rules complaints are assigned when they arrive")
        .Produces<AssignmentRules>();
}
