using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace ComplaintsPlatform.EndToEnd.Tests;

public sealed class JourneyTests(Platform platform)
{
    [Fact]
    public async Task a_complaint_is_confirmed_gets_its_clocks_finds_its_repairs_and_is_counted()
    {
        using var adviser = await platform.SignedInAsync("adviser");
        using var officer = await platform.SignedInAsync("officer");
        using var leader = await platform.SignedInAsync("leader");
        var before = await leader.GetFromJsonAsync<JsonElement>("api/reports/counts");
        const string Email = "journey@example.org", Uprn = "100021769999";

        var property = await adviser.RegisterAsync(
            "api/properties", new { uprn = Uprn, address = "1 Quay Street, Harbourton" }, "propertyId");
        var person = await adviser.RegisterAsync("api/people",
            new
            {
                references = new[] { new { id = "T-9999", allocatedBy = "harbour" } },
                name = "Ada Reed",
                email = Email,
                propertyId = property
            }, "personId");
        // One repair before the complaint, one after: whichever comes first, both are joined.
        await platform.RaiseRepairAsync("R-EARLY", "T-9999", Uprn);
        var made = await adviser.MakeComplaintAsync(Scenarios.Complaint(Email, personId: person, propertyId: property));
        await platform.RaiseRepairAsync("R-LATE", "T-9999", Uprn);
        var id = made.GetProperty("complaintId").GetGuid();

        var mail = (await Eventually.GetAsync(async () => (await platform.MailsToAsync(Email)) is { Count: > 0 } mails
            ? mails
            : null, "No confirmation came."))[0];
        mail.GetProperty("text").GetString()!.ShouldContain(made.GetProperty("reference").GetString()!);
        var clocks = await officer.ReadUntilAsync($"api/complaints/{id}/clocks",
            found => found.GetProperty("clocks").GetArrayLength() == 3, "There are no clocks.");
        clocks.GetProperty("clocks")[0].GetProperty("limit").GetInt32().ShouldBe(5);
        var evidence = await officer.ReadUntilAsync($"api/complaints/{id}/evidence",
            found => found.GetProperty("items").GetArrayLength() >= 2, "The repairs were not joined.");
        evidence.GetProperty("items").GetArrayLength().ShouldBe(2);

        // The case hears of the confirmation and of the repairs; the user's own version is not made stale by either.
        var seen = await officer.ReadUntilAsync($"api/complaints/{id}",
            found => found.GetProperty("confirmationOfReceipt").ValueKind == JsonValueKind.Object
                && found.GetProperty("linkedRecords").GetArrayLength() == 2, "The case did not hear of everything.");
        var acknowledged = await officer.CommandAsync(id, "acknowledge", new
        {
            definition = "The boiler was broken for three weeks.",
            outcomesSought = "A working boiler and an apology.",
            responsibleFor = "The repair.",
            notResponsibleFor = "Nothing.",
        }, $"\"{seen.GetProperty("version").GetInt64()}\"");
        acknowledged.GetProperty("version").GetInt64().ShouldBeGreaterThan(seen.GetProperty("version").GetInt64());
        await officer.ReadUntilAsync($"api/complaints/{id}/clocks", found =>
            found.GetProperty("acknowledgedOn").ValueKind == JsonValueKind.String, "The clock was not stopped.");

        var expected = before.GetProperty("total").GetInt32() + 1;
        await leader.ReadUntilAsync("api/reports/counts", found =>
            found.GetProperty("total").GetInt32() >= expected, "It was not counted.");
        using var auditor = await platform.SignedInAsync("auditor");
        (await auditor.GetFromJsonAsync<JsonElement>($"api/complaints/{id}/verify")).GetProperty("isIntact")
            .GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task the_ready_line_names_addresses_and_sign_ins()
    {
        platform.ReadyLine.ShouldContain("ready");
        platform.ReadyLine.ShouldContain(platform.Gateway.BaseAddress!.Port.ToString(CultureInfo.InvariantCulture));
        platform.ReadyLine.ShouldContain($"portal http://localhost:{platform.Portal.Port}");
        platform.ReadyLine.ShouldContain("auditor@harbour.example");
        // A service that is slow to answer is asked again for the document a little later.
        await Eventually.IsSoAsync(
            async () => (await platform.Gateway.GetFromJsonAsync<JsonElement>("openapi/v1.json")).GetProperty("paths")
                .EnumerateObject().Count() > 20,
            "The API's document is not whole.");
    }

    [Fact]
    public async Task the_dashboard_lets_in_only_who_has_the_token_of_the_ready_line()
    {
        using var stranger = await platform.Dashboard.GetAsync(new Uri("", UriKind.Relative));
        stranger.RequestMessage!.RequestUri!.AbsolutePath.ShouldBe("/login");
        var login = Regex.Match(platform.ReadyLine, @"resources http://localhost:\d+/(login\?t=\w+)").Groups[1].Value;
        using var invited = await platform.Dashboard.GetAsync(new Uri(login, UriKind.Relative));
        invited.RequestMessage!.RequestUri!.AbsolutePath.ShouldBe("/");
    }

    [Fact]
    public async Task everything_listens_on_this_machine_only()
    {
        var inodes = platform.Everything().SelectMany(pid => Sockets(pid)).ToHashSet();
        inodes.ShouldNotBeEmpty();
        var listening = 0;
        foreach (var table in new[] { "tcp", "tcp6" })
            foreach (var line in (await File.ReadAllLinesAsync($"/proc/net/{table}")).Skip(1))
                if (line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [_, var local, _, "0A", _, _, _, _, _,
                    var inode, ..] && inodes.Contains(inode))
                {
                    listening++;
                    local.Split(':')[0]
                        .ShouldBeOneOf(
                            "0100007F", "00000000000000000000000001000000", "0000000000000000FFFF00000100007F");
                }
        listening.ShouldBeGreaterThan(12);

        static IEnumerable<string> Sockets(int pid) =>
            from descriptor in Directory.GetFiles($"/proc/{pid}/fd")
            let target = new FileInfo(descriptor).LinkTarget
            where target is not null && target.StartsWith("socket:[", StringComparison.Ordinal)
            select target[8..^1];
    }

    [Fact]
    public async Task every_list_says_how_much_of_the_log_is_in_it()
    {
        using var adviser = await platform.SignedInAsync("adviser");
        using var officer = await platform.SignedInAsync("officer");
        var id = (await adviser.MakeComplaintAsync(Scenarios.Complaint("lists@example.org"))).GetProperty("complaintId")
            .GetGuid();
        await officer.ReadUntilAsync($"api/complaints/{id}", found =>
            found.GetProperty("confirmationOfReceipt").ValueKind == JsonValueKind.Object, "It is not confirmed.");
        foreach (var answered in new[] { "clocks", "evidence" })
            await officer.ReadUntilAsync($"api/complaints/{id}/{answered}", _ => true, $"There are no {answered}.");

        foreach (var list in new[] { "complaints/queue", "people?search=reed", "properties?search=quay", "clocks/due",
            "correspondence/to-send-by-hand", "users", "teams" })
        {
            using var answer = await officer.GetAsync($"api/{list}");
            answer.StatusCode.ShouldBe(HttpStatusCode.OK, list);
            // 0-0 is an empty log
            answer.Headers.GetValues("Complaints-Log-Position").Single().ShouldMatch(@"^[1-9]\d*$", list);
        }
    }
}
