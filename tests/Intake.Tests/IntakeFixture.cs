using System.Net.Http.Json;
using System.Text.Json;

[assembly: AssemblyFixture(typeof(ComplaintsPlatform.Intake.Tests.IntakeFixture))]

namespace ComplaintsPlatform.Intake.Tests;

/// <summary>The real service, twice, on one real database and broker.</summary>
public sealed class IntakeFixture : IAsyncLifetime
{
    private static readonly Guid Somebody = new("00000000-0000-7000-8000-0000000000aa");

    public RunningService<Program> Service { get; private set; } = null!;

    public RunningService<Program> Replica { get; private set; } = null!;

    public HttpClient Adviser => Service.As(Somebody, "Jo Adviser", "contact-centre-adviser");

    public HttpClient AdviserAtReplica => Replica.As(Somebody, "Jo Adviser", "contact-centre-adviser");

    public async ValueTask InitializeAsync()
    {
        Service = await RunningService.StartAsync<Program>("intake");
        Replica = Service.Replica();
    }

    public async ValueTask DisposeAsync()
    {
        await Replica.DisposeAsync();
        await Service.DisposeAsync();
    }

    public static Dictionary<string, object?> Body(string point = "The ceiling leaks.") => new()
    {
        ["channel"] = "phone",
        ["category"] = "leaks",
        ["receivedOn"] = "2026-03-02",
        ["resident"] = new { name = "Ada Osei", email = "ada.osei@example.org", phone = "020 7946 0123" },
        ["points"] = new[] { point },
        ["preferredContact"] = "email",
    };

    public static async Task<HttpResponseMessage> Post(HttpClient client, object body, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/complaints")
        { Content = JsonContent.Create(body) };
        if (key is not null) request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        return await client.SendAsync(request);
    }

    public static async Task<JsonElement> Json(HttpResponseMessage response) =>
        await response.Content.ReadFromJsonAsync<JsonElement>();
}
