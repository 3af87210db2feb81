using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using ComplaintsPlatform.Hosting.Processes;

namespace ComplaintsPlatform.Hosting.Servers;

/// <summary>
/// A RabbitMQ of our own, from Debian's package: own node, EPMD, data, ports and password; bound to 127.0.0.1. Its management API
/// listens at the AMQP port + 10,000, as the usual 5672 and 15672 do.
/// </summary>
public sealed class RabbitServer(string dataDirectory)
{
    private const int Management = 10_000, Distribution = 1_000, Epmd = 2_000;
    private readonly int port = Ports.Free(21_000, 22_000, Management, Distribution, Epmd);
    private readonly string home = Path.GetFullPath(Path.Combine(dataDirectory, "rabbitmq"));
    private readonly string password = PrivateDirectory.Secret(
        Path.Combine(dataDirectory, "rabbitmq-password"), static () => RandomNumberGenerator.GetHexString(32, true));

    private ChildProcess? portMapper;

    public string ConnectionString => $"amqp://complaints:{password}@127.0.0.1:{port}";

    public string ManagementAddress => $"http://127.0.0.1:{port + Management}";

    /// <summary>Starts the port mapper of Erlang nodes unless it runs. Ours is a child; RabbitMQ would else start one that stays behind as a daemon.</summary>
    public async Task EnsurePortMapperAsync(Action<string> log)
    {
        if (portMapper is null || portMapper.Exited.IsCompleted)
            portMapper = await ChildProcess.StartAsync(new("epmd", "-port", $"{port + Epmd}", "-address", "127.0.0.1"), log);
    }

    public Task StopPortMapperAsync() => portMapper?.StopAsync(TimeSpan.FromSeconds(1)) ?? Task.CompletedTask;

    /// <summary>Writes the settings, and says how to run the server. The port mapper must run before.</summary>
    public async Task<Command> PrepareAsync()
    {
        Directory.CreateDirectory(home);
        await File.WriteAllTextAsync(Path.Combine(home, "enabled_plugins"), "[rabbitmq_management].\n");
        await File.WriteAllTextAsync(Path.Combine(home, "rabbitmq.conf"), $"""
            listeners.tcp.1 = 127.0.0.1:{port}
            management.tcp.ip = 127.0.0.1
            management.tcp.port = {port + Management}
            # Queue totals are all that anybody looks at here; the statistics database costs memory and time.
            management.disable_stats = true
            management.enable_queue_totals = true
            management_agent.disable_metrics_collector = true
            default_user = complaints
            default_pass = {password}
            vm_memory_high_watermark.absolute = 1GB
            disk_free_limit.absolute = 200MB
            # The write-ahead log of quorum queues lives in memory until it rolls over: 512 MB unless told otherwise.
            raft.wal_max_size_bytes = 32000000
            log.console = true
            log.console.level = warning
            log.file = false
            """);
        return new("/usr/lib/rabbitmq/bin/rabbitmq-server")
        {
            WorkingDirectory = home,
            Environment = new Dictionary<string, string>
            {
                ["HOME"] = home,
                ["LANG"] = "C.UTF-8",
                ["ERL_EPMD_PORT"] = $"{port + Epmd}",
                ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
                // By address, since a bare machine (a chroot, say) may not resolve any name, not even localhost.
                ["RABBITMQ_NODENAME"] = "complaints@127.0.0.1",
                ["RABBITMQ_USE_LONGNAME"] = "true",
                ["RABBITMQ_DIST_PORT"] = $"{port + Distribution}",
                ["RABBITMQ_CONF_ENV_FILE"] = Path.Combine(home, "none"),
                ["RABBITMQ_CONFIG_FILE"] = Path.Combine(home, "rabbitmq.conf"),
                ["RABBITMQ_ENABLED_PLUGINS_FILE"] = Path.Combine(home, "enabled_plugins"),
                ["RABBITMQ_MNESIA_BASE"] = Path.Combine(home, "mnesia"),
                ["RABBITMQ_LOG_BASE"] = Path.Combine(home, "log"),
                ["RABBITMQ_LOGS"] = "-",
                ["RABBITMQ_FEATURE_FLAGS_FILE"] = Path.Combine(home, "feature_flags"),
                ["RABBITMQ_PLUGINS_EXPAND_DIR"] = Path.Combine(home, "plugins"),
                ["RABBITMQ_GENERATED_CONFIG_DIR"] = Path.Combine(home, "config"),
                ["RABBITMQ_PID_FILE"] = Path.Combine(home, "pid"),
                ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] = "+S 2:2 +SDcpu 1:1 +A 4",
                // Makes the start script replace itself by the Erlang machine, so that our signals reach it; it still gets no input.
                ["RABBITMQ_ALLOW_INPUT"] = "1",
                ["RABBITMQ_SERVER_START_ARGS"] = "-noinput",
            },
        };
    }

    public async Task<bool> IsReadyAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var client = ManagementClient(ConnectionString);
            using var answer = await client.GetAsync($"api/health/checks/port-listener/{port}", cancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    /// <summary>A client for the management API of the broker at an AMQP address.</summary>
    public static HttpClient ManagementClient(string amqp)
    {
        var address = new Uri(amqp);
        var client = new HttpClient { BaseAddress = new Uri($"http://{address.Host}:{(address.Port > 0 ? address.Port : 5672) + Management}/") };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(address.UserInfo))));
        return client;
    }
}
