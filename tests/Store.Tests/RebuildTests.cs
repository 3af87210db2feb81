using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using JasperFx.Events.Projections;
using Marten;

namespace ComplaintsPlatform.Store.Tests;

/// <summary>A read model is made again while it is read and written.</summary>
public sealed class RebuildTests
{
    /// <summary>What every row of a read model says.</summary>
    private const string Rows = "select coalesce(string_agg(id || ' ' || data, E'\\n' order by id), '') from ";

    public static Action<StoreOptions> WithReadModels(Sums? sums = null) => store =>
    {
        Node.Counting(store);
        store.Schema.For<Sum>().Duplicate(sum => sum.Total);
        store.Schema.For<Line>().Index(line => line.Count);
        store.Projections.Add(sums ?? new Sums(), ProjectionLifecycle.Inline);
        store.Projections.Add(new Lines(), ProjectionLifecycle.Inline);
        store.Projections.Add(new KeptLines(), ProjectionLifecycle.Inline);
        store.Projections.Add(new LateLines(), ProjectionLifecycle.Async);
    };

    [Theory]
    [InlineData("sums", "mt_doc_sum")]
    [InlineData("lines", "mt_doc_line")]
    [InlineData("late-lines", "mt_doc_lateline")]
    public async Task readers_and_writers_go_on_and_nothing_is_lost_or_doubled(string projection, string table)
    {
        await using var node = await Node.StartAsync(configure: WithReadModels());
        var streams = Enumerable.Range(0, 50).Select(_ => Guid.CreateVersion7()).ToArray();
        foreach (var stream in streams) await node.CountAsync(stream, Enumerable.Range(1, 100));
        await CaughtUpAsync(node);
        // What no event ever said.
        var said = projection == "sums" ? "total" : "number";
        await node.ScalarAsync<long>($"""
            with wrong as (
              update {table} set data = jsonb_set(data, array['{said}'], '-1')
              where id::text < (select max(id::text) from {table}) returning 1)
            select count(*) from wrong
            """);

        using var end = new CancellationTokenSource();
        var written = 0;
        var writers = streams.Take(4).Select((stream, writer) => Task.Run(async () =>
        {
            for (var number = 1000; !end.IsCancellationRequested; number++)
            {
                await node.CountAsync(stream, number);
                await node.CountAsync(Guid.CreateVersion7(), number);
                Interlocked.Add(ref written, 2);
            }
        })).ToList();
        var asked = 0;
        var reader = Task.Run(async () =>
        {
            var before = 0L;
            while (!end.IsCancellationRequested)
            {
                var rows = await node.ScalarAsync<long>($"select count(*) from {table}");
                rows.ShouldBeGreaterThanOrEqualTo(before, "Rows that were there are gone.");
                (before, asked) = (rows, asked + 1);
            }
        });
        foreach (var _ in Enumerable.Range(0, 2)) await RebuiltAsync(node, projection);
        await end.CancelAsync();
        await Task.WhenAll([.. writers, reader]);

        TestContext.Current.SendDiagnosticMessage(
            $"{projection}: {written} events were written and {asked} times was asked.");
        written.ShouldBeGreaterThan(0);
        await CaughtUpAsync(node);
        var rows = await node.ScalarAsync<string>(Rows + table);
        rows.ShouldNotContain(": -1}");
        var counted = await node.ScalarAsync<long>(table == "mt_doc_sum"
            ? "select count(distinct stream_id) from mt_events" : "select count(*) from mt_events");
        (await node.ScalarAsync<long>($"select count(*) from {table}")).ShouldBe(counted);
        (await node.ScalarAsync<long>(
            """
            select count(*) from mt_doc_sum s
            where total <> (select sum((e.data ->> 'number')::int) from mt_events e where e.stream_id = s.id)
            """)).ShouldBe(0);

        // In peace it comes out the same.
        await RebuiltAsync(node, projection);
        var again = (await node.ScalarAsync<string>(Rows + table)).Split('\n');
        again.Except(rows.Split('\n')).ShouldBeEmpty();
        rows.Split('\n').Except(again).ShouldBeEmpty();
        (await node.DifferencesAsync()).ShouldBeEmpty();
        (await node.ScalarAsync<long>($"select count(*) from rebuild.{table}")).ShouldBe(0);
    }

    [Fact]
    public async Task what_no_event_says_goes_unless_the_read_model_keeps_it_and_right_rows_stay_untouched()
    {
        await using var node = await Node.StartAsync(configure: WithReadModels());
        var (kept, struckOut) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await node.CountAsync(kept, 1, 2);
        await node.CountAsync(struckOut, 3);
        await using (var session = node.Store.LightweightSession())
        {
            session.Events.Append(struckOut, new StruckOut(3));
            session.Store(new Line(Guid.CreateVersion7(), kept, -1));
            session.Store(new KeptLine(Guid.CreateVersion7(), kept, -1));
            await session.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        var places = await node.ScalarAsync<string>(
            "select string_agg(ctid::text, ' ' order by ctid) from mt_doc_line where (data ->> 'number')::int > 0");
        await RebuiltAsync(node, "lines");
        await RebuiltAsync(node, "kept-lines");

        (await NumbersAsync(node, "mt_doc_line")).ShouldBe([1, 2]);
        (await NumbersAsync(node, "mt_doc_keptline")).ShouldBe([-1, 1, 2, 3]);
        (await node.ScalarAsync<string>("select string_agg(ctid::text, ' ' order by ctid) from mt_doc_line"))
            .ShouldBe(places);
    }

    [Fact]
    public async Task a_writer_that_read_the_old_row_does_not_bring_it_back()
    {
        await using var node = await Node.StartAsync(configure: WithReadModels());
        var id = Guid.CreateVersion7();
        await node.CountAsync(id, 1);
        await node.ScalarAsync<long>("""
            with wrong as (update mt_doc_sum set data = jsonb_set(data, '{total}', '40') returning 1)
            select count(*) from wrong
            """);
        // It has read 40, and writes 42 when the row is right already.
        await using var other = await node.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        var rebuilding = RebuiltAsync(node, "sums");
        await Eventually.IsSoAsync(
            () => node.ScalarAsync<bool>("select (data ->> 'total') = '1' from mt_doc_sum"),
            "The row is not exchanged.");
        await using (var late = other.CreateCommand())
        {
            late.CommandText = "update mt_doc_sum set data = jsonb_set(data, '{total}', '42')";
            await late.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        await rebuilding;
        (await node.ScalarAsync<string>("select data ->> 'total' from mt_doc_sum")).ShouldBe("1");
    }

    [Fact]
    public async Task of_two_rebuilds_at_once_even_on_two_replicas_one_is_refused()
    {
        var database = await Servers.NewDatabaseAsync("store");
        await using var one = await Node.StartAsync(database, WithReadModels());
        await using var other = await Node.StartAsync(database, WithReadModels());
        await one.CountAsync(Guid.CreateVersion7(), 1);
        var answers = await Task.WhenAll(one.RebuildAsync("sums"), other.RebuildAsync("lines"));
        try
        {
            answers.Select(answer => answer.StatusCode).ShouldBe(
                [HttpStatusCode.OK, HttpStatusCode.Conflict], ignoreOrder: true);
            var refused = await answers.Single(answer => !answer.IsSuccessStatusCode).Content
                .ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
            refused.GetProperty("type").GetString().ShouldBe("urn:complaints:problem:rebuild-running");
        }
        finally
        {
            foreach (var answer in answers) answer.Dispose();
        }

        await RebuiltAsync(other, "lines");
    }

    [Fact]
    public async Task a_read_model_that_fails_leaves_its_rows_as_they_were_and_names_the_event()
    {
        var sums = new Sums();
        await using var node = await Node.StartAsync(configure: WithReadModels(sums));
        var id = Guid.CreateVersion7();
        await node.CountAsync(Guid.CreateVersion7(), 1, 2, 3);
        await node.CountAsync(id, 4, 5);
        var rows = await node.ScalarAsync<string>(Rows + "mt_doc_sum");
        sums.Breaks = 5;
        using (var answer = await node.RebuildAsync("sums"))
        {
            answer.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
            var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
            problem.GetProperty("type").GetString().ShouldBe("urn:complaints:problem:rebuild-failed");
            problem.GetProperty("detail").GetString()!.ShouldContain($"event 5, counted, version 2 of {id}");
        }

        (await node.ScalarAsync<string>(Rows + "mt_doc_sum")).ShouldBe(rows);
        sums.Breaks = null;
        await RebuiltAsync(node, "sums");
        (await node.ScalarAsync<string>(Rows + "mt_doc_sum")).ShouldBe(rows);
    }

    private static async Task RebuiltAsync(Node node, string projection)
    {
        using var answer = await node.RebuildAsync(projection);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
    }

    private static async Task<int[]> NumbersAsync(Node node, string table) =>
        await node.ScalarAsync<int[]>(
            $"select array_agg((data ->> 'number')::int order by (data ->> 'number')::int) from {table}");

    private static Task CaughtUpAsync(Node node) => Eventually.IsSoAsync(
        () => node.ScalarAsync<bool>("""
            select (select max(seq_id) from mt_events)
              <= (select coalesce(max(last_seq_id), 0) from mt_event_progression where name = 'late-lines:All')
            """),
        "The late lines do not come.");
}
