using System.Collections.Concurrent;
using Npgsql;

namespace ComplaintsPlatform.RecordIntegrity.Tests;

/// <summary>The two verifiers that use none of our code; run as an operator would.</summary>
public static class Verifiers
{
    private static readonly string Directory = Path.Combine(Root(), "tools", "verify");

    /// <summary>What <c>record.sql</c> prints.</summary>
    public static async Task<IReadOnlyList<string>> SqlAsync(
        string connectionString, IReadOnlyDictionary<string, string>? environment = null)
    {
        var (exitCode, output) = await RunAsync(
            environment, "psql", "-X", "-f", Path.Combine(Directory, "record.sql"), Address(connectionString));
        exitCode.ShouldBe(0, string.Join('\n', output));
        return output;
    }

    /// <summary>What <c>record.mjs</c> prints; its exit code has to say the same.</summary>
    public static async Task<IReadOnlyList<string>> ScriptAsync(
        string connectionString, IReadOnlyDictionary<string, string>? environment = null, params string[] arguments)
    {
        var (exitCode, output) = await RunAsync(
            environment, "node", [Path.Combine(Directory, "record.mjs"), Address(connectionString), .. arguments]);
        exitCode.ShouldBe(output.Count > 0 ? 1 : 0, string.Join('\n', output));
        return output;
    }

    /// <summary>A connection string as libpq's programs take it.</summary>
    private static string Address(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        return $"host={settings.Host} port={settings.Port} user={settings.Username} password={settings.Password} "
            + $"dbname={settings.Database}";
    }

    private static async Task<(int ExitCode, IReadOnlyList<string> Output)> RunAsync(
        IReadOnlyDictionary<string, string>? environment, string program, params string[] arguments)
    {
        var output = new ConcurrentQueue<string>();
        var path = new Dictionary<string, string>(environment ?? new Dictionary<string, string>())
        {
            ["PATH"] = $"{LocalPostgres.Programs}:{Environment.GetEnvironmentVariable("PATH")}",
        };
        var child = await ChildProcess.StartAsync(new(program, arguments) { Environment = path }, output.Enqueue);
        return (await child.Exited, [.. output]);
    }

    private static string Root()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "ComplaintsPlatform.sln"))) directory = directory.Parent!;
        return directory.FullName;
    }
}
