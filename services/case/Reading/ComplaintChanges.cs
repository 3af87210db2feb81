using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using Marten;
using Npgsql;

namespace ComplaintsPlatform.Cases.Reading;

// What happens to a complaint from now on, or from a version on, told as it happens (server-sent events). The id is the
// version, which has no gaps. Whom it is hidden from meanwhile hears nothing more.
internal static class ComplaintChangesEndpoint
{
    // No personal data: an event's name, who caused it, and when.
    private static readonly string Sql =
        $"""
        select e.version, e.type, e.headers ->> 'actor', e.timestamp from mt_events e
        where e.stream_id = $1 and e.version > $2 and not exists (
          select from mt_doc_complaintentry d
          where d.id = $1 and {Restrictions.HideSql("d.data", "$3")})
        order by e.version
        """;

    public static void Map(IEndpointRouteBuilder complaints) => complaints
        .MapGet("/{complaintId:guid}/changes", TellAsync)
        .RequireRoles(Roles.Reading)
        .DisableHttpMetrics()
        .WithName("ComplaintChanges")
        .WithSummary("Changes of a complaint as they happen (server-sent events), from ?after=version on")
        .Produces(StatusCodes.Status200OK, contentType: "text/event-stream");

    private static async Task<IResult> TellAsync(
        Guid complaintId, long? after, HttpContext context, Actor actor, IQuerySession session,
        WatchedStreams watched, NpgsqlDataSource database, CancellationToken ct)
    {
        if (await session.LoadAsync<ComplaintEntry>(complaintId, ct) is null) return Api.Answer<object>(null, 0);
        var position = LiveAnswer.After(context, after)
            ?? (await session.Events.FetchStreamStateAsync(complaintId, ct))!.Version;
        // A page that listens was looked at a moment ago: it is the same look.
        await Looks.RecordAsync(context, "complaint");
        using var watch = watched.Watch(complaintId);
        return await LiveAnswer.WriteAsync(
            context, position, (from, end) => ReadAsync(database, complaintId, from, actor.Id, end),
            () => watch.Signal.Next);
    }

    private static async Task<LiveNews> ReadAsync(
        NpgsqlDataSource database, Guid complaintId, long after, Guid userId, CancellationToken ct)
    {
        await using var command = database.CreateCommand(Sql);
        command.Parameters.Add(new() { Value = complaintId });
        command.Parameters.Add(new() { Value = after });
        command.Parameters.Add(new() { Value = userId.ToString() });
        await using var rows = await command.ExecuteReaderAsync(ct);
        var says = new List<(long, object)>();
        while (await rows.ReadAsync(ct))
            says.Add((rows.GetInt64(0), new ComplaintChange(
                complaintId, rows.GetString(1), await rows.IsDBNullAsync(2, ct) ? null : rows.GetString(2),
                await rows.GetFieldValueAsync<DateTimeOffset>(3, ct))));
        return new LiveNews(says, says.Count == 0 ? after : says[^1].Item1);
    }
}

/// <summary><c>Kind</c> is the event's stored name; <c>Who</c> is null when the platform did it.</summary>
internal sealed record ComplaintChange(Guid ComplaintId, string Kind, string? Who, DateTimeOffset At);
