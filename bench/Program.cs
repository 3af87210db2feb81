using ComplaintsPlatform.Bench;

Console.Error.WriteLine(Machine.Describe());
return args switch
{
    ["append"] => await AppendBench.RunAsync(),
    ["create"] => await CreateBench.RunAsync(),
    ["visible"] => await VisibleBench.RunAsync(),
    ["memory"] => await MemoryBench.RunAsync(),
    ["ready"] => await ReadyBench.RunAsync(),
    ["reports"] => await ReportsBench.RunAsync(),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("bench/run append | create | visible | memory | ready | reports");
    return 2;
}
