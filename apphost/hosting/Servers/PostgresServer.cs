using System.Security.Cryptography;
using ComplaintsPlatform.Hosting.Processes;
using Npgsql;

namespace ComplaintsPlatform.Hosting.Servers;

/// <summary>A PostgreSQL of our own, from Debian's package: own data, port, socket and password; bound to 127.0.0.1.</summary>
public sealed class PostgresServer(string dataDirectory, bool durable = true)
{
    private readonly int port = Ports.Free(20_000, 21_000);
    private readonly string password = PrivateDirectory.Secret(
        Path.Combine(dataDirectory, "postgres-password"), static () => RandomNumberGenerator.GetHexString(32, true));

    /// <summary>The directory of the server's programs, <c>psql</c> and <c>pg_dump</c> among them.</summary>
    public static string Programs { get; } = Path.Combine(NewestVersion(), "bin");

    public int Port => port;

    public string ConnectionString => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = port,
        Username = "postgres",
        Password = password,
    }.ConnectionString;

    /// <summary>Makes the cluster when it is new, and says how to run the server.</summary>
    public async Task<Command> PrepareAsync()
    {
        var home = await PrivateDirectory.MakeAsync(Path.Combine(dataDirectory, "postgres"), "postgres");
        var cluster = Path.Combine(home, "data");
        if (!File.Exists(Path.Combine(cluster, "PG_VERSION"))) await InitialiseAsync(home, cluster);
        string[] settings =
        [
            "listen_addresses=127.0.0.1", $"port={port}", $"unix_socket_directories={home}", "max_connections=400",
            // Small, because everything shares one development machine; the page cache holds the rest.
            "shared_buffers=128MB", "work_mem=8MB", "maintenance_work_mem=64MB", "max_wal_size=1GB", "jit=off",
            "random_page_cost=1.1", "log_line_prefix=%m [%d] ", "log_min_messages=warning",
            // After a kill the server first makes sure that its files are on the disk: all at once, since one by one takes ten seconds for the files of eight databases.
            "recovery_init_sync_method=syncfs",
            $"fsync={(durable ? "on" : "off")}", $"synchronous_commit={(durable ? "on" : "off")}", $"full_page_writes={(durable ? "on" : "off")}",
        ];
        return new($"{Programs}/postgres", ["-D", cluster, .. settings.SelectMany(static setting => (string[])["-c", setting])])
        {
            User = "postgres",
            StopSignal = Signal.Interrupt,
            WorkingDirectory = "/",
        };
    }

    public Task<bool> IsReadyAsync(CancellationToken cancellationToken) => AnswersAsync(ConnectionString, cancellationToken);

    public static async Task<bool> AnswersAsync(string connectionString, CancellationToken cancellationToken)
    {
        try
        {
            await ExecuteAsync(connectionString, "select 1", cancellationToken);
            return true;
        }
        catch (Exception failure) when (failure is NpgsqlException or IOException or TimeoutException)
        {
            return false;
        }
    }

    /// <summary>Creates a database where it is missing, on any server; gives its connection string.</summary>
    public static async Task<string> CreateDatabaseAsync(string server, string name, CancellationToken cancellationToken = default)
    {
        if (await ExecuteAsync(server, $"select 1 from pg_database where datname = '{name}'", cancellationToken) is null)
            await ExecuteAsync(server, $"create database \"{name}\"", cancellationToken);
        return new NpgsqlConnectionStringBuilder(server) { Database = name }.ConnectionString;
    }

    private static async Task<object?> ExecuteAsync(string connectionString, string sql, CancellationToken cancellationToken)
    {
        var unpooled = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, Timeout = 5 }.ConnectionString;
        await using var connection = new NpgsqlConnection(unpooled);
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(cancellationToken);
    }

    // Debian keeps major versions side by side; 15 on Debian 12.
    private static string NewestVersion() => Directory.Exists("/usr/lib/postgresql")
        ? Directory.GetDirectories("/usr/lib/postgresql").OrderByDescending(static path => int.TryParse(Path.GetFileName(path), out var major) ? major : 0).First()
        : throw new FileNotFoundException("PostgreSQL is not installed: apt-get install postgresql");

    private async Task InitialiseAsync(string home, string cluster)
    {
        // A start that was interrupted half-way leaves a directory that initdb would refuse.
        if (Directory.Exists(cluster)) Directory.Delete(cluster, true);
        var passwordFile = Path.Combine(home, "password");
        await File.WriteAllTextAsync(passwordFile, password);
        if (ChildProcess.IsRoot) await ChildProcess.RunAsync(new("chown", "postgres:", passwordFile));
        string[] sync = durable ? [] : ["--no-sync"];
        await ChildProcess.RunAsync(new($"{Programs}/initdb",
            ["-D", cluster, "-U", "postgres", "--auth=scram-sha-256", $"--pwfile={passwordFile}", "--encoding=UTF8", "--locale=C.UTF-8", .. sync])
        {
            User = "postgres",
            WorkingDirectory = "/",
        });
        File.Delete(passwordFile);
    }
}
