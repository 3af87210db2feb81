using ComplaintsPlatform.Contracts.Cases;

namespace ComplaintsPlatform.SlaClock.Tests;

/// <summary>Who looked at clocks, on a service of its own.</summary>
public sealed class LooksApiTests
{
    [Fact]
    public async Task who_looks_at_the_clocks_of_a_complaint_is_recorded_before_they_are_shown()
    {
        await using var service = await RunningService.StartAsync<Program>("slaclock");
        var id = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
        await service.PublishAsync("complaints.cases.complaint-opened.v1", id,
            new ComplaintOpened(id, "CMP-1", "letter", "repairs", new DateOnly(2024, 3, 13), null));
        var officer = service.As(id, "Olu Officer", "complaints-officer");
        await Eventually.IsSoAsync(async () => (await officer.GetAsync($"/api/complaints/{id}/clocks"))
            .IsSuccessStatusCode, "There are no clocks.");
        await KeptLooks.ShouldBeKeptAsync(
            service.Services, service.Database, (who, roles) => service.As(who, "Kim Compliance", roles), id,
            $"/api/complaints/{id}/clocks/views", ($"/api/complaints/{id}/clocks", "clocks"));
    }
}
