using Marten;
using Marten.Events.Daemon.Coordination;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ComplaintsPlatform.ServiceDefaults;

/// <summary>A read model that was made again.</summary>
/// <param name="Projection">Its name.</param>
internal sealed record RebuiltProjection(string Projection);

/// <summary>Makes read models again from the log.</summary>
internal static partial class Rebuild
{
    private static readonly SemaphoreSlim OneAtATime = new(1);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/rebuild", RunAsync)
        .WithSummary("Makes this service's read models again from its log")
        .Produces<RebuiltProjection[]>();

    // A long log takes longer than a gateway waits, so it goes on without its caller, and the service's log says when each is done.
    private static async Task<IResult> RunAsync(
        string? projection, IDocumentStore store, IProjectionCoordinator coordinator, IHostApplicationLifetime host, ILoggerFactory logs)
    {
        var known = ((DocumentStore)store).Options.Projections.All.Where(source => source.Lifecycle != JasperFx.Events.Projections.ProjectionLifecycle.Live)
            .Select(source => source.Name).ToList();
        if (projection is not null && !known.Contains(projection))
            return Api.NotValid(new Dictionary<string, string[]>
            {
                ["projection"] = [$"There is none of this name to rebuild. Those that there are: {string.Join(", ", known)}."],
            });
        if (!await OneAtATime.WaitAsync(0))
            return Api.Problem(StatusCodes.Status409Conflict, "rebuild-running", "A rebuild is already running. Wait until it has finished.");
        try
        {
            var rebuilt = new List<RebuiltProjection>();
            foreach (var name in projection is null ? known : [projection])
            {
                await coordinator.DaemonForMainDatabase().RebuildProjectionAsync(name, TimeSpan.FromHours(1), host.ApplicationStopping);
                LogRebuilt(logs.CreateLogger(typeof(Rebuild)), name);
                rebuilt.Add(new RebuiltProjection(name));
            }

            return TypedResults.Ok(rebuilt);
        }
        finally
        {
            OneAtATime.Release();
        }
    }

    [LoggerMessage(LogLevel.Information, "{Projection} is rebuilt.")]
    private static partial void LogRebuilt(ILogger log, string projection);
}
