using System.Net;
using System.Net.Http.Json;
using Marten;
using Microsoft.Extensions.DependencyInjection;

namespace ComplaintsPlatform.Linkage.Tests;

/// <summary>Who looked at evidence and at people, on a service of its own.</summary>
public sealed class LooksApiTests
{
    [Fact]
    public async Task who_looks_at_evidence_or_at_a_person_is_recorded_before_it_is_shown()
    {
        await using var service = await RunningService.StartAsync<Program>("linkage");
        var now = TimeProvider.System.GetUtcNow();
        var (complaint, person) = (Guid.CreateVersion7(now), Guid.CreateVersion7(now));
        await using (var session = service.Services.GetRequiredService<IDocumentStore>().LightweightSession())
        {
            session.Events.Append(
                complaint, new ComplaintFact(complaint, new DateOnly(2026, 3, 2), null, null).Happened);
            await session.SaveChangesAsync();
        }

        var adviser = service.As(person, "Ada Adviser", "contact-centre-adviser");
        (await adviser.PostAsJsonAsync("/api/people", new { personId = person, name = "Mary Shelley" })).StatusCode
            .ShouldBe(HttpStatusCode.Created);
        (await adviser.PostAsJsonAsync($"/api/people/{person}/answer-equality",
            new { consent = true, channel = "phone", religion = "sikh" })).StatusCode
            .ShouldBe(HttpStatusCode.NoContent);
        HttpClient As(Guid who, string[] roles) => service.As(who, "Kim Compliance", roles);
        await KeptLooks.ShouldBeKeptAsync(service.Services, service.Database, As, complaint,
            $"/api/complaints/{complaint}/evidence/views", ($"/api/complaints/{complaint}/evidence", "evidence"));
        await KeptLooks.ShouldBeKeptAsync(service.Services, service.Database, As, person,
            $"/api/people/{person}/views", ($"/api/people/{person}", "person"),
            ($"/api/people/{person}/overview", "overview"), ($"/api/people/{person}/equality", "equality"));
    }
}
