using ComplaintsPlatform.Bench;

Console.Error.WriteLine(Machine.Describe());
return args switch
{
    ["append"] => await AppendBench.RunAsync(0),
    ["append", var events] => await AppendBench.RunAsync(Number(events)),
    ["fetch"] => await FetchBench.RunAsync(),
    ["order"] => await OrderBench.RunAsync(),
    ["rebuild"] => await RebuildBench.RunAsync(500_000),
    ["rebuild", var events] => await RebuildBench.RunAsync(Number(events)),
    ["verify"] => await VerifyBench.RunAsync(500_000),
    ["verify", var events] => await VerifyBench.RunAsync(Number(events)),
    ["publish" or "consume"] => await BusBench.RunAsync(),
    ["create"] => await CreateBench.RunAsync(),
    ["visible"] => await VisibleBench.RunAsync(),
    ["memory"] => await MemoryBench.RunAsync(),
    ["ready"] => await ReadyBench.RunAsync(),
    ["reports"] => await ReportsBench.RunAsync(),
    _ => Usage(),
};

static int Number(string text) => int.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

static int Usage()
{
    Console.Error.WriteLine("bench/run append [EVENTS] | fetch | order | rebuild [EVENTS] | verify [EVENTS] | publish | consume | create | visible | memory | ready | reports");
    return 2;
}
