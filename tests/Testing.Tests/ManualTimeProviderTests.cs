namespace ComplaintsPlatform.Testing.Tests;

public sealed class ManualTimeProviderTests
{
    private static readonly DateTimeOffset Monday = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void timers_fire_in_order_at_their_own_moment()
    {
        var clock = new ManualTimeProvider(Monday);
        var fired = new List<string>();
        using var late = clock.CreateTimer(
            _ => fired.Add($"late {clock.GetUtcNow():HH:mm}"), null, TimeSpan.FromMinutes(3), Timeout.InfiniteTimeSpan);
        using var every = clock.CreateTimer(
            _ => fired.Add($"every {clock.GetUtcNow():HH:mm}"), null, TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(2));
        clock.Advance(TimeSpan.FromMinutes(5));
        fired.ShouldBe(["every 09:02", "late 09:03", "every 09:04"]);
        clock.GetUtcNow().ShouldBe(Monday.AddMinutes(5));
    }

    [Fact]
    public async Task a_limit_on_this_clock_is_reached_when_the_clock_is_moved()
    {
        var clock = new ManualTimeProvider(Monday);
        var limited = new TaskCompletionSource().Task.WaitAsync(TimeSpan.FromDays(1), clock);
        limited.IsCompleted.ShouldBeFalse();
        clock.MoveTo(Monday.AddDays(1));
        await Should.ThrowAsync<TimeoutException>(() => limited);
    }

    [Fact]
    public void the_clock_does_not_go_back() =>
        Should.Throw<ArgumentOutOfRangeException>(() => new ManualTimeProvider(Monday).MoveTo(Monday.AddTicks(-1)));
}
