using JasperFx.Events.Projections;
using Marten;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace ComplaintsPlatform.ServiceDefaults;

/// <summary>A read model that was made again.</summary>
/// <param name="Projection">Its name.</param>
internal sealed record RebuiltProjection(string Projection);

/// <summary>Makes read models again from the log, while the service goes on reading and writing them.</summary>
internal static partial class Rebuild
{
    // Held by the session that exchanges the rows: who loses it can no longer exchange any, and it ends with its
    // process.
    private const string TakeTurn = "select pg_try_advisory_lock(7161975208)";
    private const string EndTurn = "select pg_advisory_unlock(7161975208)";

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/rebuild", RunAsync)
        .WithSummary("Makes this service's read models again from its log")
        .Produces<RebuiltProjection[]>();

    // A long log takes longer than a gateway waits, so it goes on without its caller, and the service's log says when
    // each is done.
    private static async Task<IResult> RunAsync(
        string? projection, IDocumentStore store, RebuiltStore rebuilt, NpgsqlDataSource database, TimeProvider time,
        IHostApplicationLifetime host, ILoggerFactory logs)
    {
        var known = ((DocumentStore)store).Options.Projections.All
            .Where(source => source.Lifecycle != ProjectionLifecycle.Live).ToList();
        if (projection is not null && known.TrueForAll(source => source.Name != projection))
            return Api.NotValid(new Dictionary<string, string[]>
            {
                ["projection"] =
                [
                    "There is none of this name to rebuild. Those that there are: "
                    + $"{string.Join(", ", known.Select(source => source.Name))}.",
                ],
            });

        await using var turn = await database.OpenConnectionAsync(host.ApplicationStopping);
        if (!await AskAsync(turn, TakeTurn))
            return Api.Problem(
                StatusCodes.Status409Conflict, "rebuild-running",
                "A rebuild is already running. Wait until it has finished.");
        try
        {
            var done = new List<RebuiltProjection>();
            foreach (var source in known.Where(source => projection is null || source.Name == projection))
            {
                var rests = await new OnlineRebuild(store, rebuilt.Store, turn, source.Name, time)
                    .RunAsync(host.ApplicationStopping);
                if (!rests) LogRestless(logs.CreateLogger(typeof(Rebuild)), source.Name);
                LogRebuilt(logs.CreateLogger(typeof(Rebuild)), source.Name);
                done.Add(new RebuiltProjection(source.Name));
            }

            return TypedResults.Ok(done);
        }
        catch (RebuildFailedException failed)
        {
            LogFailed(logs.CreateLogger(typeof(Rebuild)), failed, failed.Projection);
            return Api.Problem(StatusCodes.Status500InternalServerError, "rebuild-failed", failed.Message);
        }
        finally
        {
            if (turn.State == System.Data.ConnectionState.Open) await AskAsync(turn, EndTurn);
        }
    }

    private static async Task<bool> AskAsync(NpgsqlConnection connection, string question)
    {
        await using var command = new NpgsqlCommand(question, connection);
        return (bool)(await command.ExecuteScalarAsync())!;
    }

    [LoggerMessage(LogLevel.Information, "{Projection} is rebuilt.")]
    private static partial void LogRebuilt(ILogger log, string projection);

    [LoggerMessage(LogLevel.Warning,
        "Some rows of {Projection} were written at every moment of exchange. Rebuild it again in a quieter hour.")]
    private static partial void LogRestless(ILogger log, string projection);

    [LoggerMessage(LogLevel.Error, "{Projection} cannot be rebuilt.")]
    private static partial void LogFailed(ILogger log, Exception exception, string projection);
}
