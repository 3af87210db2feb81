using System.Globalization;
using ComplaintsPlatform.Bench;

Console.Error.WriteLine(Machine.Describe());
return args switch
{
    ["append"] => await AppendBench.RunAsync(),
    ["create"] => await CreateBench.RunAsync(),
    ["lives"] => await LivesBench.RunAsync(),
    ["visible"] => await VisibleBench.RunAsync(20),
    ["visible", var rate] when int.TryParse(rate, CultureInfo.InvariantCulture, out var perSecond) && perSecond > 0 =>
        await VisibleBench.RunAsync(perSecond),
    ["memory"] => await MemoryBench.RunAsync(),
    ["ready"] => await ReadyBench.RunAsync(),
    ["intake", .. var how] => await IntakeBench.RunAsync(SizeIn(how), how.Contains("--keep")),
    ["portal", .. var how] => await PortalBench.RunAsync(SizeIn(how), how.Contains("--keep")),
    ["landlord", .. var how] => await KeptLandlord.MakeAsync(SizeIn(how), TimeSpan.FromMinutes(8)) is null ? 3 : 0,
    ["rebuild"] => await RebuildBench.RunAsync(),
    ["reports"] => await ReportsBench.RunAsync(),
    _ => Usage(),
};

// So many people instead of 100,000, with homes and cases in proportion.
static Size SizeIn(string[] how) => how.Select(word =>
        int.TryParse(word, CultureInfo.InvariantCulture, out var people) && people >= 1000 ? people : 0)
    .DefaultIfEmpty().Max() is var people and > 0 ? Size.Of(people) : Size.Large;

static int Usage()
{
    Console.Error.WriteLine(
        "bench/run append | create | lives | visible [A_SECOND] | memory | ready | rebuild | reports "
        + "| intake [PEOPLE] [--keep] | portal [PEOPLE] [--keep] | landlord [PEOPLE]");
    return 2;
}
