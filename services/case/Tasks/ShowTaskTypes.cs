using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using Marten;

namespace ComplaintsPlatform.Cases.Tasks;

// The kinds of tasks as they are, with those that are no longer used.
internal static class ShowTaskTypesEndpoint
{
    public static void Map(IEndpointRouteBuilder types) => types
        .MapGet("/", async (IQuerySession session, CancellationToken ct) =>
        {
            var now = await TaskTypes.NowAsync(session, ct);
            return Api.Answer(now, now.Version);
        })
        .RequireRoles(Roles.Reading, Roles.Administrator)
        .WithName("TaskTypes")
        .WithSummary("The kinds of tasks that there are")
        .Produces<TaskTypes>();
}
