using System.Buffers.Text;
using System.Text;
using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using JasperFx.Events;
using JasperFx.Events.Projections;
using Marten;
using Marten.Events.Projections;
using Marten.Linq.MatchesSql;

namespace ComplaintsPlatform.SlaClock;

/// <summary>A clock that runs and falls due on the day asked for.</summary>
public sealed record DueClock(Guid ComplaintId, string Clock, DateOnly TriggerOn, DateOnly DueOn, bool Provisional);

/// <summary>A page; <paramref name="Next"/> is the cursor of the next one, null on the last.</summary>
public sealed record DueClocks(DateOnly On, IReadOnlyList<DueClock> Clocks, string? Next);

/// <summary>
/// A clock that is still waited for. Comes and goes with the events, so the table stays as small as the work.
/// </summary>
public sealed record OpenClock(
    string Id, Guid ComplaintId, string Clock, DateOnly TriggerOn, DateOnly DueOn, bool Provisional,
    bool Resting = false)
{
    internal static string IdOf(Guid complaintId, string clock) => $"{complaintId:N}/{clock}";
}

/// <summary>
/// What falls due on a day (today without one). Stopped clocks and those of answered complaints are not listed, nor
/// those that rest because the complaint was merged into another one.
/// </summary>
internal static class ListDue
{
    // Inline, since looks are seen to at each start by what is open: it has to be what the events say.
    public static void Add(StoreOptions store)
    {
        store.Schema.For<OpenClock>()
            .Duplicate(clock => clock.DueOn, pgType: "date", notNull: true)
            .Duplicate(clock => clock.ComplaintId, notNull: true)
            .Duplicate(clock => clock.Clock, notNull: true)
            .Index(
                clock => new { clock.DueOn, clock.ComplaintId, clock.Clock },
                index => index.Name = "open_clocks_by_due_day");
        store.Projections.Add(new OpenClockProjection(), ProjectionLifecycle.Inline);
    }

    private static async Task<DueClocks> Read(
        IQuerySession session, DateOnly on, (Guid Id, string Clock) after, int limit, Actor actor,
        CancellationToken cancellationToken)
    {
        // Left out by the question, so that neither a short page nor its cursor tells of them.
        Guid[] hidden = [.. await session.HiddenFromAsync(actor.Id, cancellationToken)];
        var found = await session.Query<OpenClock>()
            .Where(clock => clock.DueOn == on && !clock.ComplaintId.IsOneOf(hidden))
            .Where(clock => clock.MatchesSql("(d.data ->> 'resting') is distinct from 'true'"))
            .Where(clock => clock.MatchesSql("(d.complaint_id, d.clock) > (?, ?)", after.Id, after.Clock))
            .OrderBy(clock => clock.ComplaintId).ThenBy(clock => clock.Clock)
            .Take(limit + 1)
            .ToListAsync(cancellationToken);
        var shown = found.Take(limit).ToList();
        var page = shown.Select(clock => new DueClock(
                clock.ComplaintId, clock.Clock, clock.TriggerOn, clock.DueOn, clock.Provisional))
            .ToList();
        return new DueClocks(on, page, found.Count > limit ? Cursor(shown[^1].ComplaintId, shown[^1].Clock) : null);
    }

    internal static string Cursor(Guid complaintId, string clock) =>
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"{complaintId:N}{clock}"));

    internal static bool TryReadCursor(string? cursor, out (Guid Id, string Clock) after)
    {
        after = (Guid.Empty, "");
        if (cursor is null) return true;
        if (cursor.Length > 100 || !Base64Url.IsValid(cursor)) return false;
        var text = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor));
        if (text.Length < 32 || !Guid.TryParseExact(text.AsSpan(0, 32), "N", out var id)) return false;
        after = (id, text[32..]);
        return Clock.All.Contains(after.Clock);
    }

    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/clocks/due", async (
            DateOnly? on, int? limit, string? cursor, IQuerySession session, Actor actor, TimeProvider time,
            CancellationToken cancellationToken) =>
        {
            if (limit is < 1 or > 100) return Api.Problem(400, "limit-out-of-range", "A page holds 1 to 100 clocks.");
            if (!TryReadCursor(cursor, out var after))
                return Api.Problem(400, "cursor-malformed", "Use the cursor of the page before, as it was given.");
            var day = on ?? London.DayOf(time.GetUtcNow());
            return TypedResults.Ok(await Read(session, day, after, limit ?? 50, actor, cancellationToken));
        })
        .WithName("ListDue").WithSummary("Clocks that fall due on a day")
        .StatesPosition().Produces<DueClocks>().ProducesProblem(400).RequireRoles(Roles.Reading);
}

/// <summary>Keeps the clocks that are waited for.</summary>
public sealed class OpenClockProjection : MultiStreamProjection<OpenClock, string>
{
    public OpenClockProjection()
    {
        Name = "open-clocks";
        Identity<ClockStarted>(e => OpenClock.IdOf(e.ComplaintId, e.Clock));
        Identity<LimitRestated>(e => OpenClock.IdOf(e.ComplaintId, e.Clock));
        Identity<LimitBreached>(e => OpenClock.IdOf(e.ComplaintId, e.Clock));
        Identity<ClockStopped>(e => OpenClock.IdOf(e.ComplaintId, e.Clock));
        Identity<ClockOvertaken>(e => OpenClock.IdOf(e.ComplaintId, e.Clock));
        Identity<ClockResumed>(e => OpenClock.IdOf(e.ComplaintId, e.Clock));
        Identities<ResponseNoted>(e => Ids(e.ComplaintId, [Clock.Acknowledgement, Clock.Stage1Response]));
        Identities<Stage2ResponseNoted>(
            e => Ids(e.ComplaintId, [Clock.Stage2Acknowledgement, Clock.Stage2Response]));
        Identities<MergeNoted>(e => Ids(e.ComplaintId, Clock.All));
        Identities<MergeUndoneNoted>(e => Ids(e.ComplaintId, Clock.All));
    }

    private static IReadOnlyList<string> Ids(Guid complaintId, IEnumerable<string> clocks) =>
        [.. clocks.Select(clock => OpenClock.IdOf(complaintId, clock))];

    public override OpenClock? Evolve(OpenClock? snapshot, string id, IEvent e) => e.Data switch
    {
        ClockStarted started => new OpenClock(
            id, started.ComplaintId, started.Clock, started.Limit.TriggerOn, started.Limit.DueOn,
            started.Limit.Provisional),
        ClockResumed resumed => new OpenClock(
            id, resumed.ComplaintId, resumed.Clock, resumed.Limit.TriggerOn, resumed.Limit.DueOn,
            resumed.Limit.Provisional),
        LimitRestated restated when snapshot is not null =>
            snapshot with
            {
                TriggerOn = restated.After.TriggerOn,
                DueOn = restated.After.DueOn,
                Provisional = restated.After.Provisional,
            },
        MergeNoted when snapshot is not null => snapshot with { Resting = true },
        MergeUndoneNoted when snapshot is not null => snapshot with { Resting = false },
        ClockStopped or ClockOvertaken => null,
        // Once it is answered, an acknowledgement can no longer be made in time; the answer may have been heard of
        // before the opening.
        ResponseNoted or Stage2ResponseNoted or LimitBreached { Cause: Clock.WithoutAcknowledgement } => null,
        _ => snapshot,
    };
}
