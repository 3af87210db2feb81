using System.Globalization;
using Npgsql;

namespace ComplaintsPlatform.Bench;

/// <summary>Processor time of this process and of a PostgreSQL server on this machine with all its children, dead ones included.</summary>
internal sealed class Cpu
{
    private const double TicksPerSecond = 100;
    private readonly int postmaster;

    private Cpu(int postmaster) => this.postmaster = postmaster;

    public static async Task<Cpu> OfServerAsync(string connectionString)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        return new Cpu(Stat(connection.ProcessID)!.Value.Parent);
    }

    /// <summary>Seconds so far: ours, and the server's.</summary>
    public (double Client, double Server) Seconds()
    {
        var server = Directory.EnumerateDirectories("/proc")
            .Select(directory => int.TryParse(Path.GetFileName(directory), CultureInfo.InvariantCulture, out var id) ? Stat(id) : null)
            .Where(stat => stat is { } process && (process.Id == postmaster || process.Parent == postmaster))
            .Sum(stat => stat!.Value.Seconds + (stat.Value.Id == postmaster ? stat.Value.OfDeadChildren : 0));
        return (Environment.CpuUsage.TotalTime.TotalSeconds, server);
    }

    private static (int Id, int Parent, double Seconds, double OfDeadChildren)? Stat(int process)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{process}/stat");
            // The name in brackets may hold blanks; what follows it does not.
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            double At(int field) => long.Parse(fields[field], CultureInfo.InvariantCulture) / TicksPerSecond;
            return (process, int.Parse(fields[1], CultureInfo.InvariantCulture), At(11) + At(12), At(13) + At(14));
        }
        catch (IOException)
        {
            return null; // it has ended meanwhile
        }
    }
}
