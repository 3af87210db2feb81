using System.Globalization;

namespace ComplaintsPlatform.Bench;

/// <summary>Resident memory of every process, idle and under load. PostgreSQL's processes share memory, which RSS
/// counts for each: the proportional share (PSS) counts it once.</summary>
internal static class MemoryBench
{
    public static async Task<int> RunAsync()
    {
        await using var platform = await Platform.StartAsync("--fresh", "--smtp-sink");
        await Task.Delay(TimeSpan.FromSeconds(20));
        var idle = Read();
        await platform.SignInAsync();
        var load = CreateBench.MeasureAsync(platform, 16, TimeSpan.FromSeconds(30));
        await Task.Delay(TimeSpan.FromSeconds(27));
        var busy = Read();
        await load;

        List<string[]> rows = [["Memory", "RSS idle", "PSS idle", "RSS under load", "PSS under load", "bar"]];
        foreach (var name in idle.Keys.Union(busy.Keys).Order())
            rows.Add([name, Megabytes(idle.GetValueOrDefault(name).Rss), Megabytes(idle.GetValueOrDefault(name).Pss),
                Megabytes(busy.GetValueOrDefault(name).Rss), Megabytes(busy.GetValueOrDefault(name).Pss), ""]);
        rows.Add(["sum", Megabytes(idle.Values.Sum(v => v.Rss)), Megabytes(idle.Values.Sum(v => v.Pss)),
            Megabytes(busy.Values.Sum(v => v.Rss)), Megabytes(busy.Values.Sum(v => v.Pss)), "PSS idle < 1,800 MB"]);
        Table.Print(rows);
        return 0;
    }

    private static string Megabytes(long kilobytes) =>
        (kilobytes / 1024).ToString("#,0", CultureInfo.InvariantCulture) + " MB";

    private static Dictionary<string, (long Rss, long Pss)> Read()
    {
        var parents = new Dictionary<int, int>();
        foreach (var directory in Directory.GetDirectories("/proc")
            .Where(path => int.TryParse(Path.GetFileName(path), out _)))
            try
            {
                var stat = File.ReadAllText($"{directory}/stat");
                parents[int.Parse(Path.GetFileName(directory), CultureInfo.InvariantCulture)] =
                    int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture);
            }
            catch (IOException)
            {
                // It has ended meanwhile.
            }

        // The orchestrator is no child of the AppHost; PostgreSQL writes over its environment, but is a child of who
        // has it.
        bool IsOurs(int process) =>
            HasOurData(process) || (parents.TryGetValue(process, out var parent) && parent > 1 && IsOurs(parent));
        var sums = new Dictionary<string, (long, long)>();
        foreach (var process in parents.Keys.Where(IsOurs))
        {
            if (NameOf(process) is not { } name) continue;
            var (rss, pss) = sums.GetValueOrDefault(name);
            var (more, moreShared) = Measure(process);
            sums[name] = (rss + more, pss + moreShared);
        }
        return sums;
    }

    private static bool HasOurData(int process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/environ").Split('\0').Contains($"DATA_DIRECTORY={Platform.Data}");
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static (long Rss, long Pss) Measure(int process)
    {
        try
        {
            long Of(string name) => File.ReadLines($"/proc/{process}/smaps_rollup")
                .Where(line => line.StartsWith(name, StringComparison.Ordinal))
                .Select(line =>
                    long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture))
                    .FirstOrDefault();
            return (Of("Rss:"), Of("Pss:"));
        }
        catch (IOException)
        {
            return default;
        }
    }

    private static string? NameOf(int process)
    {
        try
        {
            var line = File.ReadAllText($"/proc/{process}/cmdline").Replace('\0', ' ');
            if (line.Contains("ComplaintsPlatform.", StringComparison.Ordinal))
                return new string(
                    [.. line[(line.LastIndexOf("ComplaintsPlatform.", StringComparison.Ordinal) + 19)..]
                        .TakeWhile(char.IsLetter)]);
            if (line.Contains("/dcp ", StringComparison.Ordinal)) return "Aspire's orchestrator";
            if (line.Contains("Aspire.Dashboard", StringComparison.Ordinal)) return "Aspire's dashboard";
            if (line.Contains("postgres", StringComparison.Ordinal)) return "PostgreSQL";
            if (line.Contains("beam", StringComparison.Ordinal) || line.Contains("erl", StringComparison.Ordinal)
                || line.Contains("epmd", StringComparison.Ordinal)
                || line.Contains("rabbitmq", StringComparison.Ordinal)) return "RabbitMQ";
            return line.Length == 0 ? null : "other";
        }
        catch (IOException)
        {
            return null;
        }
    }
}
