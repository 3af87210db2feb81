using System.Net.Http.Json;
using System.Text.Json;

namespace ComplaintsPlatform.Intake.Tests;

/// <summary>Who looked at what was brought in, on a service of its own.</summary>
public sealed class LooksApiTests
{
    [Fact]
    public async Task who_looks_at_what_was_brought_in_is_recorded_before_it_is_shown()
    {
        await using var service = await RunningService.StartAsync<Program>("intake");
        var adviser = service.As(new("00000000-0000-7000-8000-0000000000aa"), "Jo Adviser", "contact-centre-adviser");
        using var answer = await adviser.PostAsJsonAsync("/api/submissions",
            new { type = "service-request", channel = "phone", what = "A tap drips.", receivedOn = "2026-03-02" });
        var id = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("submissionId").GetGuid();
        await KeptLooks.ShouldBeKeptAsync(
            service.Services, service.Database, (who, roles) => service.As(who, "Kim Compliance", roles), id,
            $"/api/submissions/{id}/views", ($"/api/submissions/{id}", "submission"));
    }
}
