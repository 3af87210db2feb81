using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Npgsql;

namespace ComplaintsPlatform.EndToEnd.Tests;

/// <summary>Reporting loses its database; its senders say everything again.</summary>
public sealed class RepublishTests(Platform platform)
{
    private static readonly string[] Senders =
        ["identity", "intake", "cases", "sla-clock", "correspondence", "linkage"];

    [Fact]
    public async Task a_new_reporting_database_filled_by_republication_equals_the_one_before()
    {
        using var officer = await platform.SignedInAsync("officer");
        using var leader = await platform.SignedInAsync("leader");
        using var operations = await platform.SignedInAsync("ops");
        await MakeComplaintsAsync(officer);
        var server = await platform.ConnectionStringAsync("postgres");
        var (tables, messages, total) =
            (await TablesAsync(server), await MessagesAsync(server), await TotalAsync(leader));

        await EmptyAsync(server);
        await leader.ReadUntilAsync("api/reports/counts", found =>
            found.GetProperty("total").GetInt64() == 0, "There are figures without messages.");
        foreach (var sender in Senders)
        {
            using var refused =
                await officer.PostAsJsonAsync($"api/operations/{sender}/republish", new { to = "reporting" });
            refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
            var (from, isComplete) = ("0", false);
            while (!isComplete)
            {
                using var answer = await operations.PostAsJsonAsync(
                    $"api/operations/{sender}/republish", new { to = "reporting", from });
                answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
                var report = await answer.Content.ReadFromJsonAsync<JsonElement>();
                (from, isComplete) =
                    (report.GetProperty("until").GetString()!, report.GetProperty("isComplete").GetBoolean());
            }
        }

        await Eventually.IsSoAsync(async () =>
            (await MessagesAsync(server)).Length >= messages.Length, "Not everything was said again.");
        (await MessagesAsync(server)).ShouldBe(messages);
        (await TablesAsync(server)).ShouldBe(tables);
        (await TotalAsync(leader)).ShouldBe(total);
    }

    // Until reporting has heard everything that follows from them: letters and clocks of all, what an acknowledgement
    // changes, a repair.
    private async Task MakeComplaintsAsync(HttpClient officer)
    {
        using var adviser = await platform.SignedInAsync("adviser");
        const string Uprn = "100021767777";
        var property = await adviser.RegisterAsync(
            "api/properties", new { uprn = Uprn, address = "7 Quay Street, Harbourton" }, "propertyId");
        var person = await adviser.RegisterAsync("api/people",
            new
            {
                references = new[] { new { id = "T-7777", allocatedBy = "harbour" } },
                name = "Ada Reed",
                email = "again@example.org",
                propertyId = property
            }, "personId");
        var ids = new List<Guid>();
        for (var number = 0; number < 6; number++)
            ids.Add((await adviser.MakeComplaintAsync(
                Scenarios.Complaint($"again-{number}@example.org", personId: person, propertyId: property)))
                .GetProperty("complaintId").GetGuid());
        await platform.RaiseRepairAsync("R-AGAIN", "T-7777", Uprn);
        foreach (var id in ids.Take(3))
        {
            var seen = await officer.ReadUntilAsync($"api/complaints/{id}", found =>
                found.GetProperty("confirmationOfReceipt").ValueKind == JsonValueKind.Object, "It is not confirmed.");
            await officer.CommandAsync(id, "acknowledge", new
            {
                definition = "The boiler was broken for three weeks.",
                outcomesSought = "A working boiler.",
                responsibleFor = "The repair.",
                notResponsibleFor = "Nothing.",
            }, $"\"{seen.GetProperty("version").GetInt64()}\"");
        }

        var server = await platform.ConnectionStringAsync("postgres");
        await Eventually.IsSoAsync(async () => (await AskAsync(server, $"""
            select count(*) from read.complaints where complaint_id = any(array['{string.Join("','", ids)}']::uuid[])
              and opened_at is not null and confirmation_sent_at is not null and linked_records = 1
              and acknowledgement_due is not null and response_due is not null
                and (complaint_id <> all(array['{string.Join("','", ids.Take(3))}']::uuid[])
                or (acknowledged_on is not null and acknowledgement_stopped_on is not null
                  and not response_provisional))
            """)) is ["6"], "Reporting did not hear of everything.");
    }

    /// <summary>A database with nothing in it: no figures, no stored messages, no ids of handled ones; and a service
    /// that has to begin with it.</summary>
    private async Task EmptyAsync(string server)
    {
        var before = (await platform.PartsAsync())["reporting"].Pid!.Value;
        await using (
            var source = NpgsqlDataSource.Create(
                new NpgsqlConnectionStringBuilder(server) { Database = "reporting", Pooling = false }))
        await using (var empty = source.CreateCommand("""
            truncate read.messages, read.sources, read.complaints, read.cells, read.linked_records, read.near,
              wolverine.handled_messages;
            update read.position set last = 0, generation = 1
            """)) await empty.ExecuteNonQueryAsync();
        using (var process = Process.GetProcessById(before)) process.Kill();
        await Eventually.IsSoAsync(async () => (await platform.PartsAsync())["reporting"] is
        { Healthy: true, Pid: { } pid } && pid != before, "Reporting did not come back.");
    }

    /// <summary>The read tables that answers are made from, row by row.</summary>
    private static async Task<string> TablesAsync(string server)
    {
        var text = new StringBuilder();
        foreach (var table in new[] { "complaints", "cells", "linked_records", "near" })
            text.AppendLine(table)
                .AppendJoin('\n',
                    await AskAsync(server,
                        $"select (to_jsonb(t) - 'generation')::text from read.{table} t where generation = (select "
                        + $"generation from read.position) order by 1")).AppendLine();
        // Senders are heard side by side, so only each one's furthest message is the same, not its number here.
        text.AppendLine("sources")
            .AppendJoin('\n', await AskAsync(server, "select source from read.sources order by 1"));
        return text.ToString();
    }

    /// <summary>Every message that reporting keeps, place in the sender's log included.</summary>
    private static Task<string[]> MessagesAsync(string server) =>
        AskAsync(server, "select (to_jsonb(t) - 'position')::text from read.messages t order by id");

    private static async Task<string[]> AskAsync(string server, string sql)
    {
        await using var source = NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(server) { Database = "reporting", Pooling = false });
        await using var command = source.CreateCommand($"select x::text from ({sql}) rows(x)");
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync()) rows.Add(reader.GetString(0));
        return [.. rows];
    }

    private static async Task<long> TotalAsync(HttpClient leader) =>
        (await leader.GetFromJsonAsync<JsonElement>("api/reports/counts")).GetProperty("total").GetInt64();
}
