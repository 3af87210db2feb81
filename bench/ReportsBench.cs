using System.Text.Json;
using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.Contracts.Cases;
using ComplaintsPlatform.Contracts.Correspondence;
using ComplaintsPlatform.Contracts.SlaClock;
using ComplaintsPlatform.Reporting;
using ComplaintsPlatform.Reporting.Reading;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace ComplaintsPlatform.Bench;

/// <summary>Counts and lists of reporting at ten thousand and at a million complaints. The rows are made by SQL, here
/// only; a real platform folds them from messages.</summary>
internal static class ReportsBench
{
    private static readonly DateOnly Today = new(2026, 3, 20);

    public static async Task<int> RunAsync()
    {
        var ((small, foldedSmall), (large, foldedLarge)) = (await MeasureAsync(10_000), await MeasureAsync(1_000_000));
        List<string[]> rows =
            [["Reporting, median of 40", "10,000 complaints", "1,000,000 complaints", "ratio", "bar"]];
        foreach (var (name, fast) in small)
            rows.Add([name, fast.Text("0.0") + " ms", large[name].Text("0.0") + " ms", (large[name] / fast)
                .Text("0.00"), "≤ 1.5"]);
        rows.Add(["messages folded, one after another", $"{foldedSmall.Text()}/s", $"{foldedLarge.Text()}/s",
            (foldedLarge / foldedSmall).Text("0.00"), ""]);
        Table.Print(rows);
        return 0;
    }

    private static async Task<(Dictionary<string, double> Found, double Folded)> MeasureAsync(int complaints)
    {
        await using var database = await Database.StartAsync();
        var (services, connectionString) =
            await database.ServiceStoreAsync("reporting", builder => builder.AddReadTables());
        var reading = services.GetRequiredService<NpgsqlDataSource>();
        foreach (var sql in (string[])[Rows(complaints), "vacuum analyze read.complaints", "vacuum analyze read.cells"])
            await Database.ExecuteAsync(connectionString, sql);
        var cursors = new Cursors(new byte[32]);
        var none = ReportFilter.None;
        var owner = Guid.Parse("00000000-0000-0000-0000-000000000011");
        var hidden = none with { Hidden = await SomeAsync(reading, 1000) };
        Task Count(ReportFilter filter) => Counts.CountAsync(reading, filter, Today, CancellationToken.None);
        Task List(ReportFilter filter, string sort = "-received", (DateOnly, Guid)? from = null) =>
            ComplaintList.ListAsync(reading, new(filter, null, null, null, null, sort, 50, from, new byte[8]), cursors,
                Today, CancellationToken.None);

        var found = new Dictionary<string, double>();
        foreach (var (name, ask) in new (string, Func<Task>)[]
        {
            ("counts", () => Count(none)), ("counts of a theme", () => Count(none with { Theme = "repairs" })),
            ("counts of an owner", () => Count(none with { Owner = owner })),
            ("counts, open", () => Count(none with { Open = true })),
            ("counts of a quarter", () =>
                Count(none with { ReceivedFrom = new(2025, 10, 1), ReceivedTo = new(2025, 12, 31) })),
            ("counts of the last 30 days", () => Count(none with { ReceivedFrom = Today.AddDays(-30) })),
            ("counts, 1,000 hidden", () => Count(hidden)),
            ("counts of a quarter, 1,000 hidden", () =>
                Count(hidden with { ReceivedFrom = new(2025, 10, 1), ReceivedTo = new(2025, 12, 31) })),
            ("list, first page", () => List(none)), ("list, first page, 1,000 hidden", () => List(hidden)),
            ("list, a page in the middle", () => List(none, from: (new(2023, 9, 1), owner))),
            ("list of a theme", () => List(none with { Theme = "other" })),
            ("list of an owner, open", () => List(none with { Owner = owner, Open = true })),
            ("list, overdue, nearest limit first", () => List(none with { Timeliness = "overdue" }, "due")),
            ("list, new ones of a theme", () => List(none with { Theme = "leaks", Status = "new" })),
            ("list, answered late", () => List(none with { Timeliness = "answered-late" })),
        })
        {
            for (var i = 0; i < 5; i++) await ask();
            var times = new List<double>();
            for (var i = 0; i < 40; i++)
            {
                var from = TimeProvider.System.GetTimestamp();
                await ask();
                times.Add(TimeProvider.System.GetElapsedTime(from).TotalMilliseconds);
            }
            found[name] = new Durations(times).Median;
        }
        var folded = await Load.PerSecondAsync(1, TimeSpan.FromSeconds(6),
            (writer, _) => Task.FromResult(Folding(services.GetRequiredService<IDocumentStore>(), writer)));
        return (found, folded);
    }

    // Complaints that whoever asks may know nothing of.
    private static async Task<HashSet<Guid>> SomeAsync(NpgsqlDataSource reading, int many)
    {
        await using var command = reading.CreateCommand($"select complaint_id from read.complaints limit {many}");
        await using var rows = await command.ExecuteReaderAsync();
        var found = new HashSet<Guid>();
        while (await rows.ReadAsync()) found.Add(rows.GetGuid(0));
        return found;
    }

    // One message after another as the bus hands them over: a transaction each, as from its one queue.
    private static Func<Task> Folding(IDocumentStore store, int writer)
    {
        var (turn, id) = (0, Guid.Empty);
        return async () =>
        {
            if (turn++ % 7 == 0) id = Guid.CreateVersion7();
            object said = (turn % 7) switch
            {
                1 => new ComplaintOpened(id, $"CMP-{writer}-{turn}", "phone", "repairs", Today, null),
                2 => new DeadlineSet(id, "acknowledgement", Today, Today.AddDays(7), false, 1),
                3 => new DeadlineSet(id, "stage-1-response", Today.AddDays(7), Today.AddDays(21), true, 1),
                4 => new ComplaintAssigned(
                    id, Guid.Parse("00000000-0000-0000-0000-000000000007"), "Owner 7", "Team 3", true),
                5 => new ComplaintAcknowledged(id, Today),
                6 => new ClockStopped(id, "acknowledgement", Today, Today.AddDays(7), true, 0),
                _ => new LetterSent(id, id, "confirmation-of-receipt", "email",
                    new DateTimeOffset(2026, 3, 20, 9, 0, 0, TimeSpan.Zero)),
            };
            var message =
                new StoredMessage(Guid.CreateVersion7(), "/complaints/bench", MessageNames.Of(said.GetType()), id,
                new DateTimeOffset(2026, 3, 20, 9, 0, 0, TimeSpan.Zero), turn, $"{turn}-1",
                JsonSerializer.Serialize(said, said.GetType(), StoredMessage.Json));
            await using var session = store.LightweightSession();
            foreach (var change in new[] { message.Keep(), ReportingMessages.Fold(message) })
                if (change is not null) session.Queue(change);
            await session.SaveChangesAsync();
        };
    }

    // Five years; 40 owners in 4 teams; one in fifty still open, received in the last weeks; one in eight answered
    // late.
    private static string Rows(int complaints) => $"""
        alter table read.complaints disable trigger count_complaint;
        insert into read.complaints (generation, complaint_id, reference, channel, theme, received_on, recorded_at,
          opened_at, owner_id, owner_name, team,
          acknowledged_on, acknowledgement_due, acknowledgement_stopped_on, acknowledgement_in_time,
          responded_on, outcome, response_due, response_stopped_on, response_in_time)
        select 1, gen_random_uuid(), 'CMP-' || n, (array['phone','email','web-form','letter'])[1 + n % 4],
          (array['repairs', 'damp-and-mould', 'leaks', 'anti-social-behaviour', 'estate-management',
            'rent-and-service-charges', 'pest-control', 'rehousing-and-allocations', 'staff-conduct',
            'other'])[1 + n / 40 % 10],
          received, received + time '09:00', received + time '09:01',
          ('00000000-0000-0000-0000-' || lpad((1 + n % 40)::text, 12, '0'))::uuid, 'Owner ' || n % 40, 'Team ' || n % 4,
          case when answered or n % 3 > 0 then received + 3 end, received + 7,
          case when answered or n % 3 > 0 then received + 3 + (n % 9) / 7 * 6 end,
          case when answered or n % 3 > 0 then n % 9 < 7 end,
          case when answered then received + 15 end, case when answered then 'upheld' end, received + 21,
          case when answered then received + 15 + n % 8 end, case when answered then n % 8 > 0 end
        from (select n, n % 50 > 0 as answered,
                case when n % 50 > 0 then date '2026-03-20' - (30 + (n::bigint * 7919 % 1795)::int)
                     else date '2026-03-20' - n / 50 % 45 end as received
              from generate_series(1, {complaints}) n) made;
        insert into read.cells
        select c.generation, c.rollup, c.received_month, c.theme, c.owner_id, c.team, c.stage, c.status,
          c.acknowledgement, c.response, c.answer, c.due_on, c.response_due_on, count(*)
        from read.complaints r, read.cells_of(r) c group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13;
        alter table read.complaints enable trigger count_complaint;
        """;
}
