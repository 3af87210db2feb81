using System.Globalization;
using System.Security.Cryptography;
using ComplaintsPlatform.EndToEnd.Tests.Kills;

namespace ComplaintsPlatform.EndToEnd.Tests;

/// <summary>The short form of the campaign; <c>tests/kill-campaign</c> runs this test with more kills.</summary>
public sealed class KillTests(Platform platform)
{
    [Fact]
    public async Task nothing_acknowledged_is_lost_and_nothing_doubled_when_parts_are_killed_under_load()
    {
        var seed = Setting("KILL_SEED") ?? RandomNumberGenerator.GetInt32(1_000_000);
        var violations = await new KillCampaign(platform, Setting("KILLS") ?? KillPlan.Parts.Length + 2, seed, Console.Out).RunAsync();
        var logs = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, $"../../../kill-campaign/{seed}"));
        if (violations.Count > 0) platform.CopyLogs(logs);
        violations.ShouldBeEmpty($"Seed {seed}; the parts' logs are in {logs}.");
    }

    private static int? Setting(string name) => int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
