using System.Diagnostics;

namespace ComplaintsPlatform.EndToEnd.Tests;

/// <summary>Published Ombudsman cases, made through the gateway as <c>tests/replay</c> does.</summary>
public sealed class ReplayTests(Platform platform)
{
    [Fact]
    public async Task published_cases_are_counted_by_the_clocks_and_a_second_run_makes_nothing_new()
    {
        var first = await Replay();
        var count = first.Where(line => line.StartsWith("20", StringComparison.Ordinal))
            .Select(line => line.Split('\t')).ToList();
        count.Count.ShouldBe(17);
        Line("202332724")
            .ShouldBe(["complaint_made 2023-12-08", "stage1_response 2023-12-22", "10", "within 10",
                "agrees: within, on the last day (counting the start day would give 11 and not agree)"]);
        Line("202401431").ShouldBe(["complaint_made 2024-01-12", "stage1_response 2024-01-24", "8", "8", "agrees"]);
        Line("202408056")[2..4].ShouldBe(["25", "26"]);
        Line("202409957")[2..].ShouldBe(["16", "17", "differs: explained if the start day was counted"]);
        Line("202222548")[2].ShouldStartWith("not countable: ");
        Line("202511313")[2..4].ShouldBe(["58", "59"], "the stage 2 acknowledgement");
        Line("202511313")[4].ShouldStartWith("differs: explained if the start day was counted");
        var of408056 = count.Where(columns => columns[0] == "202408056").Select(columns => columns[3..]).ToList();
        of408056[1].ShouldBe(["42", "42", "agrees"], "from dissatisfaction to the landlord's escalation");
        of408056[2].ShouldBe(["48", "48", "agrees"], "from dissatisfaction to the final response");
        // Every case with a day of stage 2 is whole: nothing was refused, both clocks of stage 2 are there.
        first.ShouldNotContain(line => line.Contains("\trefused: ", StringComparison.Ordinal));
        first.Count(line => line.StartsWith("clock\t", StringComparison.Ordinal)
            && line.Contains("\tstage-2-response\t", StringComparison.Ordinal)).ShouldBe(25);
        first.Count(line => line.StartsWith("clock\t", StringComparison.Ordinal)
            && line.Contains("\tstage-2-response\t", StringComparison.Ordinal)
            && line.Contains("\tdone ", StringComparison.Ordinal)).ShouldBe(23);
        // What the Ombudsman found late is late here, wherever its days are published.
        var judged = first.Where(line => line.StartsWith("judged\t", StringComparison.Ordinal)).ToList();
        judged.ShouldNotContain(line => line.Contains("differs", StringComparison.Ordinal));
        judged.Count(line => line.EndsWith("agrees: late", StringComparison.Ordinal)).ShouldBe(9);
        first.Count(line => line.StartsWith("clock\t", StringComparison.Ordinal)).ShouldBeGreaterThan(60);

        (await Replay()).ShouldBe(first);

        string[] Line(string reference) => count.First(columns => columns[0] == reference)[1..];
    }

    private async Task<IReadOnlyList<string>> Replay()
    {
        var build = new DirectoryInfo(AppContext.BaseDirectory);
        var program = Path.GetFullPath(
            Path.Combine(
                build.FullName, $"../../ComplaintsPlatform.Replay/{build.Name}/ComplaintsPlatform.Replay.dll"));
        var file = Path.GetFullPath(Path.Combine(build.FullName, "../../../../tests/determinations.json"));
        using var replay = Process.Start(
            new ProcessStartInfo("dotnet", [program, file, "--url", platform.Gateway.BaseAddress!.ToString()])
            { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, trouble) = (replay.StandardOutput.ReadToEndAsync(), replay.StandardError.ReadToEndAsync());
        await replay.WaitForExitAsync();
        replay.ExitCode.ShouldBe(0, await trouble);
        return (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
