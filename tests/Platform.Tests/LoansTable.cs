using ComplaintsPlatform.EventStore;
using Npgsql;

namespace ComplaintsPlatform.Platform.Tests;

/// <summary>A read table of loans, its projection, and what must be in it at any moment, said in SQL and in nobody's words but the test's.</summary>
internal static class LoansTable
{
    public const string Script = """
        create table if not exists read.loans (
          loan_id    uuid        constraint loans_by_id primary key,
          title      text        not null check (title <> ''),
          reader     text        not null,
          extensions int         not null default 0,
          events     int         not null default 1,
          changed    timestamptz not null,
          position   bigint      not null,
          label      text        generated always as (title || '/' || extensions) stored
        ) with (fillfactor = 70);
        create index if not exists loans_extended on read.loans (extensions desc, loan_id) where extensions > 0;
        """;

    /// <summary>Rows that are not as the log says, in one snapshot: all of it inline, else up to the bookmark.</summary>
    private const string Wrong = """
        select count(*) from (
          select stream_id, count(*) filter (where type = 'loan_extended') as extensions, count(*) as events, max(timestamp) as changed from mt_events
          where $1 or (transaction_id, seq_id) <= (select last_transaction_id, last_seq_id from mt_event_progression where name = 'loans')
          group by stream_id) e
        full join read.loans l on l.loan_id = e.stream_id
        where (e.extensions, e.events, e.changed, e.extensions) is distinct from (l.extensions, l.events, l.changed, split_part(l.label, '/', 2)::int)
        """;

    public static void Configure(StoreOptions store, ProjectionLifecycle lifecycle, Projection? projection = null)
    {
        store.SchemaScripts.Add(Script);
        store.Projections.Add("loans", projection ?? Project, lifecycle, "loans");
    }

    public static void Project(IEvent stored, IDocumentOperations rows)
    {
        if (stored.Data is BookLent lent)
            rows.QueueSqlCommand("insert into loans (loan_id, title, reader, changed, position) values ($1, $2, $3, $4, $5)",
                lent.LoanId, lent.Title, lent.Reader, stored.Timestamp, stored.Position.Sequence);
        else
            rows.QueueSqlCommand("update loans set extensions = extensions + $2, events = events + 1, changed = $3 where loan_id = $1",
                stored.StreamId, stored.Data is LoanExtended ? 1 : 0, stored.Timestamp);
    }

    public static Task<long> WrongRowsAsync(this NpgsqlConnection connection, ProjectionLifecycle lifecycle) =>
        connection.ScalarAsync<long>(Wrong, lifecycle == ProjectionLifecycle.Inline);

    /// <summary>The table as it is, every column of every row.</summary>
    public static Task<string> RowsAsync(this NpgsqlConnection connection) =>
        connection.ScalarAsync<string>("select coalesce(string_agg(l::text, E'\n' order by loan_id), '') from read.loans l");

    /// <summary>Which table it is, whatever its name.</summary>
    public static Task<uint> IdentityAsync(this NpgsqlConnection connection) => connection.ScalarAsync<uint>("select 'read.loans'::regclass::oid");

    /// <summary>An event as the projection's rows go with it, in a transaction of the test's own that may take its time in between.</summary>
    public static Task LendAsync(this NpgsqlConnection connection, Guid loan) =>
        connection.AppendAsync(loan, 1, "book_lent", $$"""{"loanId":"{{loan}}","title":"Emma","reader":"Mr Knightley"}""");

    public static Task WriteRowAsync(this NpgsqlConnection connection, Guid loan) => connection.RunAsync("""
        insert into read.loans (loan_id, title, reader, changed, position)
        select stream_id, 'Emma', 'Mr Knightley', timestamp, 0 from mt_events where stream_id = $1
        """, loan);
}
