using System.Globalization;
using Npgsql;

namespace ComplaintsPlatform.Testing;

/// <summary>A PostgreSQL from Debian's package.</summary>
/// <param name="durable">False for tests, which want speed and no data.</param>
public sealed class LocalPostgres(bool durable = false) : LocalServer
{
    private readonly int port = Ports.Free(20_000, 21_000);

    /// <summary>The directory of the server's programs, <c>psql</c> and <c>pg_dump</c> among them.</summary>
    public static string Programs { get; } = NewestPrograms();

    /// <summary>Of a user who may do everything, without a database.</summary>
    public string ConnectionString => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = port,
        Username = "postgres",
        Password = Password,
    }.ConnectionString;

    /// <summary>The postmaster.</summary>
    public int ProcessId => int.Parse(
        File.ReadLines(Path.Combine(Directory, "postgres", "data", "postmaster.pid")).First(),
        CultureInfo.InvariantCulture);

    /// <summary>Creates a database where it is missing, on any server; gives its connection string.</summary>
    public static async Task<string> CreateDatabaseAsync(string server, string name)
    {
        if (await ScalarAsync(server, $"select 1 from pg_database where datname = '{name}'") is null)
            await ScalarAsync(server, $"create database \"{name}\"");
        return new NpgsqlConnectionStringBuilder(server) { Database = name }.ConnectionString;
    }

    /// <summary>Whether a server lets somebody in.</summary>
    public static async Task<bool> AnswersAsync(string connectionString)
    {
        try
        {
            await ScalarAsync(connectionString, "select 1");
            return true;
        }
        catch (Exception failure) when (failure is NpgsqlException or IOException or TimeoutException)
        {
            return false;
        }
    }

    protected override TimeSpan Patience => TimeSpan.FromSeconds(10);

    protected override Task<bool> AnswersAsync() => AnswersAsync(ConnectionString);

    protected override ProcessCommand Command() => new(Script("postgres.sh"),
        [
            Path.Combine(Directory, "postgres"),
            .. durable ? (string[])[] : ["--fsync=off", "--synchronous_commit=off", "--full_page_writes=off"],
        ])
    {
        Environment = new Dictionary<string, string> { ["TCP_PORT"] = $"{port}", ["POSTGRES_PASSWORD"] = Password },
    };

    // Debian keeps major versions side by side.
    private static string NewestPrograms() => !System.IO.Directory.Exists("/usr/lib/postgresql") ? ""
        : System.IO.Directory.GetDirectories("/usr/lib/postgresql")
            .MaxBy(static path => int.TryParse(Path.GetFileName(path), out var major) ? major : 0) + "/bin";

    private static async Task<object?> ScalarAsync(string connectionString, string sql)
    {
        var unpooled = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, Timeout = 5 };
        await using var connection = new NpgsqlConnection(unpooled.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
