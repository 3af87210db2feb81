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
        var sums = new Dictionary<string, (long, long)>();
        foreach (var (process, name) in Processes.Ours())
        {
            var (rss, pss) = sums.GetValueOrDefault(name);
            var (more, moreShared) = Measure(process);
            sums[name] = (rss + more, pss + moreShared);
        }
        return sums;
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
}
