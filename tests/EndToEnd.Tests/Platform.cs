using System.Diagnostics.CodeAnalysis;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ComplaintsPlatform.EndToEnd.Tests;

/// <summary>
/// The whole platform, as <c>./run</c> starts it: private servers unless some are given, free ports, data of its own in
/// a directory that nobody else may enter, telemetry to a receiver of ours.
/// </summary>
[SuppressMessage("Design", "CA1816", Justification = "What derives has no finaliser either.")]
public class Platform : IAsyncLifetime
{
    // A property that is not given is left out: the schemas know no null for it.
    private static readonly JsonSerializerOptions WithoutNulls = new(JsonSerializerDefaults.Web)
    { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };
    private readonly string data = Directory.CreateTempSubdirectory("complaints-e2e-").FullName;
    private readonly TaskCompletionSource<string> ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<string> output = [];
    private readonly Parts parts;
    private ChildProcess? host;

    public Platform() => parts = new Parts(Data, this);

    public OtlpReceiver Telemetry { get; } = new();

    public HttpClient Gateway { get; private set; } = null!;

    /// <summary>Where people at work sign in.</summary>
    public Uri Portal { get; private set; } = null!;

    public HttpClient Mailbox { get; private set; } = null!;

    /// <summary>Where the dashboard listens.</summary>
    public HttpClient Dashboard { get; private set; } = null!;

    public string ReadyLine { get; private set; } = "";

    private string Data => Path.Combine(data, "data");

    public async ValueTask InitializeAsync()
    {
        await Telemetry.StartAsync();
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Name;
        var assembly = Path.GetFullPath(
            Path.Combine(AppContext.BaseDirectory,
                $"../../ComplaintsPlatform.AppHost/{configuration}/ComplaintsPlatform.AppHost.dll"));
        var (gateway, mailbox, resources, portal) = (Ports.Free(), Ports.Free(), Ports.Free(), Ports.Free());
        var (postgres, rabbitmq) = await ServersAsync();
        host = await ChildProcess.StartAsync(new("dotnet", assembly, "--no-seed")
        {
            Environment = new Dictionary<string, string>
            {
                ["ConnectionStrings__postgres"] = postgres,
                ["ConnectionStrings__rabbitmq"] = rabbitmq,
                ["ConnectionStrings__smtp"] = "",
                ["DATA_DIRECTORY"] = Data,
                ["GATEWAY_PORT"] = $"{gateway}",
                ["PORTAL_PORT"] = $"{portal}",
                ["MAILBOX_PORT"] = $"{mailbox}",
                ["RESOURCES_PORT"] = $"{resources}",
                ["RateLimits__PerUser"] = "0",
                ["RateLimits__PerAddress"] = "0",
                ["RateLimits__NewChatsPerAddress"] = "0",
                ["RateLimits__ChatMessagesPerAddress"] = "0",
                ["RateLimits__TokenPerUser"] = "0",
                ["RateLimits__TokenPerAddress"] = "0",
                ["OTEL_EXPORTER_OTLP_ENDPOINT"] = Telemetry.Address,
                ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
                ["OTEL_BSP_SCHEDULE_DELAY"] = "500",
            },
        }, Line);
        Gateway = Client(gateway);
        Portal = new Uri($"http://localhost:{portal}/");
        Mailbox = Client(mailbox);
        Dashboard = Client(resources);
        var first = await Task.WhenAny(ready.Task, host.Exited).WaitAsync(TimeSpan.FromMinutes(8));
        if (first == host.Exited)
            throw new InvalidOperationException($"The AppHost ended: {string.Join('\n', output)}");
        ReadyLine = await ready.Task;
    }

    public async ValueTask DisposeAsync()
    {
        if (host is not null) await KillHostAsync(host);
        await Telemetry.DisposeAsync();
        parts.Dispose();
        // PostgreSQL's user may have needed a place that it can enter: see apphost/local/postgres.sh.
        foreach (var link in new DirectoryInfo(Data).GetDirectories("postgres"))
            if (link.ResolveLinkTarget(true) is { Exists: true } real) Directory.Delete(real.FullName, true);
        Directory.Delete(data, true);
    }

    /// <summary>A client that acts as one of the development users: <c>officer</c> is
    /// officer@harbour.example.</summary>
    public async Task<HttpClient> SignedInAsync(string user)
    {
        var client = new HttpClient { BaseAddress = Gateway.BaseAddress };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await TokenAsync(user));
        return client;
    }

    public static Dictionary<string, string> SignIn(string user) => new()
    {
        ["grant_type"] = "password",
        ["username"] = $"{user}@harbour.example",
        ["password"] = "Complaints-2026!",
    };

    /// <summary>The id of a development user, as every token names it.</summary>
    public async Task<Guid> IdOfAsync(string user) =>
        JsonSerializer.Deserialize<JsonElement>(
            System.Buffers.Text.Base64Url.DecodeFromChars((await TokenAsync(user)).Split('.')[1])).GetProperty("sub")
            .GetGuid();

    public async Task<string> TokenAsync(string user)
    {
        using var form = new FormUrlEncodedContent(SignIn(user));
        using var answer = await Gateway.PostAsync(new Uri("connect/token", UriKind.Relative), form);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("access_token").GetString()!;
    }

    /// <summary>All that runs with the platform's data.</summary>
    public IReadOnlyList<int> Everything() => parts.Everything();

    /// <summary>Runs a service a second time beside the first, with some settings of its own.</summary>
    public Replica RunTwice(string name, IReadOnlyDictionary<string, string>? settings = null) =>
        parts.RunTwice(name, settings);

    /// <summary>Every process that has to be there, by the name of its resource, and whether it is well.</summary>
    public Task<IReadOnlyDictionary<string, Part>> PartsAsync() => parts.ReadAsync();

    /// <summary>The connection string of <c>postgres</c> (its owner's) or <c>rabbitmq</c>, as the AppHost notes it for
    /// tools.</summary>
    public Task<string> ConnectionStringAsync(string server) =>
        NotedConnections.ReadAsync(Data, $"ConnectionStrings__{server}");

    /// <summary>Copies every part's log, for somebody who looks for a cause.</summary>
    public void CopyLogs(string directory)
    {
        Directory.CreateDirectory(directory);
        foreach (var log in Directory.GetFiles(Path.Combine(Data, "logs")))
            File.Copy(log, Path.Combine(directory, Path.GetFileName(log)), overwrite: true);
    }

    public async Task<IReadOnlyList<JsonElement>> MailsToAsync(string address) =>
        [.. (await Mailbox.GetFromJsonAsync<JsonElement>($"api/messages?to={Uri.EscapeDataString(address)}"))
            .EnumerateArray()];

    /// <summary>The broker's queues that are not empty, delivered and not yet acknowledged messages included.</summary>
    public async Task<IReadOnlyList<string>> WaitingMessagesAsync()
    {
        using var client = await BrokerAsync();
        return [.. (await client.GetFromJsonAsync<JsonElement>("api/queues")).EnumerateArray()
            .Where(queue => !queue.TryGetProperty("messages", out var messages) || messages.GetInt64() > 0)
            .Select(queue =>
                $"{queue.GetProperty("name")}: "
                + $"{(queue.TryGetProperty("messages", out var messages) ? messages.GetInt64() : "not known")} "
                + $"messages")];
    }

    /// <summary>Publishes as another housing module does, through the broker's management API.</summary>
    public async Task PublishToHousingAsync(string type, string id, string subject, object data)
    {
        using var client = await BrokerAsync();
        using var answer = await client.PostAsJsonAsync("api/exchanges/%2F/housing/publish", new
        {
            routing_key = type,
            properties = new
            {
                content_type = "application/cloudevents+json",
                delivery_mode = 2,
                message_id = id,
                headers = new { subject }
            },
            payload_encoding = "string",
            payload = JsonSerializer.Serialize(
                new
                {
                    specversion = "1.0",
                    id,
                    source = "/housing/repairs",
                    type,
                    subject,
                    datacontenttype = "application/json",
                    data
                }, WithoutNulls),
        });
        answer.EnsureSuccessStatusCode();
        (await answer.Content.ReadAsStringAsync())
            .ShouldContain("true", Case.Insensitive, "The broker has no queue for this.");
    }

    /// <summary>The broker's management API.</summary>
    internal async Task<HttpClient> BrokerAsync() =>
        LocalRabbit.ManagementClient(new Uri(await NotedConnections.ReadAsync(Data, "RABBITMQ_MANAGEMENT")),
            new Uri(await ConnectionStringAsync("rabbitmq")).UserInfo);

    /// <summary>Servers that run already; empty for one of its own: killing those that <c>./test</c> shares out would
    /// kill other tests.</summary>
    protected virtual Task<(string Postgres, string Rabbitmq)> ServersAsync() => Task.FromResult(("", ""));

    /// <summary>Kills the AppHost itself the hard way: nothing that it started may stay behind.</summary>
    private async Task KillHostAsync(ChildProcess apphost)
    {
        var started = parts.Everything();
        started.Count.ShouldBeGreaterThan(10);
        apphost.Send(Signal.Kill);
        await Eventually.IsSoAsync(() =>
            Task.FromResult(!started.Any(pid => Directory.Exists($"/proc/{pid}")) && parts.Everything().Count == 0),
            "Processes stayed behind when the AppHost was killed.");
    }

    private void Line(string line)
    {
        output.Add(line);
        if (line.StartsWith("ready", StringComparison.Ordinal)) ready.TrySetResult(line);
    }

    private static HttpClient Client(int port) =>
        new() { BaseAddress = new Uri($"http://127.0.0.1:{port}/"), Timeout = TimeSpan.FromSeconds(30) };
}
