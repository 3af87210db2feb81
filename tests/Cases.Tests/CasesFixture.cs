using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ComplaintsPlatform.Contracts.Identity;
using ComplaintsPlatform.Contracts.Intake;
using Microsoft.Extensions.DependencyInjection;
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

    /// <summary>What a test puts in the place of the service's own.</summary>
    internal Action<IServiceCollection>? Instead { get; init; }

    /// <summary>Configuration beside what every service needs.</summary>
    internal IReadOnlyDictionary<string, string>? Settings { get; init; }

    public async ValueTask InitializeAsync()
    {
        Service = await RunningService.StartAsync<Program>("cases", Instead, Settings);
        await Employ(Sam.Id, Sam.Name, Sam.Roles);
        await Employ(Priya.Id, Priya.Name, Priya.Roles);
    }

    public ValueTask DisposeAsync() => Service.DisposeAsync();

    /// <summary>Intake's message about a complaint that was made.</summary>
    public static ComplaintMade Made(Guid complaintId, DateOnly? receivedOn = null) => new(
        complaintId, ReferenceOf(complaintId), "phone", "repairs", receivedOn ?? Received, Now, Sam.Id,
        new Complainant(null, "Ada Osei", "ada.osei@example.org", "020 7946 0123", "Flat 4, 12 Harbour Row"), null,
        [new Contracts.Intake.PointOfComplaint(1, "The ceiling has leaked since January.")], "Stop the leak.", "email");

    private static string ReferenceOf(Guid complaintId)
    {
        var plain = complaintId.ToString("N")[^8..].ToUpperInvariant();
        return $"CMP-{plain[..4]}-{plain[4..]}";
    }

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

    /// <summary>Identity's message about a user who was made; returns when cases has heard it.</summary>
    public async Task<Guid> Employ(Guid userId, string name, IReadOnlyList<string> roles, Guid? teamId = null)
    {
        await Say(new UserChanged(userId, name, roles, null, null, false), 1);
        if (teamId is not null) await Say(new UserChanged(userId, null, null, teamId, null, null), 2);
        await Until(async () => (await ColleagueRow(userId)) is { } row
            && (teamId is null || row.GetProperty("teams").GetArrayLength() > 0));
        return userId;
    }

    public Task<Guid> Employ(string name, params string[] roles) =>
        Employ(Guid.CreateVersion7(TimeProvider.System.GetUtcNow()), name, roles);

    public Task Say(UserChanged said, long version) =>
        Service.PublishAsync("complaints.identity.user-changed.v1", said.UserId, said, streamVersion: version);

    public Task Say(AbsenceChanged said, long version) =>
        Service.PublishAsync("complaints.identity.absence-changed.v1", said.UserId, said, streamVersion: version);

    public Task Say(TeamChanged said) =>
        Service.PublishAsync("complaints.identity.team-changed.v1", said.TeamId, said, streamVersion: 1);

    public async Task<JsonElement?> ColleagueRow(Guid userId)
    {
        var rows = (await Json(await Officer.GetAsync("/api/colleagues?all=true"))).GetProperty("items");
        return rows.EnumerateArray().Where(row => row.GetProperty("userId").GetGuid() == userId)
            .Select(row => (JsonElement?)row).FirstOrDefault();
    }

    /// <summary>Asks again until it is so; what other messages bring about takes a moment.</summary>
    public static async Task Until(Func<Task<bool>> isSo)
    {
        for (var start = TimeProvider.System.GetTimestamp(); !await isSo();)
            TimeProvider.System.GetElapsedTime(start).ShouldBeLessThan(TimeSpan.FromSeconds(20));
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
