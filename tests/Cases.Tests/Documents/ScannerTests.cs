using System.Net;
using ComplaintsPlatform.Cases.Documents;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using static ComplaintsPlatform.Cases.Tests.CasesFixture;

namespace ComplaintsPlatform.Cases.Tests.Documents;

/// <summary>A service with a real clamd, which comes late.</summary>
public sealed class ScannerTests
{
    private static byte[] Infected => Files.Note(LocalClamd.Malware);

    [Fact]
    public async Task what_comes_while_the_scanner_is_away_waits_and_is_scanned_later()
    {
        await using var clamd = new LocalClamd();
        await using var cases = await StartAsync(clamd.Address);
        var (officer, id) = (cases.Officer, await cases.OpenedComplaint());

        var clean = await UploadAsync(officer, id, Files.Note());
        var infected = await UploadAsync(officer, id, Infected);
        clean.StatusCode.ShouldBe(HttpStatusCode.Created);
        infected.StatusCode.ShouldBe(HttpStatusCode.Created);
        var first = await Json(clean);
        first.GetProperty("scan").GetString().ShouldBe("waiting-to-be-scanned");
        var (cleanId, infectedId) = (IdOf(first), IdOf(await Json(infected)));
        await ShouldBeProblem(await officer.GetAsync($"/api/complaints/{id}/documents/{cleanId}/content"),
            HttpStatusCode.Conflict, "document-not-scanned-yet");

        await clamd.StartAsync();
        await Eventually.IsSoAsync(
            async () => await ScanOfAsync(officer, id, cleanId) == "clean"
                && await ScanOfAsync(officer, id, infectedId) == "infected",
            "What waited was not scanned.", TimeSpan.FromMinutes(2));
        (await officer.GetAsync($"/api/complaints/{id}/documents/{cleanId}/content")).StatusCode
            .ShouldBe(HttpStatusCode.OK);
        await ShouldBeProblem(await officer.GetAsync($"/api/complaints/{id}/documents/{infectedId}/content"),
            HttpStatusCode.Conflict, "document-in-quarantine");
    }

    [Fact]
    public async Task what_was_put_into_quarantine_and_not_recorded_is_recorded_later()
    {
        await using var clamd = new LocalClamd();
        await using var cases = await StartAsync(clamd.Address);
        var (officer, id) = (cases.Officer, await cases.OpenedComplaint());
        var documentId = IdOf(await Json(await UploadAsync(officer, id, Infected)));
        // As a service leaves it that is killed between the two, or that lost a race for the stream.
        Directory.Move(Path.Combine(cases.Service.Documents, "contents"),
            Path.Combine(cases.Service.Documents, "quarantine"));

        await clamd.StartAsync();
        await Eventually.IsSoAsync(async () => await ScanOfAsync(officer, id, documentId) == "infected",
            "It was not recorded.", TimeSpan.FromMinutes(2));
        Directory.GetFiles(Path.Combine(cases.Service.Documents, "quarantine"), "*", SearchOption.AllDirectories)
            .ShouldHaveSingleItem();
    }

    [Fact]
    public async Task what_is_infected_is_recorded_kept_in_quarantine_and_never_offered()
    {
        await using var clamd = new LocalClamd();
        await clamd.StartAsync();
        await using var cases = await StartAsync(clamd.Address);
        var (officer, id) = (cases.Officer, await cases.OpenedComplaint());
        var content = Infected;

        // Told twice, it is refused twice and recorded once.
        for (var time = 0; time < 2; time++)
        {
            var answer = await UploadAsync(officer, id, content);
            answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
            var problem = await answer.Content.ReadAsStringAsync();
            problem.ShouldContain("urn:complaints:problem:" + "document-infected");
            problem.ShouldContain(LocalClamd.Name);
        }

        var document = (await Json(await officer.GetAsync($"/api/complaints/{id}/documents")))
            .GetProperty("documents").EnumerateArray().ShouldHaveSingleItem();
        document.GetProperty("scan").GetString().ShouldBe("infected");
        document.GetProperty("threat").GetString().ShouldBe(LocalClamd.Name);
        await ShouldBeProblem(await officer.GetAsync($"/api/complaints/{id}/documents/{IdOf(document)}/content"),
            HttpStatusCode.Conflict, "document-in-quarantine");
        Directory.GetFiles(Path.Combine(cases.Service.Documents, "quarantine"), "*", SearchOption.AllDirectories)
            .ShouldHaveSingleItem();
        (await Json(await UploadAsync(officer, id, Files.Note()))).GetProperty("scan").GetString().ShouldBe("clean");
        // The largest that is taken passes the scanner too.
        using var form = Files.Form(new LongText(DocumentVault.MostBytes), "long.txt");
        (await Json(await officer.PostAsync($"/api/complaints/{id}/documents", form))).GetProperty("scan").GetString()
            .ShouldBe("clean");
    }

    private static async Task<CasesFixture> StartAsync(string clamd)
    {
        var scanner = new Clamd(clamd, NullLogger<Clamd>.Instance);
        var cases = new CasesFixture { Instead = services => services.AddSingleton<IMalwareScanner>(scanner) };
        await cases.InitializeAsync();
        return cases;
    }

    private static async Task<HttpResponseMessage> UploadAsync(HttpClient client, Guid id, byte[] content)
    {
        using var form = Files.Form(content);
        return await client.PostAsync($"/api/complaints/{id}/documents", form);
    }

    private static async Task<string?> ScanOfAsync(HttpClient client, Guid id, Guid documentId) =>
        (await Json(await client.GetAsync($"/api/complaints/{id}/documents"))).GetProperty("documents")
            .EnumerateArray().Single(document => IdOf(document) == documentId).GetProperty("scan").GetString();

    private static Guid IdOf(System.Text.Json.JsonElement document) => document.GetProperty("documentId").GetGuid();
}
