using ComplaintsPlatform.Cases.Reading;
using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using Marten;
using Marten.Linq.MatchesSql;

namespace ComplaintsPlatform.Cases.Actions;

// What was promised or ordered and is not done yet, over all complaints, also closed ones: all of it, one's own, what
// the Ombudsman and others ask for, what is late; or what was done, the last first. Nobody sees one of a complaint that
// is about them.
internal static class ActionLists
{
    private static readonly string[] Lists = ["mine", "open", "overdue", "outside", "approval", "done"];

    public static void Map(IEndpointRouteBuilder actions)
    {
        actions.MapGet("/", Read)
            .RequireRoles(Roles.Reading)
            .WithName("ListActions")
            .WithSummary("Actions, the next due first: ?list=mine, open, overdue, outside (the Ombudsman and others), "
                + "approval (money that somebody has to agree to), done (the last first)")
            .StatesPosition()
            .Produces<ActionPage>();
        actions.MapGet("/counts", Count)
            .RequireRoles(Roles.Reading)
            .WithName("CountActions")
            .WithSummary("How many actions are in each list")
            .StatesPosition()
            .Produces<ActionCounts>();
    }

    private static async Task<IResult> Read(
        string? list, int? limit, string? cursor, IQuerySession session, Actor actor, TimeProvider time,
        CancellationToken ct)
    {
        if (Paging.Fault(limit, cursor, out var after) is { } fault)
            return fault;
        if (list is not null && !Lists.Contains(list))
            return Api.Problem(StatusCodes.Status400BadRequest, "action-list-unknown",
                $"The lists are: {string.Join(", ", Lists)}.");

        var (size, isDone) = (limit ?? Paging.Usual, list == "done");
        var rows = Of(session, actor, list ?? "mine", London.DayOf(time.GetUtcNow()));
        rows = isDone
            ? rows.Where(row => row.MatchesSql("(d.done_on, d.id) < (?, ?)",
                string.IsNullOrEmpty(cursor) ? DateOnly.MaxValue : after.ReceivedOn, after.ComplaintId))
            : rows.Where(row => row.MatchesSql("(d.due_on, d.id) > (?, ?)", after.ReceivedOn, after.ComplaintId));
        var ordered = isDone
            ? rows.OrderByDescending(row => row.DoneOn).ThenByDescending(row => row.Id)
            : rows.OrderBy(row => row.DueOn).ThenBy(row => row.Id);
        var found = await ordered.Take(size + 1).ToListAsync(ct);
        var page = found.Take(size).ToList();
        var references = await ComplaintEntries.ReferencesOf(page.Select(row => row.ComplaintId), session, ct);
        return TypedResults.Ok(new ActionPage(
            [.. page.Select(row => new ListedAction(
                row.ActionId, row.ComplaintId, references.GetValueOrDefault(row.ComplaintId, ""), row.Kind, row.What,
                row.DueOn, row.OwnerId, row.Owner, row.Amount, row.WaitsForApproval, row.DoneOn))],
            found.Count > size
                ? new QueueCursor(isDone ? page[^1].DoneOn!.Value : page[^1].DueOn, page[^1].Id).ToString()
                : null));
    }

    private static async Task<ActionCounts> Count(
        IQuerySession session, Actor actor, TimeProvider time, CancellationToken ct)
    {
        var today = London.DayOf(time.GetUtcNow());
        return new ActionCounts(await CountAsync("mine"), await CountAsync("open"), await CountAsync("overdue"),
            await CountAsync("outside"), await CountAsync("approval"));

        Task<int> CountAsync(string list) => Of(session, actor, list, today).CountAsync(ct);
    }

    private static IQueryable<ActionRow> Of(IQuerySession session, Actor actor, string list, DateOnly today)
    {
        var rows = session.Query<ActionRow>()
            .Where(row => row.MatchesSql(ComplaintEntries.NotHidden, actor.Id.ToString()))
            .Where(row => row.MatchesSql(list == "done" ? "d.done_on is not null" : "d.done_on is null"));
        return list switch
        {
            "mine" => rows.Where(row => row.OwnerId == actor.Id),
            "overdue" => rows.Where(row => row.MatchesSql("d.due_on < ?", today)),
            "outside" => rows.Where(row => row.MatchesSql("d.kind = any(?)", (object)ActionKinds.OfReviews)),
            "approval" => rows.Where(row => row.MatchesSql("d.kind = ?", ActionKinds.Compensation))
                .Where(row => row.WaitsForApproval),
            _ => rows,
        };
    }
}

internal sealed record ActionPage(IReadOnlyList<ListedAction> Items, string? Next);

/// <summary>An action of a complaint, in a list over many.</summary>
internal sealed record ListedAction(
    Guid ActionId, Guid ComplaintId, string Reference, string Kind, string What, DateOnly DueOn, Guid OwnerId,
    string Owner, decimal? Amount, bool WaitsForApproval, DateOnly? DoneOn);

internal sealed record ActionCounts(int Mine, int Open, int Overdue, int Outside, int Approval);
