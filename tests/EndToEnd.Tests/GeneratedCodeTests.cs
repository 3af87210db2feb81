using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace ComplaintsPlatform.EndToEnd.Tests;

/// <summary>A Release build has its handlers generated ahead: a service that needs a compiler would load it
/// here.</summary>
public sealed partial class GeneratedCodeTests(Platform platform)
{
    private static readonly string[] Services =
        ["identity", "intake", "cases", "sla-clock", "correspondence", "linkage", "reporting"];

    [Fact]
    public async Task no_service_compiles_what_it_runs()
    {
        Assert.SkipUnless(
            new DirectoryInfo(AppContext.BaseDirectory).Name == "release",
            "While developing, handlers are compiled at need.");
        await EveryServiceRunsGeneratedCode();

        var parts = await platform.PartsAsync();
        foreach (var service in Services)
        {
            var loaded = await File.ReadAllTextAsync($"/proc/{parts[service].Pid.ShouldNotBeNull()}/maps");
            loaded.ShouldContain("Wolverine.dll"); // what is loaded is seen
            Compiler().Matches(loaded).Select(match => match.Value).Distinct().ShouldBeEmpty(service);
        }
    }

    private async Task EveryServiceRunsGeneratedCode()
    {
        using var administrator = await platform.SignedInAsync("admin");
        using var team = await administrator.PostAsJsonAsync("api/teams", new { name = "Generated" });
        team.StatusCode.ShouldBe(HttpStatusCode.Created);

        using var adviser = await platform.SignedInAsync("adviser");
        using var auditor = await platform.SignedInAsync("auditor");
        var made = await adviser.MakeComplaintAsync(Scenarios.Complaint("generated@example.org"));
        var id = made.GetProperty("complaintId").GetGuid();
        // Said by intake; heard by cases, sla-clock and correspondence, and what correspondence said by cases.
        await auditor.ReadUntilAsync($"api/complaints/{id}/clocks", _ => true, "There are no clocks.");
        await auditor.ReadUntilAsync($"api/complaints/{id}/evidence", _ => true, "Linkage did not hear of it.");
        await auditor.ReadUntilAsync($"api/complaints/{id}",
            found => found.GetProperty("confirmationOfReceipt").ValueKind == JsonValueKind.Object,
            "The confirmation was not heard of.");
        await auditor.ReadUntilAsync("api/reports/counts", found => found.GetProperty("total").GetInt32() > 0,
            "Reporting did not hear of it.");
    }

    [GeneratedRegex(@"[\w.]*(CodeAnalysis|RuntimeCompil)[\w.]*\.dll")]
    private static partial Regex Compiler();
}
