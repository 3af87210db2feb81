using ComplaintsPlatform.Cases.Reading;
using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using Marten;
using Marten.Linq.MatchesSql;

namespace ComplaintsPlatform.Cases.Tasks;

// The tasks of whoever asks, of their teams, those that wait to be taken, and those that they have done; the next due
// first. A page is asked for by where the last one ended. Nobody sees one of a complaint that is about them.
internal static class TaskLists
{
    private static readonly string[] Lists = ["mine", "team", "claimable", "done"];

    public static void Map(IEndpointRouteBuilder tasks)
    {
        tasks.MapGet("/", Read)
            .RequireRoles(Roles.AtWork)
            .WithName("ListTasks")
            .WithSummary("Tasks, the next due first: ?list=mine, team, claimable, or done (the last done first)")
            .StatesPosition()
            .Produces<TaskPage>();
        tasks.MapGet("/counts", Count)
            .RequireRoles(Roles.AtWork)
            .WithName("CountTasks")
            .WithSummary("How many tasks are one's own, one's teams', and to be taken; how many of them are overdue")
            .StatesPosition()
            .Produces<TaskCounts>();
    }

    private static async Task<IResult> Read(
        string? list, int? limit, string? cursor, IQuerySession session, Actor actor, CancellationToken ct)
    {
        if (Paging.Fault(limit, cursor, out var after) is { } fault)
            return fault;
        if (list is not null && !Lists.Contains(list))
            return Api.Problem(StatusCodes.Status400BadRequest, "task-list-unknown",
                $"The lists are: {string.Join(", ", Lists)}.");

        var (size, isDone) = (limit ?? Paging.Usual, list == "done");
        var rows = Of(session, actor, list ?? "mine");
        rows = isDone
            ? rows.Where(row => row.MatchesSql("(d.finished_on, d.id) < (?, ?)",
                string.IsNullOrEmpty(cursor) ? DateOnly.MaxValue : after.ReceivedOn, after.ComplaintId))
            : rows.Where(row => row.MatchesSql("(d.due_on, d.id) > (?, ?)", after.ReceivedOn, after.ComplaintId));
        var ordered = isDone
            ? rows.OrderByDescending(row => row.FinishedOn).ThenByDescending(row => row.Id)
            : rows.OrderBy(row => row.DueOn).ThenBy(row => row.Id);
        var found = await ordered.Take(size + 1).ToListAsync(ct);
        var page = found.Take(size).ToList();
        var references = await ComplaintEntries.ReferencesOf(page.Select(row => row.ComplaintId), session, ct);
        return TypedResults.Ok(new TaskPage(
            [.. page.Select(row => new ListedTask(
                row.TaskId, row.ComplaintId, references.GetValueOrDefault(row.ComplaintId, ""), row.Type, row.Title,
                row.DueOn, row.IsMandatory, row.AssigneeId, row.Assignee, row.Team, row.FinishedOn))],
            found.Count > size
                ? new QueueCursor(isDone ? page[^1].FinishedOn!.Value : page[^1].DueOn, page[^1].Id).ToString()
                : null));
    }

    private static async Task<TaskCounts> Count(
        IQuerySession session, Actor actor, TimeProvider time, CancellationToken ct)
    {
        var today = London.DayOf(time.GetUtcNow());
        return new TaskCounts(
            await CountAsync("mine"), await CountAsync("team"), await CountAsync("claimable"));

        async Task<TaskCount> CountAsync(string list)
        {
            var all = await Of(session, actor, list).CountAsync(ct);
            var late = all == 0 ? 0 : await Of(session, actor, list).CountAsync(row => row.DueOn < today, ct);
            return new TaskCount(all - late, late);
        }
    }

    private static IQueryable<TaskRow> Of(IQuerySession session, Actor actor, string list)
    {
        string[] teams = [.. actor.Teams];
        var rows = session.Query<TaskRow>()
            .Where(row => row.MatchesSql(ComplaintEntries.NotHidden, actor.Id.ToString()));
        rows = rows.Where(row => row.MatchesSql(
            list == "done" ? "d.finished_on is not null" : "d.finished_on is null"));
        return list switch
        {
            "mine" or "done" => rows.Where(row => row.MatchesSql("d.assignee_id = ?", actor.Id)),
            "team" => rows.Where(row => row.MatchesSql("d.team = any(?)", (object)teams)),
            _ when actor.Handles() => rows.Where(row => row.MatchesSql(
                "d.assignee_id is null and (d.team is null or d.team = any(?))", (object)teams)),
            _ => rows.Where(row => row.MatchesSql("d.assignee_id is null and d.team = any(?)", (object)teams)),
        };
    }
}

internal sealed record TaskPage(IReadOnlyList<ListedTask> Items, string? Next);

internal sealed record ListedTask(
    Guid TaskId, Guid ComplaintId, string Reference, string Type, string Title, DateOnly DueOn, bool IsMandatory,
    Guid? AssigneeId, string? Assignee, string? Team, DateOnly? FinishedOn);

internal sealed record TaskCounts(TaskCount Mine, TaskCount Team, TaskCount Claimable);

/// <summary>How many are open and in time, and how many overdue.</summary>
internal sealed record TaskCount(int InTime, int Overdue);
