using Npgsql;

namespace ComplaintsPlatform.Reporting.Reading;

/// <summary>
/// Rows that are looked at one by one, made into cells once for all breakdowns: the complaints of part months, a
/// range each (with "or" between them PostgreSQL would visit the rows, where the index alone answers a range); and
/// those hidden from whoever asks, few whatever the number of all, to be taken off again.
/// </summary>
internal static class RowsApart
{
    public static string Sql(NpgsqlCommand command, ReportFilter filter, IReadOnlyList<string>? partial)
    {
        List<string> rows = [.. (partial ?? []).Select(days => Counted(days, 1))];
        if (filter.Hidden is { Count: > 0 } hidden)
        {
            command.Parameters.AddWithValue("hidden", hidden.ToArray());
            rows.Add(Counted("complaint_id = any(@hidden)"
                + (filter.HasPeriod ? " and received_on >= @from and received_on < @end" : ""), -1));
        }

        return rows.Count == 0 ? "" :
            $"""
            with rows_apart as materialized (
              select stage, status, theme, coalesce(owner_id, '00000000-0000-0000-0000-000000000000') as owner_id,
                coalesce(team, '') as team, acknowledgement, response, answer, due_on, response_due_on,
                sum(times)::bigint as n
              from ({string.Join(" union all ", rows)}) c
              group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10)

            """;
    }

    private static string Counted(string which, int times) =>
        $"select *, {times} as times from read.complaints where counted "
        + $"and generation = (select generation from read.position) and {which}";
}
