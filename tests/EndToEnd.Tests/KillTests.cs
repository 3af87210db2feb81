using System.Globalization;
using System.Security.Cryptography;
using ComplaintsPlatform.EndToEnd.Tests.Kills;

namespace ComplaintsPlatform.EndToEnd.Tests;

/// <summary>
/// The short form of the campaign; <c>tests/kill-campaign</c> runs this test with more kills. Other tests use the same
/// platform, so it comes when they are done.
/// </summary>
[CollectionDefinition("kills", DisableParallelization = true), Collection("kills")]
public sealed class KillTests(Platform platform)
{
    // Half the parts, others each time: a whole round would be half of what ./test may take.
    private const int ShortForm = 6;

    [Fact]
    public async Task nothing_acknowledged_is_lost_and_nothing_doubled_when_parts_are_killed_under_load()
    {
        var seed = Setting("KILL_SEED") ?? RandomNumberGenerator.GetInt32(1_000_000);
        var violations = await new KillCampaign(platform, Setting("KILLS") ?? ShortForm, seed, Console.Out).RunAsync();
        var logs = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, $"../../../kill-campaign/{seed}"));
        if (violations.Count > 0) platform.CopyLogs(logs);
        violations.ShouldBeEmpty($"Seed {seed}; the parts' logs are in {logs}.");
    }

    [Fact]
    public void every_part_has_its_turn_whatever_the_seed()
    {
        for (var seed = 0; seed < 1_000; seed++)
        {
            var plan = KillPlan.Of(seed, KillPlan.Parts.Length);
            plan.SelectMany(strike => strike.Victims).ShouldBeSubsetOf(KillPlan.Parts);
            KillPlan.Parts.Except(plan.SelectMany(strike => strike.Victims)).ShouldBeEmpty($"seed {seed}");
            plan.Sum(strike => strike.Kills).ShouldBe(KillPlan.Parts.Length);
        }
    }

    private static int? Setting(string name) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture,
            out var number) ? number : null;
}
