using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace ComplaintsPlatform.Intake.Tests;

public sealed class DraftApiTests(IntakeFixture intake)
{
    private static readonly object Draft = new
    { kind = "complaint", body = new { points = new[] { "A draft that nobody else writes." } } };

    private HttpClient Other =>
        intake.Service.As(new("00000000-0000-7000-8000-0000000000ee"), "Kim Adviser", "contact-centre-adviser");

    [Fact]
    public async Task what_was_typed_is_kept_for_its_owner_alone_and_unreadable_in_the_database()
    {
        var path = $"/api/drafts/{Guid.CreateVersion7(TimeProvider.System.GetUtcNow())}";
        (await intake.Adviser.PutAsJsonAsync(path, Draft)).StatusCode.ShouldBe(HttpStatusCode.OK);
        var read = await intake.Adviser.GetFromJsonAsync<JsonElement>(path);
        read.GetProperty("body").GetProperty("points")[0].GetString().ShouldBe("A draft that nobody else writes.");
        (await intake.Adviser.GetStringAsync("/api/drafts?kind=complaint")).ShouldContain("nobody else writes");

        (await Other.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await Other.PutAsJsonAsync(path, Draft)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await Other.DeleteAsync(path)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await Other.GetStringAsync("/api/drafts")).ShouldNotContain("nobody else writes");
        (await Stored()).ShouldAllBe(text => !text.Contains("nobody else writes"));

        (await intake.Adviser.DeleteAsync(path)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await intake.Adviser.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task what_is_no_draft_is_not_kept()
    {
        var path = $"/api/drafts/{Guid.CreateVersion7(TimeProvider.System.GetUtcNow())}";
        foreach (var body in new object[]
        {
            new { kind = "complaint", body = "text" },
            new { kind = "", body = new { } },
            new { kind = "complaint", body = new { text = new string('a', 200_000) } },
        })
            (await intake.Adviser.PutAsJsonAsync(path, body)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await intake.Adviser.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task thirty_days_without_a_change_and_it_is_gone()
    {
        var time = new ManualTimeProvider(new(2026, 3, 5, 10, 0, 0, TimeSpan.Zero));
        await using var service = await RunningService.StartAsync<Program>(
            "intake", services => services.AddSingleton<TimeProvider>(time)
                // Tokens are made by the real time.
                .PostConfigure<JwtBearerOptions>("Bearer", options =>
                    options.TokenValidationParameters.LifetimeValidator = static (_, _, _, _) => true));
        var adviser = service.As(new("00000000-0000-7000-8000-0000000000aa"), "Jo", "contact-centre-adviser");
        const string Old = "/api/drafts/0195b5a0-0000-7000-8000-000000000031";
        (await adviser.PutAsJsonAsync(Old, Draft)).StatusCode.ShouldBe(HttpStatusCode.OK);
        time.MoveTo(new(2026, 4, 4, 10, 0, 0, TimeSpan.Zero));
        (await adviser.GetAsync(Old)).StatusCode.ShouldBe(HttpStatusCode.OK);
        time.MoveTo(new(2026, 4, 4, 10, 0, 1, TimeSpan.Zero));
        (await adviser.GetAsync(Old)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await adviser.PutAsJsonAsync("/api/drafts/0195b5a0-0000-7000-8000-000000000032", Draft)).StatusCode
            .ShouldBe(HttpStatusCode.OK);
        await using var database = new NpgsqlConnection(service.Database);
        await database.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand("select count(*) from mt_doc_draft", database);
        (await command.ExecuteScalarAsync(TestContext.Current.CancellationToken)).ShouldBe(1L);
    }

    private async Task<List<string>> Stored()
    {
        await using var database = new NpgsqlConnection(intake.Service.Database);
        await database.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand("select data::text from mt_doc_draft", database);
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var stored = new List<string>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken)) stored.Add(reader.GetString(0));
        stored.ShouldNotBeEmpty();
        return stored;
    }
}
