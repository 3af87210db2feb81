using ComplaintsPlatform.EventStore;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ComplaintsPlatform.ServiceDefaults;

/// <summary>The operators' route that makes a service's read tables again from its log.</summary>
public static partial class FormerRebuild
{
    /// <summary>A projection whose tables were made again.</summary>
    /// <param name="Projection">Its name.</param>
    /// <param name="Events">How many events it was given: all that there were.</param>
    /// <param name="Position">The last of them.</param>
    public sealed record Rebuilt(string Projection, long Events, string Position);

    /// <summary>The answer to who comes second: 409 <c>rebuild-running</c>.</summary>
    public static IResult IsRunning() => Api.Problem(StatusCodes.Status409Conflict, "rebuild-running", "A rebuild is already running. Wait until it has finished.");

    /// <summary>
    /// Maps <c>POST /rebuild</c>: each projection in turn, or the one that <c>?projection=</c> names; see <see cref="IEventLog.RebuildAsync"/>. Who may call it, the group says. A
    /// long log takes longer than a gateway waits, so it goes on without its caller, and the service's log says when each is done.
    /// </summary>
    public static IEndpointRouteBuilder MapRebuild(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/rebuild", RunAsync)
            .WithTags("Operations")
            .WithSummary("Makes this service's read tables again from its log, beside the live ones, and exchanges them")
            .Produces<Rebuilt[]>();
        return routes;
    }

    private static async Task<IResult> RunAsync(string? projection, IEventLog events, IHostApplicationLifetime host, ILoggerFactory logs)
    {
        if (projection is not null && !events.Rebuildable.Contains(projection))
            return Api.NotValid(new Dictionary<string, string[]> { ["projection"] = [$"There is none of this name to rebuild. Those that there are: {string.Join(", ", events.Rebuildable)}."] });
        var rebuilt = new List<Rebuilt>();
        foreach (var name in projection is null ? events.Rebuildable : [projection])
        {
            if (await events.RebuildAsync(name, host.ApplicationStopping) is not { } report) return IsRunning();
            IsRebuilt(logs.CreateLogger(typeof(FormerRebuild)), name, report.Events, report.Position);
            rebuilt.Add(new Rebuilt(name, report.Events, report.Position.ToString()));
        }
        return Results.Ok(rebuilt);
    }

    [LoggerMessage(LogLevel.Information, "{Projection} is rebuilt from {Events} events, up to {Position}.")]
    private static partial void IsRebuilt(ILogger log, string projection, long events, LogPosition position);
}
