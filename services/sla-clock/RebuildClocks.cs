using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.EventStore;
using ComplaintsPlatform.ServiceDefaults;

namespace ComplaintsPlatform.SlaClock;

/// <summary>Makes <c>read.clocks</c> again from the log, beside the live table, and swaps. For an ops engineer, after a change of <see cref="ClockRows"/>.</summary>
internal static class RebuildClocks
{
    public sealed record Rebuilt(long Events, string Position);

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/rebuild", async (IEventLog log, CancellationToken ct) => await log.RebuildAsync("clocks", ct) is { } report
            ? Results.Ok(new Rebuilt(report.Events, report.Position.ToString()))
            : Api.Problem(StatusCodes.Status409Conflict, "rebuild-running", "A rebuild is already running. Wait until it has finished."))
        .RequireRoles(Roles.OpsEngineer)
        .WithName("rebuild-sla-clock")
        .WithSummary("Makes the table of clocks again from the log, beside the live one, and swaps.")
        .Produces<Rebuilt>();
}
