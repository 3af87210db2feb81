using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace ComplaintsPlatform.ServiceDefaults;

/// <summary>How much of the service's log an answer has in it.</summary>
public static class StatedPosition
{
    // A service without asynchronous readers keeps no mark; its record is sealed as far as all transactions had ended
    // when the seal was written, and that seal counts once nobody who began before it is still at it.
    private const string Settled =
        """
        select coalesce((select min(last_seq_id) from mt_event_progression where name in ('HighWaterMark', $1)),
          (select seq_id from record.seals where age(xmin) > age(pg_snapshot_xmin(pg_current_snapshot())::xid)
             order by seal desc limit 1), 0)
        """;

    /// <summary>
    /// For lists, whose rows come from many streams (one stream's version is its <c>ETag</c>): the answer says in
    /// <c>Complaints-Log-Position</c> up to which number of the log everything is in it for certain. Asked before the
    /// list is made, so it never promises too much; rows may be newer.
    /// </summary>
    /// <param name="route">The list.</param>
    /// <param name="projection">The asynchronous projection behind it, such as <c>queue:All</c>; null for one kept with
    /// the click.</param>
    public static RouteHandlerBuilder StatesPosition(this RouteHandlerBuilder route, string? projection = null) =>
        route.AddEndpointFilter(async (context, next) =>
    {
        var http = context.HttpContext;
        await using var command = http.RequestServices.GetRequiredService<NpgsqlDataSource>().CreateCommand(Settled);
        command.Parameters.Add(new() { Value = projection ?? "HighWaterMark" });
        var position = (long)(await command.ExecuteScalarAsync(http.RequestAborted))!;
        http.Response.Headers["Complaints-Log-Position"] = position.ToString(CultureInfo.InvariantCulture);
        return await next(context);
    });
}
