using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using Marten;
using Npgsql;

namespace ComplaintsPlatform.Intake.Reading;

// That something was said, told as it happens (server-sent events), to staff and to who has a chat's key. The id is the
// version, which has no gaps. What was said is read then: here is no word of it.
internal static class ConversationChanges
{
    private const string Sql =
        "select version, type from mt_events where stream_id = $1 and version > $2 order by version";

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/api/waiting-contacts/{contactId:guid}/changes", async (
            Guid contactId, long? after, HttpContext context, Actor actor, IQuerySession session,
            CancellationToken ct) =>
        {
            if (await session.Events.AggregateStreamAsync<Contact>(contactId, token: ct) is not
                { Arrived: not null } state || await Conversations.IsHiddenAsync(session, state, actor, ct))
                return ChatKey.NotFound();
            await Looks.RecordAsync(context, "conversation");
            return await TellAsync(context, session, contactId, after, null);
        })
            .RequireRoles(Roles.Reading)
            .DisableHttpMetrics()
            .WithName("WaitingContactChanges").WithTags("Waiting contacts")
            .WithSummary("That something was said, as it happens (server-sent events), from ?after=version on")
            .Produces(StatusCodes.Status200OK, contentType: "text/event-stream");

        app.MapGet("/api/chats/{contactId:guid}/changes", async (
            Guid contactId, long? after, HttpContext context, IQuerySession session, CancellationToken ct) =>
            ChatKey.Opens(
                context.Request, await session.Events.AggregateStreamAsync<Contact>(contactId, token: ct))
                ? await TellAsync(context, session, contactId, after, contactId)
                : ChatKey.NotFound())
            .AllowAnonymous()
            .DisableHttpMetrics()
            .WithMetadata(new TakesHeaderAttribute(ChatKey.Header, "The key that the chat was begun with."))
            .WithName("ChatChanges").WithTags("Chats")
            .WithSummary("That something was said in a chat, as it happens (server-sent events)")
            .Produces(StatusCodes.Status200OK, contentType: "text/event-stream");
    }

    private static async Task<IResult> TellAsync(
        HttpContext context, IQuerySession session, Guid contactId, long? after, Guid? reader)
    {
        var services = context.RequestServices;
        var database = services.GetRequiredService<NpgsqlDataSource>();
        var position = LiveAnswer.After(context, after)
            ?? (await session.Events.FetchStreamStateAsync(contactId, context.RequestAborted))!.Version;
        using var watch = services.GetRequiredService<WatchedStreams>().Watch(contactId);
        return await LiveAnswer.WriteAsync(
            context, position, (from, end) => ReadAsync(database, contactId, from, end), () => watch.Signal.Next,
            reader);
    }

    private static async Task<LiveNews> ReadAsync(
        NpgsqlDataSource database, Guid contactId, long after, CancellationToken ct)
    {
        await using var command = database.CreateCommand(Sql);
        command.Parameters.Add(new() { Value = contactId });
        command.Parameters.Add(new() { Value = after });
        await using var rows = await command.ExecuteReaderAsync(ct);
        var says = new List<(long, object)>();
        while (await rows.ReadAsync(ct)) says.Add((rows.GetInt64(0), new ContactChange(rows.GetString(1))));
        return new LiveNews(says, says.Count == 0 ? after : says[^1].Item1);
    }
}

/// <summary><c>Kind</c> is the event's stored name.</summary>
internal sealed record ContactChange(string Kind);
