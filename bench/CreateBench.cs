namespace ComplaintsPlatform.Bench;

/// <summary>Create a complaint over HTTP through the gateway, everything behind it running.</summary>
internal static class CreateBench
{
    // Ten processes compile their hot paths first; a landlord's platform runs for weeks.
    internal static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(5);

    public static async Task<int> RunAsync()
    {
        await using var platform = await Platform.StartAsync("--fresh", "--no-seed", "--smtp-sink");
        await platform.SignInAsync();
        await MeasureAsync(platform, 4, WarmUp);
        List<string[]> rows =
            [["Create a complaint through the gateway", "requests/s", "p50", "p95", "p99", "CPU per complaint"]];
        var spent = Processes.ProcessorTime();
        var made = 0;
        foreach (var clients in new[] { 1, 4, 16 })
        {
            spent = Processes.ProcessorTime();
            var (perSecond, durations) = await MeasureAsync(platform, clients, Time);
            made = durations.Count;
            // What is behind the door works on for a moment; a complaint's share of that counts too.
            await Task.Delay(Rest);
            rows.Add([$"{clients} client{(clients > 1 ? "s" : "")}", perSecond.Text(), durations.At(50),
                durations.At(95), durations.At(99), PerComplaint(Since(spent).Values)]);
        }
        foreach (var (part, time) in Since(spent).OrderByDescending(part => part.Value).Take(12))
            rows.Add([$"of it, {part}", "", "", "", "", PerComplaint([time])]);
        rows.Add(["recorded: Request Tracker 5 REST, tuned, 16 clients, same kind of machine", "5.9", "", "3,100 ms",
            "", ""]);
        rows.Add(["recorded: the layers before Marten and Wolverine, 16 clients", "229", "", "189 ms", "", ""]);
        rows.Add(["bar at 16 clients", "≥ 148", "", "≤ 200 ms", "", ""]);
        Table.Print(rows);
        return 0;

        string PerComplaint(IEnumerable<TimeSpan> times) =>
            (times.Sum(time => time.TotalMilliseconds) / made).Text("0.0") + " ms";

        static Dictionary<string, TimeSpan> Since(Dictionary<string, TimeSpan> before) => Processes.ProcessorTime()
            .ToDictionary(part => part.Key, part => part.Value - before.GetValueOrDefault(part.Key));
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
