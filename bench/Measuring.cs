using System.Globalization;

namespace ComplaintsPlatform.Bench;

/// <summary>Durations of one thing, in milliseconds.</summary>
internal sealed class Durations(IEnumerable<double> milliseconds)
{
    private readonly double[] sorted = [.. milliseconds.Order()];

    public int Count => sorted.Length;

    public string At(double percentile) => sorted.Length == 0 ? "–" : Text(ValueAt(percentile));

    public double ValueAt(double percentile) => sorted.Length == 0
        ? double.NaN
        : sorted[(int)Math.Min(sorted.Length - 1, Math.Ceiling(percentile / 100 * sorted.Length) - 1)];

    public double Median => sorted[sorted.Length / 2];

    private static string Text(double value) =>
        value.ToString(value < 10 ? "0.0" : "0", CultureInfo.InvariantCulture) + " ms";
}

/// <summary>A table for a terminal and for docs/performance.md alike.</summary>
internal static class Table
{
    public static void Print(params IReadOnlyList<string[]> rows)
    {
        Console.WriteLine();
        for (var i = 0; i < rows.Count; i++)
        {
            Console.WriteLine($"| {string.Join(" | ", rows[i])} |");
            if (i == 0) Console.WriteLine($"|{string.Concat(rows[0].Select(_ => "---|"))}");
        }
        Console.WriteLine();
    }

    public static string Text(this double value, string format = "#,0") =>
        value.ToString(format, CultureInfo.InvariantCulture);
}

internal static class Machine
{
    public static string Describe() => string.Create(CultureInfo.InvariantCulture,
        $"{Environment.ProcessorCount} processors, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1e9:0.0} GB, "
            + $"load {File.ReadAllText("/proc/loadavg").Split(' ')[0]} before the start");

    /// <summary>Of a process and those of its children that have ended.</summary>
    public static TimeSpan OwnTimeOf(int process)
    {
        try
        {
            // After the name, which may hold spaces: state is field 3, own time in user and system 14 and 15, that of
            // ended children 16 and 17, in hundredths of a second.
            var fields = File.ReadAllText($"/proc/{process}/stat").Split(") ")[^1].Split(' ');
            return TimeSpan.FromMilliseconds(
                10 * fields[11..15].Sum(ticks => long.Parse(ticks, CultureInfo.InvariantCulture)));
        }
        catch (IOException) // it ended just now, and is in its parent's count the next time
        {
            return TimeSpan.Zero;
        }
    }

    /// <summary>Of a process and its children, those that have ended included.</summary>
    public static TimeSpan ProcessorTimeOf(int process)
    {
        try
        {
            var children = File.ReadAllText($"/proc/{process}/task/{process}/children")
                .Split(' ', StringSplitOptions.RemoveEmptyEntries);
            return children.Aggregate(
                OwnTimeOf(process), (sum, child) =>
                    sum + ProcessorTimeOf(int.Parse(child, CultureInfo.InvariantCulture)));
        }
        catch (IOException) // it ended just now, and is in its parent's count the next time
        {
            return TimeSpan.Zero;
        }
    }
}

/// <summary>Writers that do the same thing over and over until the time is up.</summary>
internal static class Load
{
    /// <summary>How long each took, of so many at once, until the time is up.</summary>
    public static async Task<Durations> TimesAsync(int clients, TimeSpan time, Func<int, int, Task> ask)
    {
        var from = TimeProvider.System.GetTimestamp();
        var number = 0;
        var all = await Task.WhenAll(Enumerable.Range(0, clients).Select(client => Task.Run(async () =>
        {
            var own = new List<double>();
            while (TimeProvider.System.GetElapsedTime(from) < time)
            {
                var asked = Interlocked.Increment(ref number);
                var start = TimeProvider.System.GetTimestamp();
                await ask(client, asked);
                own.Add(TimeProvider.System.GetElapsedTime(start).TotalMilliseconds);
            }
            return own;
        })));
        return new Durations(all.SelectMany(own => own));
    }

    public static async Task<double> PerSecondAsync(
        int writers, TimeSpan time, Func<int, CancellationToken, Task<Func<Task>>> prepare, Action? prepared = null)
    {
        var work = new Func<Task>[writers];
        for (var i = 0; i < writers; i++) work[i] = await prepare(i, CancellationToken.None);
        prepared?.Invoke();
        var from = TimeProvider.System.GetTimestamp();
        var counts = await Task.WhenAll(work.Select(step => Task.Run(async () =>
        {
            var done = 0;
            for (; TimeProvider.System.GetElapsedTime(from) < time; done++) await step();
            return done;
        })));
        return counts.Sum() / TimeProvider.System.GetElapsedTime(from).TotalSeconds;
    }
}
