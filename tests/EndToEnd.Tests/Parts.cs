using System.Collections.Concurrent;
using System.Globalization;
using System.Text;

namespace ComplaintsPlatform.EndToEnd.Tests;

/// <summary>A part of the platform as the operating system sees it.</summary>
/// <param name="Pid">Its process; null while there is none.</param>
/// <param name="Healthy">Whether it says so itself.</param>
public sealed record Part(int? Pid, bool Healthy);

/// <summary>
/// Finds the processes that an AppHost started, by the environment that it gave them, and asks each whether it is well:
/// nothing in between that could be mistaken.
/// </summary>
internal sealed class Parts(string data, Platform platform) : IDisposable
{
    private static readonly string[] Services =
    [
        "identity", "intake", "cases", "sla-clock", "correspondence", "linkage", "reporting", "mailbox", "gateway",
        "portal",
    ];

    private readonly List<Replica> replicas = [];

    private readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(5) };

    /// <summary>Runs a service a second time beside the first, with some settings of its own.</summary>
    public Replica RunTwice(string name, IReadOnlyDictionary<string, string>? settings)
    {
        var first = Processes().First(process => IsService(process.Environment, name));
        foreach (var (setting, value) in settings ?? new Dictionary<string, string>())
            first.Environment[setting] = value;
        var replica = new Replica(name, first.Pid, first.Environment);
        replicas.Add(replica);
        return replica;
    }

    /// <summary>Every process that has to be there, by the name of its resource.</summary>
    public async Task<IReadOnlyDictionary<string, Part>> ReadAsync()
    {
        var processes = Processes();
        var parts = new ConcurrentDictionary<string, Part>();
        var services = Services.Concat(replicas.Where(replica => !replica.IsStopped).Select(replica => replica.Name));
        await Task.WhenAll(services.Select(async name => parts[name] = await ServiceAsync(name, processes))
            .Append(PostgresAsync(parts)).Append(RabbitAsync(parts)));
        return parts;
    }

    /// <summary>All that runs with these data, the AppHost's own helpers included.</summary>
    public IReadOnlyList<int> Everything() =>
    [
        .. Processes().Select(process => process.Pid),
        .. new[] { Pid("postgres/data/postmaster.pid"), Pid("rabbitmq/pid") }.OfType<int>(),
    ];

    public void Dispose() => http.Dispose();

    private async Task<Part> ServiceAsync(
        string name, IReadOnlyList<(int Pid, Dictionary<string, string> Environment)> processes)
    {
        foreach (var (pid, environment) in processes)
            if (IsService(environment, name))
                return new Part(pid, await IsSoAsync(async () =>
                {
                    var health = name == "mailbox" ? "alive" : "health";
                    using var answer = await http.GetAsync(new Uri($"{environment["ASPNETCORE_URLS"]}/{health}"));
                    return answer.IsSuccessStatusCode;
                }));
        return new Part(null, false);
    }

    private static bool IsService(Dictionary<string, string> environment, string name) =>
        environment.GetValueOrDefault("OTEL_SERVICE_NAME") == name && environment.ContainsKey("ASPNETCORE_URLS");

    private async Task PostgresAsync(ConcurrentDictionary<string, Part> parts) =>
        parts["postgres"] = new Part(
            Pid("postgres/data/postmaster.pid"),
            await LocalPostgres.AnswersAsync(await platform.ConnectionStringAsync("postgres")));

    private async Task RabbitAsync(ConcurrentDictionary<string, Part> parts)
    {
        using var management = await platform.BrokerAsync();
        parts["rabbitmq"] = new Part(Pid("rabbitmq/pid"), await IsSoAsync(async () =>
        {
            using var answer = await management.GetAsync(new Uri("api/health/checks/local-alarms", UriKind.Relative));
            return answer.IsSuccessStatusCode;
        }));
    }

    private int? Pid(string file)
    {
        try
        {
            var pid = int.Parse(File.ReadLines(Path.Combine(data, file)).First(), CultureInfo.InvariantCulture);
            return Directory.Exists($"/proc/{pid}") ? pid : null;
        }
        catch (Exception notThere) when (notThere is IOException or FormatException or InvalidOperationException)
        {
            return null;
        }
    }

    private List<(int Pid, Dictionary<string, string> Environment)> Processes()
    {
        var found = new List<(int, Dictionary<string, string>)>();
        foreach (var process in Directory.GetDirectories("/proc"))
            if (int.TryParse(Path.GetFileName(process), out var pid)
                && EnvironmentOf(process) is { } environment && environment.GetValueOrDefault("DATA_DIRECTORY") == data)
                found.Add((pid, environment));
        return found;
    }

    private static Dictionary<string, string>? EnvironmentOf(string process)
    {
        try
        {
            var environment = new Dictionary<string, string>();
            foreach (var variable in Encoding.UTF8.GetString(File.ReadAllBytes($"{process}/environ")).Split('\0'))
                if (variable.IndexOf('=', StringComparison.Ordinal) is > 0 and var at)
                    environment[variable[..at]] = variable[(at + 1)..];
            return environment;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static async Task<bool> IsSoAsync(Func<Task<bool>> ask)
    {
        try
        {
            return await ask();
        }
        catch (Exception away) when (away is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }
}
