using System.Text;
using System.Text.Json;
using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using Marten;
using Microsoft.AspNetCore.Mvc;
using Npgsql;

namespace ComplaintsPlatform.Reporting.Reading;

/// <summary>A page. <c>Next</c> is null on the last one.</summary>
internal sealed record ComplaintPage(MadeAt MadeAt, IReadOnlyList<ListedComplaint> Complaints, string? Next);

/// <summary>What a list takes besides the filter.</summary>
public sealed record ListQuery(
    [FromQuery] string? Channel, [FromQuery] string? Reference, [FromQuery] string? ComplaintId,
    [FromQuery] string? Sort, [FromQuery] string? Limit, [FromQuery] string? Cursor, [FromQuery] string? Cause = null);

/// <summary>
/// The list: filters, two orders, pages of at most 100. Sorted by receipt, a page begins after the last row of the one
/// before, wherever rows have been added since: no row is shown twice or passed over. Sorted by limit it shows open
/// complaints with a running limit; one whose limit moves meanwhile may move with it. How many there are in all is what
/// /counts answers.
/// </summary>
internal static class ComplaintList
{
    private static readonly string[] Sorts = ["-received", "received", "due", "-due"];

    internal sealed record Question(ReportFilter Filter, string? Channel, string? Reference, Guid? ComplaintId,
        string? Cause, string Sort, int Limit, (DateOnly After, Guid ComplaintId)? From, byte[] Mark);

    public static void Map(RouteGroupBuilder reports) => reports
        .MapGet("/complaints", async (
            [AsParameters] ReportQuery query, [AsParameters] ListQuery list,
            [FromHeader(Name = "Complaints-Position")] string? position, WaitPreference wait,
            NpgsqlDataSource database, IQuerySession session, Actor actor, Cursors cursors, TimeProvider time,
            CancellationToken ct) =>
        {
            var (question, faults) = Parse(query, list, cursors);
            var hidden = await session.HiddenFromAsync(actor.Id, ct);
            question = question with { Filter = question.Filter with { Hidden = hidden } };
            await Waiting.ForAsync(wait, position, question.ComplaintId, database, time, faults, ct);
            return faults.Any
                ? faults.Answer()
                : Results.Ok(await ListAsync(database, question, cursors, London.DayOf(time.GetUtcNow()), ct));
        })
        .RequireRoles(Roles.Reading)
        .WithName("list-complaints")
        .WithSummary("Complaints by filter, sorted by receipt or limit, in pages of at most 100.")
        .Produces<ComplaintPage>();

    public static (Question Question, Faults Faults) Parse(ReportQuery query, ListQuery list, Cursors cursors)
    {
        var (filter, faults) = ReportFilter.Parse(query);
        var channel = faults.OneOf("channel", list.Channel, Words.Channels);
        var reference = faults.Text("reference", list.Reference, 40);
        var cause = faults.Code("cause", list.Cause);
        var sort = faults.OneOf("sort", list.Sort, Sorts) ?? Sorts[0];
        var limit = faults.Number("limit", list.Limit, 50, 1, 100);
        Guid? complaintId = null;
        if (list.ComplaintId is not null)
        {
            if (Guid.TryParse(list.ComplaintId, out var id)) complaintId = id;
            else faults.Add("complaintId", "Must be the id of a complaint.");
        }
        var mark = filter.Mark($"{channel}|{reference}|{complaintId}|{cause}|{sort}");
        (DateOnly, Guid)? from = null;
        if (list.Cursor is not null && (from = cursors.Read(list.Cursor, mark)) is null)
            faults.Add(
                "cursor", "Must be what the page before gave as next, with the same filters and the same order.");
        return (new Question(filter, channel, reference, complaintId, cause, sort, limit, from, mark), faults);
    }

    public static async Task<ComplaintPage> ListAsync(
        NpgsqlDataSource database, Question question, Cursors cursors, DateOnly today, CancellationToken ct)
    {
        await using var command = database.CreateCommand();
        command.Parameters.AddWithValue("today", today);
        command.Parameters.AddWithValue("limit", question.Limit + 1);
        var by = question.Sort.EndsWith("due", StringComparison.Ordinal) ? "due_on" : "received_on";
        var (direction, compare) = question.Sort[0] == '-' ? ("desc", "<") : ("asc", ">");

        var sql = new StringBuilder("select json_build_object(").Append(MadeAt.Sql)
            .Append(", 'complaints', (select coalesce(json_agg(r), '[]') from (select ").Append(ListedComplaint.Sql)
            .Append(" from read.complaints where generation = (select generation from read.position) and "
                + "complaint_id in (select complaint_id from read.complaints");
        Where.Complaint(sql, command, question.Filter);
        if (by == "due_on") sql.Append(" and answer = 'awaited' and due_on < 'infinity'");
        if (question.Channel is not null) Where.And(sql, command, "channel = @channel", "channel", question.Channel);
        if (question.Reference is not null)
            Where.And(sql, command, "reference = @reference", "reference", question.Reference);
        if (question.ComplaintId is { } id) Where.And(sql, command, "complaint_id = @id", "id", id);
        if (question.Cause is not null) Where.And(sql, command, "root_cause = @cause", "cause", question.Cause);
        if (question.From is { } from)
        {
            Where.And(sql, command, $"({by}, complaint_id) {compare} (@after, @afterId)", "after", from.After);
            command.Parameters.AddWithValue("afterId", from.ComplaintId);
        }
        var order = $" order by {by} {direction}, complaint_id {direction}";
        sql.Append($"{order} limit @limit){order}) r))");
        command.CommandText = sql.ToString();

        using var answer = JsonDocument.Parse((string)(await command.ExecuteScalarAsync(ct))!);
        var rows = answer.RootElement.GetProperty("complaints").Deserialize<List<ListedComplaint>>(StoredMessage.Json)!;
        string? next = null;
        if (rows.Count > question.Limit)
        {
            rows.RemoveAt(question.Limit);
            next = cursors.Write(by == "due_on"
                ? rows[^1].DueOn!.Value
                : rows[^1].ReceivedOn, rows[^1].ComplaintId, question.Mark);
        }
        return new(MadeAt.From(answer.RootElement, today), rows, next);
    }
}
