using System.Text;
using Npgsql;

namespace ComplaintsPlatform.Reporting.Reading;

/// <summary>Turns a filter into conditions and parameters.</summary>
internal static class Where
{
    /// <summary>Conditions on columns that cells and complaints have in common: all but the dates of receipt.</summary>
    public static StringBuilder Alike(StringBuilder sql, NpgsqlCommand command, ReportFilter filter)
    {
        void Equal(string column, object? value)
        {
            if (value is null) return;
            sql.Append(" and ").Append(column).Append(" = @").Append(column);
            command.Parameters.AddWithValue(column, value);
        }

        Equal("stage", filter.Stage);
        Equal("status", filter.Status);
        // Says the same again, so that the indexes of open complaints are used.
        sql.Append(filter.Status switch
        {
            null or "closed" => "",
            "responded" or "withdrawn" => " and answer <> 'awaited'",
            _ => " and answer = 'awaited'",
        });
        Equal("theme", filter.Theme);
        if (filter.Team == Words.Nobody) sql.Append(" and coalesce(team, '') = ''");
        else Equal("team", filter.Team);
        if (filter.Open is { } open) sql.Append(open ? " and answer = 'awaited'" : " and answer <> 'awaited'");
        sql.Append(filter.Timeliness switch
        {
            null => "",
            "overdue" => " and answer = 'awaited' and due_on < @today",
            "due-soon" => $" and answer = 'awaited' and due_on between @today and {Words.NearUpToSql}",
            "on-track" => " and answer = 'awaited' and due_on <> 'infinity'"
                + $" and due_on > greatest({Words.NearUpToSql}, @today - 1)",
            "no-limit-yet" => " and answer = 'awaited' and due_on = 'infinity'",
            "answered-in-time" => " and answer = 'in-time'",
            "answered-late" => " and answer = 'late'",
            "withdrawn" => " and answer = 'withdrawn'",
            _ => " and answer = 'made'",
        });
        return sql;
    }

    /// <summary>Conditions on a complaint's row.</summary>
    public static StringBuilder Complaint(StringBuilder sql, NpgsqlCommand command, ReportFilter filter)
    {
        sql.Append(" where counted and generation = (select generation from read.position)");
        Alike(sql, command, filter);
        if (filter.Owner == Guid.Empty) sql.Append(" and owner_id is null");
        else if (filter.Owner is { } owner) And(sql, command, "owner_id = @owner", "owner", owner);
        if (filter.Hidden is { Count: > 0 } hidden)
            And(sql, command, "complaint_id <> all(@hidden)", "hidden", hidden.ToArray());
        if (filter.ReceivedFrom is { } from) And(sql, command, "received_on >= @from", "from", from);
        if (filter.ReceivedTo is { } to) And(sql, command, "received_on <= @to", "to", to);
        return sql;
    }

    /// <summary>Whole months come from cells; null without a period, else the ranges of days that remain: none, one or
    /// two.</summary>
    public static IReadOnlyList<string>? Period(NpgsqlCommand command, ReportFilter filter)
    {
        if (!filter.HasPeriod) return null;
        var from = filter.ReceivedFrom ?? new DateOnly(1900, 1, 1);
        var end = (filter.ReceivedTo ?? new DateOnly(9998, 12, 31)).AddDays(1);
        var firstMonth = from.Day == 1 ? from : from.AddDays(1 - from.Day).AddMonths(1);
        var endMonth = end.AddDays(1 - end.Day);
        command.Parameters.AddWithValue("firstMonth", firstMonth);
        command.Parameters.AddWithValue("endMonth", endMonth);
        command.Parameters.AddWithValue("from", from);
        command.Parameters.AddWithValue("end", end);
        if (firstMonth >= endMonth) return ["received_on >= @from and received_on < @end"];
        var head = firstMonth > from ? "received_on >= @from and received_on < @firstMonth" : null;
        var tail = endMonth < end ? "received_on >= @endMonth and received_on < @end" : null;
        return [.. new[] { head, tail }.OfType<string>()];
    }

    public static void And(StringBuilder sql, NpgsqlCommand command, string condition, string name, object value)
    {
        sql.Append(" and ").Append(condition);
        command.Parameters.AddWithValue(name, value);
    }
}
