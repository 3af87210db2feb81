using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using ComplaintsPlatform.Testing;

namespace ComplaintsPlatform.Bench;

/// <summary>The whole platform as ./run starts it, on ports and data of its own, with rate limits lifted and emails
/// only counted.</summary>
internal sealed class Platform : IAsyncDisposable
{
    private static readonly string[] Points = [
        "There is black mould on the bedroom wall and it comes back after every wash-down.",
        "I was told to open the windows."];

    private readonly ChildProcess process;

    private Platform(ChildProcess process, Uri gateway, Uri portal, TimeSpan readyAfter)
    {
        (this.process, Portal, ReadyAfter) = (process, portal, readyAfter);
        Http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 2000 }) { BaseAddress = gateway };
    }

    public HttpClient Http { get; }

    /// <summary>As browsers have to call it.</summary>
    public Uri Portal { get; }

    public TimeSpan ReadyAfter { get; }

    /// <summary>The data directory of the platform that runs, or ran last.</summary>
    public static string Data { get; private set; } = Path.Combine(Path.GetTempPath(), "complaints-bench-data");

    /// <summary>With data that are there.</summary>
    public static Task<Platform> StartInAsync(string data, params string[] arguments)
    {
        Data = data;
        return StartAsync(arguments);
    }

    public static async Task<Platform> StartAsync(params string[] arguments)
    {
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var (gateway, resources, mailbox, portal) = (Ports.Free(18_100, 18_200), Ports.Free(18_200, 18_300),
            Ports.Free(18_300, 18_400), Ports.Free(18_400, 18_500));
        var output = new List<string>();
        var from = TimeProvider.System.GetTimestamp();
        var process = await ChildProcess.StartAsync(new ProcessCommand(Path.GetFullPath("run"), arguments)
        {
            Environment = new Dictionary<string, string>
            {
                ["GATEWAY_PORT"] = Text(gateway),
                ["RESOURCES_PORT"] = Text(resources),
                ["MAILBOX_PORT"] = Text(mailbox),
                ["PORTAL_PORT"] = Text(portal),
                ["DATA_DIRECTORY"] = Data,
                ["RateLimits__PerUser"] = "0",
                ["RateLimits__PerAddress"] = "0",
                ["RateLimits__TokenPerUser"] = "0",
                ["RateLimits__TokenPerAddress"] = "0",
            },
        }, line =>
        {
            lock (output) output.Add(line);
            if (line.StartsWith("ready", StringComparison.Ordinal)) ready.TrySetResult();
        });
        if (await Task.WhenAny(ready.Task, process.Exited, Task.Delay(TimeSpan.FromMinutes(5))) != ready.Task)
        {
            await process.StopAsync(TimeSpan.FromSeconds(30));
            throw new InvalidOperationException($"./run did not get ready:\n{string.Join('\n', output.TakeLast(30))}");
        }
        return new(process, new Uri($"http://127.0.0.1:{gateway}"),
            new Uri($"http://localhost:{portal}"), TimeProvider.System.GetElapsedTime(from));
    }

    public async Task SignInAsync(string username = "officer@harbour.example")
    {
        using var answer = await Http.PostAsync(new Uri("/connect/token", UriKind.Relative), new FormUrlEncodedContent(
            [new("grant_type", "password"), new("username", username), new("password", "Complaints-2026!")]));
        answer.EnsureSuccessStatusCode();
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer", (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("access_token").GetString());
    }

    /// <summary>Makes a complaint; returns its id once it is logged.</summary>
    public async Task<Guid> CreateComplaintAsync(int number, Action<Guid>? sending = null)
    {
        var id = Guid.CreateVersion7();
        sending?.Invoke(id);
        using var answer = await Http.PostAsJsonAsync("/api/complaints", new
        {
            complaintId = id,
            channel = "phone",
            category = "damp-and-mould",
            preferredContact = "email",
            resident = new { name = $"Resident {number}", email = $"resident.{number}@example.org" },
            points = Points,
            desiredOutcome = "Find the cause and treat it.",
        });
        if (!answer.IsSuccessStatusCode)
            throw new HttpRequestException($"{(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
        return id;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await process.StopAsync(TimeSpan.FromSeconds(60));
    }

    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);
}
