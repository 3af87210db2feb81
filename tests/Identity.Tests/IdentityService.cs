using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace ComplaintsPlatform.Identity.Tests;

/// <summary>The service as it is, on a port and a database of its own; its clock stands at now and moves when told
/// to.</summary>
public sealed class IdentityService : IAsyncLifetime
{
    public const string Password = "Complaints-2026!";
    private const string MasterKey = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    private readonly int port = Ports.Free();
    public const string PortalSecret = "a secret of the portal's own";

    public string Database { get; private set; } = "";

    public string Broker { get; private set; } = "";

    public SmtpSink Mail { get; } = SmtpSink.Start();

    public Uri Address => new($"http://127.0.0.1:{port}");

    public ManualTimeProvider Time { get; } = new(TimeProvider.System.GetUtcNow());

    public WebApplicationFactory<Program> Host { get; private set; } = null!;

    public HttpClient Client { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Database = await Servers.NewDatabaseAsync("identity");
        Broker = await Servers.NewBrokerAsync("identity");
        Start();
    }

    public void Start(string environment = "Development")
    {
        Host = new WebApplicationFactory<Program>().WithWebHostBuilder(host => host
            .UseEnvironment(environment)
            .UseSetting("urls", $"http://127.0.0.1:{port}")
            .UseSetting("Authentication:Authority", $"http://127.0.0.1:{port}")
            .UseSetting("PersonalData:MasterKey", MasterKey)
            .UseSetting("Migration:AtStart", "true")
            .UseSetting("ConnectionStrings:identity", Database)
            .UseSetting("ConnectionStrings:rabbitmq", Broker)
            .UseSetting("ConnectionStrings:smtp", Mail.Address)
            .UseSetting("Clients:portal:Secret", PortalSecret)
            .UseSetting("RateLimits:TokenPerUser", "80")
            .UseSetting("RateLimits:TokenPerAddress", "0")
            .ConfigureTestServices(services => services.AddSingleton<TimeProvider>(Time)));
        Host.UseKestrel();
        Host.StartServer();
        Client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
    }

    /// <summary>Stops it and starts it again on the same database.</summary>
    public async Task RestartAsync()
    {
        Client.Dispose();
        await Host.DisposeAsync();
        Start();
    }

    public Task<HttpResponseMessage> AskTokenAsync(params (string Name, string Value)[] form) =>
        Client.PostAsync("/connect/token",
            new FormUrlEncodedContent(form.Select(field => KeyValuePair.Create(field.Name, field.Value))),
            TestContext.Current.CancellationToken);

    public Task<HttpResponseMessage> SignInAsync(string username, string password = Password) =>
        AskTokenAsync(("grant_type", "password"), ("username", username), ("password", password));

    public async Task<string> TokenAsync(string username, string password = Password)
    {
        var answer = await SignInAsync(username, password);
        answer.IsSuccessStatusCode.ShouldBeTrue(
            await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return (await answer.JsonAsync()).GetProperty("access_token").GetString()!;
    }

    public async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, string username, object? body = null, string? ifMatch = null)
    {
        using var request = new HttpRequestMessage(method, path)
        { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await TokenAsync(username));
        if (ifMatch is not null) request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        return await Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>Sends one body many times at once, with one token; gives the statuses.</summary>
    public async Task<int[]> SendAtOnceAsync(string path, string username, int times, object body)
    {
        var token = await TokenAsync(username);
        return await Task.WhenAll(Enumerable.Range(0, times).Select(async _ =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            using var answer = await Client.SendAsync(request, TestContext.Current.CancellationToken);
            return (int)answer.StatusCode;
        }));
    }

    /// <summary>A user of a test's own; gives the id.</summary>
    public async Task<Guid> NewUserAsync(
        string username, string role = "complaints-officer", string password = "a password of its own")
    {
        var answer = await SendAsync(HttpMethod.Post, "/api/users", "admin@harbour.example",
            new { username, name = "Nora New", roles = new[] { role }, password });
        ((int)answer.StatusCode)
            .ShouldBe(201, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return (await answer.JsonAsync()).GetProperty("userId").GetGuid();
    }

    public async ValueTask DisposeAsync()
    {
        Client?.Dispose();
        if (Host is not null) await Host.DisposeAsync();
        await Mail.DisposeAsync();
    }
}

internal static class Answers
{
    public static async Task<JsonElement> JsonAsync(this HttpResponseMessage answer) =>
        JsonSerializer.Deserialize<JsonElement>(
            await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));

    public static async Task ShouldBeProblemAsync(this HttpResponseMessage answer, int status, string code)
    {
        ((int)answer.StatusCode).ShouldBe(status);
        (await answer.JsonAsync()).GetProperty("type").GetString().ShouldBe($"urn:complaints:problem:{code}");
    }

    public static async Task ShouldBeOAuthErrorAsync(this HttpResponseMessage answer, int status, string error)
    {
        ((int)answer.StatusCode).ShouldBe(status);
        var body = await answer.JsonAsync();
        body.GetProperty("error").GetString().ShouldBe(error);
        body.GetProperty("error_description").GetString().ShouldNotBeNullOrWhiteSpace();
    }
}
