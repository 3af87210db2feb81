using ComplaintsPlatform.Bench;

Console.Error.WriteLine(Machine.Describe());
return args switch
{
    ["append"] => await AppendBench.RunAsync(),
    ["fetch"] => await FetchBench.RunAsync(),
    ["rebuild"] => await RebuildBench.RunAsync(500_000),
    ["rebuild", var events] => await RebuildBench.RunAsync(int.Parse(events, System.Globalization.CultureInfo.InvariantCulture)),
    ["bus"] => await BusBench.RunAsync(),
    ["create"] => await CreateBench.RunAsync(),
    ["visible"] => await VisibleBench.RunAsync(),
    ["memory"] => await MemoryBench.RunAsync(),
    ["ready"] => await ReadyBench.RunAsync(),
    ["reports"] => await ReportsBench.RunAsync(),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("bench/run append | fetch | rebuild [EVENTS] | bus | create | visible | memory | ready | reports");
    return 2;
}
