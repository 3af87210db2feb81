using System.Buffers.Binary;
using System.Buffers.Text;
using Marten;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace ComplaintsPlatform.ServiceDefaults;

/// <summary>
/// Who looked at what, and when: need to know says that what is read is recorded. A look changes nothing, so it is no
/// event and moves no version; it is written before anything is shown, and never changed, as the record is. What a
/// route is about is its first parameter (the subject); a second one is a detail of it. Several requests of one page,
/// or a refresh, are one look: a person, a part, ten minutes.
/// </summary>
/// <remarks>
/// Each service keeps the looks at what it shows and tells them itself, all in one shape and one order, so whoever
/// wants one list merges pages by one cursor. Sending them to one place would be a message for each look, through an
/// outbox that is made for events, and a list that is behind; here a look that was not recorded was not shown.
/// </remarks>
public static partial class Looks
{
    private const string Schema =
        """
        create table if not exists looks (
          look_id uuid primary key,
          subject_id uuid not null,
          part text not null,
          detail_id uuid,
          seen_at timestamptz not null,
          who_id uuid not null,
          who text not null,
          roles text[] not null);
        create index if not exists looks_newest_first on looks (subject_id, seen_at desc, look_id desc);
        create or replace trigger looks_no_change before update or delete on looks
          for each row execute function record.refuse();
        create or replace trigger looks_no_truncate before truncate on looks
          for each statement execute function record.refuse();
        """;

    private static readonly TimeSpan OneLook = TimeSpan.FromMinutes(10);

    /// <summary>Their table, for a service that keeps a record of events (whose guards it has).</summary>
    public static void AddLooks(this IServiceCollection services) => services.AddSingleton(new SchemaScript(Schema));

    /// <summary>What the route answers with success is recorded first, or refused with 503
    /// (<c>look-not-recorded</c>).</summary>
    /// <param name="route">Its first parameter is the subject's id.</param>
    /// <param name="part">What part of the subject it shows.</param>
    public static RouteHandlerBuilder Shows(this RouteHandlerBuilder route, string part) =>
        route.AddEndpointFilter(async (call, answerAsync) =>
        {
            // Nothing of the answer is sent before this returns. One without what was asked for is no look, nor is one
            // that says that nothing is new.
            var answer = await answerAsync(call);
            if (answer is IStatusCodeHttpResult { StatusCode: >= 300 }) return answer;
            try
            {
                await RecordAsync(call.HttpContext, part);
                return answer;
            }
            catch (NpgsqlException failed)
            {
                LogNotRecorded(call.HttpContext.RequestServices.GetRequiredService<ILogger<Look>>(), failed,
                    IdsOf(call.HttpContext).Subject, part);
                return Api.Problem(StatusCodes.Status503ServiceUnavailable, "look-not-recorded",
                    "Whoever looks is recorded, and that failed now. Try again in a moment.");
            }
        });

    /// <summary>Records a look, for a route that does it itself before it begins to answer. A repeated one writes
    /// nothing: its id is there.</summary>
    /// <param name="context">The request.</param>
    /// <param name="part">What part of the subject it shows.</param>
    /// <exception cref="NpgsqlException">It is not recorded: show nothing.</exception>
    public static async Task RecordAsync(HttpContext context, string part)
    {
        var services = context.RequestServices;
        var (subject, detail) = IdsOf(context);
        var (actor, now) = (Actor.Of(context), services.GetRequiredService<TimeProvider>().GetUtcNow());
        await using var command = services.GetRequiredService<NpgsqlDataSource>().CreateCommand(
            """
            insert into looks (look_id, subject_id, part, detail_id, seen_at, who_id, who, roles)
            values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing
            """);
        var slot = now.UtcTicks / OneLook.Ticks;
        command.Parameters.Add(new()
        { Value = DeterministicId.Of($"view {subject} {actor.Id} {part} {detail} {slot}") });
        command.Parameters.Add(new() { Value = subject });
        command.Parameters.Add(new() { Value = part });
        command.Parameters.Add(new NpgsqlParameter<Guid?> { TypedValue = detail });
        command.Parameters.Add(new() { Value = now.ToUniversalTime() });
        command.Parameters.Add(new() { Value = actor.Id });
        command.Parameters.Add(new() { Value = actor.Name });
        command.Parameters.Add(new() { Value = actor.Roles.ToArray() });
        await command.ExecuteNonQueryAsync(context.RequestAborted);
    }

    /// <summary>
    /// Maps who looked at a subject, newest first, <c>?limit=</c> (1 to 100, 50 unless said) from <c>?cursor=</c> on;
    /// 404 when there is no such subject. Reading that is a look too (<c>views</c>).
    /// </summary>
    /// <param name="routes">Where.</param>
    /// <param name="path">Its first parameter is the subject's id.</param>
    /// <param name="find">Names of the subject's details by their ids, null when there is no such subject; unless
    /// given, whoever has a stream is one, without details.</param>
    public static RouteHandlerBuilder MapLooks(
        this IEndpointRouteBuilder routes, string path,
        Func<IQuerySession, Guid, CancellationToken, Task<IReadOnlyDictionary<Guid, string>?>>? find = null) =>
        routes.MapGet(path, async (
            int? limit, string? cursor, HttpContext context, IQuerySession session, NpgsqlDataSource database,
            CancellationToken ct) =>
        {
            if (limit is < 1 or > 100)
                return Api.Problem(StatusCodes.Status400BadRequest, "limit-out-of-range", "A page has 1 to 100 rows.");
            if (!TryParse(cursor, out var after))
                return Api.Problem(StatusCodes.Status400BadRequest, "cursor-malformed",
                    "Send the cursor exactly as the last page gave it under next, or none for the first page.");
            var subject = IdsOf(context).Subject;
            return await (find ?? HasStreamAsync)(session, subject, ct) is { } names
                ? TypedResults.Ok(await PageAsync(database, subject, after, limit ?? 50, names, ct))
                : Api.NotFound();
        })
        .Shows("views")
        .WithSummary("Who looked, when, and at what part; newest first")
        .Produces<LooksPage>();

    private static async Task<LooksPage> PageAsync(
        NpgsqlDataSource database, Guid subject, (DateTimeOffset At, Guid LookId) after, int size,
        IReadOnlyDictionary<Guid, string> names, CancellationToken ct)
    {
        await using var command = database.CreateCommand(
            """
            select look_id, seen_at, who_id, who, roles, part, detail_id from looks
            where subject_id = $1 and (seen_at, look_id) < ($2, $3)
            order by seen_at desc, look_id desc limit $4
            """);
        command.Parameters.Add(new() { Value = subject });
        command.Parameters.Add(new() { Value = after.At });
        command.Parameters.Add(new() { Value = after.LookId });
        command.Parameters.Add(new() { Value = size + 1 });
        var found = new List<Look>();
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct))
        {
            var (id, at) = (rows.GetGuid(0), await rows.GetFieldValueAsync<DateTimeOffset>(1, ct));
            Guid? detail = await rows.IsDBNullAsync(6, ct) ? null : rows.GetGuid(6);
            found.Add(new Look(id, at, rows.GetGuid(2), rows.GetString(3),
                await rows.GetFieldValueAsync<string[]>(4, ct), rows.GetString(5), detail,
                detail is { } named ? names.GetValueOrDefault(named) : null, CursorOf(at, id)));
        }

        return new LooksPage([.. found.Take(size)], found.Count > size ? found[size - 1].Cursor : null);
    }

    private static async Task<IReadOnlyDictionary<Guid, string>?> HasStreamAsync(
        IQuerySession session, Guid subject, CancellationToken ct) =>
        await session.Events.FetchStreamStateAsync(subject, ct) is null ? null : new Dictionary<Guid, string>();

    private static (Guid Subject, Guid? Detail) IdsOf(HttpContext context)
    {
        var ids = ((RouteEndpoint)context.GetEndpoint()!).RoutePattern.Parameters
            .Select(parameter => Guid.Parse((string)context.GetRouteValue(parameter.Name)!)).ToArray();
        return (ids[0], ids.Length > 1 ? ids[1] : null);
    }

    private static string CursorOf(DateTimeOffset at, Guid id)
    {
        Span<byte> bytes = stackalloc byte[24];
        BinaryPrimitives.WriteInt64BigEndian(bytes, at.UtcTicks);
        id.TryWriteBytes(bytes[8..]);
        return Base64Url.EncodeToString(bytes);
    }

    // No text is the beginning: the newest.
    private static bool TryParse(string? text, out (DateTimeOffset At, Guid LookId) cursor)
    {
        cursor = (new DateTimeOffset(9999, 1, 1, 0, 0, 0, TimeSpan.Zero), Guid.Empty);
        if (string.IsNullOrEmpty(text)) return true;
        if (text.Length != 32 || !Base64Url.IsValid(text)) return false;
        var bytes = Base64Url.DecodeFromChars(text);
        var ticks = BinaryPrimitives.ReadInt64BigEndian(bytes);
        if (ticks < 0 || ticks > cursor.At.UtcTicks) return false;
        cursor = (new DateTimeOffset(ticks, TimeSpan.Zero), new Guid(bytes.AsSpan(8)));
        return true;
    }

    [LoggerMessage(LogLevel.Error, "A look at {SubjectId} ({Part}) cannot be recorded, and is refused.")]
    private static partial void LogNotRecorded(ILogger logger, Exception exception, Guid subjectId, string part);
}

/// <summary>A page of looks.</summary>
/// <param name="Items">The newest first.</param>
/// <param name="Next">What <c>?cursor=</c> has to be for the next page; null on the last.</param>
public sealed record LooksPage(IReadOnlyList<Look> Items, string? Next);

/// <summary>One look.</summary>
/// <param name="LookId">The same in every service for the same person, subject, part and ten minutes.</param>
/// <param name="At">When; lists go by it and then by the id.</param>
/// <param name="WhoId">Who looked.</param>
/// <param name="Who">Their name then.</param>
/// <param name="Roles">Their roles then.</param>
/// <param name="Part">What part of the subject, as the service calls it.</param>
/// <param name="DetailId">Which of several.</param>
/// <param name="DetailName">What that is called now, if anything.</param>
/// <param name="Cursor">Where this list goes on after this look, and any other of the same subject.</param>
public sealed record Look(
    Guid LookId, DateTimeOffset At, Guid WhoId, string Who, IReadOnlyList<string> Roles, string Part, Guid? DetailId,
    string? DetailName, string Cursor);
