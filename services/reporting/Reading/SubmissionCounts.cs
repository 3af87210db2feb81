using System.Text.Json;
using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using Npgsql;

namespace ComplaintsPlatform.Reporting.Reading;

/// <summary>Submissions that are no complaints, by type, and the complaints that were refused, by ground (Code 1.4,
/// 8.1).</summary>
/// <param name="MadeAt">What it was made from.</param>
/// <param name="ByType">Of those received in the period.</param>
/// <param name="RefusedByGround">Of those received in the period.</param>
internal sealed record SubmissionCountsAnswer(
    MadeAt MadeAt, IReadOnlyList<SubmissionTypeLine> ByType, IReadOnlyList<RefusalLine> RefusedByGround);

/// <summary>One type.</summary>
/// <param name="Type">service-request, enquiry and so on.</param>
/// <param name="Received">How many.</param>
/// <param name="Resolved">Of these, done or answered.</param>
/// <param name="AtFirstContact">Of the resolved, on the spot.</param>
/// <param name="Refused">Of those received, refused as a complaint.</param>
internal sealed record SubmissionTypeLine(string Type, long Received, long Resolved, long AtFirstContact, long Refused);

/// <summary>Refusals on one ground.</summary>
internal sealed record RefusalLine(string Ground, string Paragraph, long Refused);

/// <summary>Counts of service requests and other submissions, and of refusals.</summary>
internal static class SubmissionCounts
{
    private const string Sql = $"""
        with counted as (select * from read.submissions
          where generation = (select generation from read.position) and reference is not null
            and received_on >= coalesce($1, '-infinity'::date) and received_on <= coalesce($2, 'infinity'::date))
        select json_build_object({MadeAt.Sql},
          'byType', (select coalesce(json_agg(json_build_object('type', type, 'received', received,
              'resolved', resolved, 'atFirstContact', at_first_contact, 'refused', refused) order by type), '[]')
            from (select type, count(*) received, count(resolved_on) resolved,
                count(*) filter (where at_first_contact) at_first_contact, count(refused_on) refused
              from counted group by type) types),
          'refusedByGround', (select coalesce(json_agg(json_build_object('ground', ground, 'paragraph', paragraph,
              'refused', refused) order by ground), '[]')
            from (select refused_ground ground, refused_paragraph paragraph, count(*) refused
              from counted where refused_on is not null group by 1, 2) grounds))
        """;

    public static void Map(RouteGroupBuilder reports) => reports
        .MapGet("/submissions", async (
            DateOnly? receivedFrom, DateOnly? receivedTo, NpgsqlDataSource database, TimeProvider time,
            CancellationToken ct) =>
        {
            await using var command = database.CreateCommand(Sql);
            command.Parameters.Add(new() { Value = (object?)receivedFrom ?? DBNull.Value, DataTypeName = "date" });
            command.Parameters.Add(new() { Value = (object?)receivedTo ?? DBNull.Value, DataTypeName = "date" });
            using var answer = JsonDocument.Parse((string)(await command.ExecuteScalarAsync(ct))!);
            var root = answer.RootElement;
            return TypedResults.Ok(new SubmissionCountsAnswer(
                MadeAt.From(root, London.DayOf(time.GetUtcNow())),
                root.GetProperty("byType").Deserialize<List<SubmissionTypeLine>>(StoredMessage.Json)!,
                root.GetProperty("refusedByGround").Deserialize<List<RefusalLine>>(StoredMessage.Json)!));
        })
        .RequireRoles(Roles.Reading)
        .WithName("submissions")
        .WithSummary("Service requests and other submissions by type, and refusals by ground")
        .Produces<SubmissionCountsAnswer>();
}
