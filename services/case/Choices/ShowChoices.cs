using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using Marten;

namespace ComplaintsPlatform.Cases;

// One of the landlord's lists as it is, with what is no longer used, which old complaints have.
internal static class ShowChoicesEndpoint
{
    public static void Map(IEndpointRouteBuilder choices) => choices
        .MapGet("/{list}", async (string list, IQuerySession session, CancellationToken ct) =>
        {
            if (!Choices.Standard.ContainsKey(list)) return Api.Answer<Choices>(null, 0);
            var now = await Choices.NowAsync(list, session, ct);
            return Api.Answer(now, now.Version);
        })
        .RequireRoles(Roles.All)
        .WithName("Choices")
        .WithSummary("What can be chosen from a list: root-causes, closing-reasons")
        .Produces<Choices>();
}
