namespace ComplaintsPlatform.Bench;

/// <summary>Ours and the reference in turn, three times each, at 1 and 16 writers; medians, their ratio, and the
/// processor time that one costs here and in the server.</summary>
internal static class Comparison
{
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(4);

    public static async Task PrintAsync(
        string what, string reference, double? bar, Database database,
        Func<int, CancellationToken, Task<Func<Task>>> ours, Func<int, CancellationToken, Task<Func<Task>>> plain)
    {
        List<string[]> rows = [
            [what, "store", reference, "ratio", "bar", "CPU of one, store: here + server",
                $"{reference}: here + server"]];
        await Load.PerSecondAsync(4, TimeSpan.FromSeconds(2), ours);
        await Load.PerSecondAsync(4, TimeSpan.FromSeconds(2), plain);
        foreach (var writers in new[] { 1, 16 })
        {
            var (store, rival) = (new List<Measured>(), new List<Measured>());
            for (var i = 0; i < 3; i++)
            {
                store.Add(await MeasureAsync(database, writers, ours));
                rival.Add(await MeasureAsync(database, writers, plain));
            }
            var (mine, theirs) = (Median(store), Median(rival));
            rows.Add([
                $"{writers} writer{(writers > 1 ? "s" : "")}", $"{mine.PerSecond.Text()}/s",
                $"{theirs.PerSecond.Text()}/s", (mine.PerSecond / theirs.PerSecond).Text("0.00"),
                writers == 16 && bar is { } held ? $"≥ {held.Text("0.0")}" : "", mine.Cost, theirs.Cost]);
        }
        Table.Print(rows);
    }

    private static Measured Median(List<Measured> runs) => runs.OrderBy(run => run.PerSecond).ElementAt(runs.Count / 2);

    private static async Task<Measured> MeasureAsync(
        Database database, int writers, Func<int, CancellationToken, Task<Func<Task>>> prepare)
    {
        var (here, server) = (TimeSpan.Zero, TimeSpan.Zero);
        var perSecond = await Load.PerSecondAsync(writers, Time, prepare,
            prepared: () => (here, server) = (Environment.CpuUsage.TotalTime, database.ProcessorTime()));
        var count = perSecond * Time.TotalSeconds;
        return new(
            perSecond, (Environment.CpuUsage.TotalTime - here) / count, (database.ProcessorTime() - server) / count);
    }

    private readonly record struct Measured(double PerSecond, TimeSpan Here, TimeSpan Server)
    {
        public string Cost => $"{Here.TotalMicroseconds.Text("0")} + {Server.TotalMicroseconds.Text("0")} µs";
    }
}
