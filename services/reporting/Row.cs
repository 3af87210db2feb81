using System.Text;

namespace ComplaintsPlatform.Reporting;

/// <summary>
/// Says which fields of a complaint's row a message sets. Whichever message comes first makes the row. Applied twice,
/// or before or after messages of other senders, the row is the same.
/// </summary>
internal static class Row
{
    /// <summary>The generation of the tables to write: given by a rebuild, else the live one.</summary>
    internal const string Generation = "coalesce($1::int, (select generation from read.position))";

    /// <summary>Sets fields whatever they were: facts that happen once.</summary>
    public static Change Set(Guid complaintId, params (string Column, object? Value)[] fields) =>
        Upsert(complaintId, fields, column => $"{column} = excluded.{column}", "");

    /// <summary>Sets facts that happen once, but for those that were put right: said late, they are no longer
    /// so.</summary>
    public static Change SetUnlessCorrected(Guid complaintId, params (string Column, object? Value)[] fields) =>
        Upsert(complaintId, fields, column => $"{column} = case when jsonb_exists(c.corrected, '{column}') "
            + $"then c.{column} else excluded.{column} end", "");

    /// <summary>Puts a fact right, unless a later message already has.</summary>
    public static Change Correct(Guid complaintId, string column, object? value, long version) => new($"""
        insert into read.complaints as c (generation, complaint_id, {column}, corrected)
        values ({Generation}, $2, $3, jsonb_build_object('{column}', $4::bigint))
        on conflict (generation, complaint_id) do update set
          {column} = excluded.{column}, corrected = c.corrected || excluded.corrected
          where coalesce((c.corrected ->> '{column}')::bigint, 0) <= $4
        """, [null, complaintId, value, version]);

    /// <summary>Sets only what nobody has said yet: first word, where another sender has the last.</summary>
    public static Change SetWhereUnknown(Guid complaintId, params (string Column, object? Value)[] fields) =>
        Upsert(complaintId, fields, column => $"{column} = coalesce(c.{column}, excluded.{column})", "");

    /// <summary>Sets fields unless a later message of the same stream already has.</summary>
    public static Change SetLatest(
        Guid complaintId, string versionColumn, long version, params (string Column, object? Value)[] fields) =>
        Upsert(complaintId, [.. fields, (versionColumn, version)], column => $"{column} = excluded.{column}",
            $" where c.{versionColumn} is null or c.{versionColumn} <= excluded.{versionColumn}");

    /// <summary>Takes back both ways to end, each unless it was told later than this.</summary>
    public static Change Reopen(Guid complaintId, long version) => new($"""
        insert into read.complaints as c (generation, complaint_id, withdrawal_version, closure_version)
        values ({Generation}, $2, $3, $3)
        on conflict (generation, complaint_id) do update set
          withdrawn_on = case when c.withdrawal_version > $3 then c.withdrawn_on end,
          withdrawal_version = greatest(c.withdrawal_version, $3),
          closed_on = case when c.closure_version > $3 then c.closed_on end,
          closed_because = case when c.closure_version > $3 then c.closed_because end,
          closure_version = greatest(c.closure_version, $3)
        """, [null, complaintId, version]);

    /// <summary>Counts a linked record, once.</summary>
    public static Change Link(Guid complaintId, Guid recordId, string recordKind) => new($"""
        with linked as (insert into read.linked_records (generation, complaint_id, record_id, record_kind)
                        values ({Generation}, $2, $3, $4) on conflict do nothing returning 1)
        insert into read.complaints as c (generation, complaint_id, linked_records)
        select {Generation}, $2, count(*)::int from linked
        on conflict (generation, complaint_id) do update set linked_records = c.linked_records + excluded.linked_records
        """, [null, complaintId, recordId, recordKind]);

    /// <summary>Limits up to this day are near.</summary>
    public static Change Near(DateOnly dueOn) => new($"""
        insert into read.near as n (generation, up_to) values ({Generation}, $2)
        on conflict (generation) do update set up_to = excluded.up_to where n.up_to < excluded.up_to
        """, [null, dueOn]);

    /// <summary>Sets fields of a submission that is no complaint.</summary>
    public static Change SetSubmission(Guid submissionId, params (string Column, object? Value)[] fields) => Upsert(
        submissionId, fields, column => $"{column} = excluded.{column}", "", "read.submissions", "submission_id");

    private static Change Upsert(
        Guid id, (string Column, object? Value)[] fields, Func<string, string> assignment, string guard,
        string table = "read.complaints", string key = "complaint_id")
    {
        var sql = new StringBuilder($"insert into {table} as c (generation, {key}");
        foreach (var (column, _) in fields) sql.Append(", ").Append(column);
        sql.Append(") values (").Append(Generation).Append(", $2");
        for (var i = 0; i < fields.Length; i++) sql.Append(", $").Append(i + 3);
        sql.Append($") on conflict (generation, {key}) do update set ")
            .AppendJoin(", ", fields.Select(field => assignment(field.Column))).Append(guard);
        return new(sql.ToString(), [null, id, .. fields.Select(field => field.Value)]);
    }
}
