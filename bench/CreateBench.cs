namespace ComplaintsPlatform.Bench;

/// <summary>Create a complaint over HTTP through the gateway, everything behind it running.</summary>
internal static class CreateBench
{
    // Ten processes compile their hot paths first; a landlord's platform runs for weeks.
    internal static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(15);

    public static async Task<int> RunAsync()
    {
        await using var platform = await Platform.StartAsync("--fresh", "--no-seed", "--smtp-sink");
        await platform.SignInAsync();
        await MeasureAsync(platform, 4, WarmUp);
        List<string[]> rows = [["Create a complaint through the gateway", "requests/s", "p50", "p95", "p99"]];
        foreach (var clients in new[] { 1, 4, 16 })
        {
            var (perSecond, durations) = await MeasureAsync(platform, clients, Time);
            rows.Add([$"{clients} client{(clients > 1 ? "s" : "")}", perSecond.Text(), durations.At(50),
                durations.At(95), durations.At(99)]);
        }
        rows.Add(["recorded: Request Tracker 5 REST, tuned, 16 clients, same kind of machine", "5.9", "", "3,100 ms",
            ""]);
        rows.Add(["bar at 16 clients", "≥ 590", "", "≤ 155 ms", ""]);
        Table.Print(rows);
        return 0;
    }

    internal static async Task<(double PerSecond, Durations Durations)> MeasureAsync(
        Platform platform, int clients, TimeSpan time)
    {
        var from = TimeProvider.System.GetTimestamp();
        var number = 0;
        var all = await Task.WhenAll(Enumerable.Range(0, clients).Select(_ => Task.Run(async () =>
        {
            var own = new List<double>();
            while (TimeProvider.System.GetElapsedTime(from) < time)
            {
                var start = TimeProvider.System.GetTimestamp();
                await platform.CreateComplaintAsync(Interlocked.Increment(ref number));
                own.Add(TimeProvider.System.GetElapsedTime(start).TotalMilliseconds);
            }
            return own;
        })));
        return (all.Sum(own => own.Count) / TimeProvider.System.GetElapsedTime(from).TotalSeconds,
            new Durations(all.SelectMany(own => own)));
    }
}
