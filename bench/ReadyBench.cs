namespace ComplaintsPlatform.Bench;

/// <summary>From ./run, already built, to the ready line: on new data with the landlord seeded, on that data again, and
/// on new data without a landlord.</summary>
internal static class ReadyBench
{
    public static async Task<int> RunAsync()
    {
        List<string[]> rows = [["From ./run (built) to ready", "time", "bar"]];
        foreach (var (name, arguments, bar) in new[]
        {
            ("new data, nothing seeded", new[] { "--fresh", "--no-seed" }, "< 30 s"),
            ("new data, landlord seeded", ["--fresh"], ""),
            ("the same data again", [], ""),
        })
        {
            await using var platform = await Platform.StartAsync(arguments);
            rows.Add([name, platform.ReadyAfter.TotalSeconds.Text("0.0") + " s", bar]);
        }
        Table.Print(rows);
        return 0;
    }
}
