using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ComplaintsPlatform.Contracts.Intake;
using static ComplaintsPlatform.Cases.Tests.Histories;

[assembly: AssemblyFixture(typeof(ComplaintsPlatform.Cases.Tests.CasesFixture))]

namespace ComplaintsPlatform.Cases.Tests;

/// <summary>The real service on a real database and broker, and the scenarios that bring a complaint to where a test
/// begins.</summary>
public sealed class CasesFixture : IAsyncLifetime
{
    public RunningService<Program> Service { get; private set; } = null!;

    public HttpClient Officer => Service.As(Sam.Id, Sam.Name, "complaints-officer");

    public HttpClient Auditor => Service.As(new("00000000-0000-7000-8000-0000000000cc"), "Robin Auditor", "auditor");

    public async ValueTask InitializeAsync() => Service = await RunningService.StartAsync<Program>("cases");

    public ValueTask DisposeAsync() => Service.DisposeAsync();

    /// <summary>Intake's message about a complaint that was made.</summary>
    public static ComplaintMade Made(Guid complaintId, DateOnly? receivedOn = null) => new(
        complaintId, "CMP-" + complaintId.ToString("N")[^8..]
            .ToUpperInvariant(), "phone", "repairs", receivedOn ?? Received, Now, Sam.Id,
        new Complainant(null, "Ada Osei", "ada.osei@example.org", "020 7946 0123", "Flat 4, 12 Harbour Row"), null,
        [new Contracts.Intake.PointOfComplaint(1, "The ceiling has leaked since January.")], "Stop the leak.", "email");

    /// <summary>Publishes it and waits until the case is open, by the API's own means.</summary>
    public async Task<Guid> OpenedComplaint(DateOnly? receivedOn = null)
    {
        var complaintId = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
        await Service.PublishAsync("complaints.intake.complaint-made.v1", complaintId, Made(complaintId, receivedOn));
        (await Wait(complaintId)).StatusCode.ShouldBe(HttpStatusCode.OK);
        return complaintId;
    }

    public async Task<HttpResponseMessage> Wait(Guid complaintId)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/complaints/{complaintId}");
        request.Headers.Add("Prefer", "wait=20");
        return await Officer.SendAsync(request);
    }

    public static async Task<HttpResponseMessage> Send(
        HttpClient client, Guid complaintId, string verb, object body, string? ifMatch)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/complaints/{complaintId}/{verb}")
        { Content = JsonContent.Create(body) };
        if (ifMatch is not null) request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        return await client.SendAsync(request);
    }

    public static async Task<JsonElement> Json(HttpResponseMessage response) =>
        await response.Content.ReadFromJsonAsync<JsonElement>();

    public static async Task ShouldBeProblem(HttpResponseMessage response, HttpStatusCode status, string code)
    {
        response.StatusCode.ShouldBe(status);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        (await Json(response)).GetProperty("type").GetString().ShouldBe("urn:complaints:problem:" + code);
    }
}
