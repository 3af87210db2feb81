using Shouldly;

namespace ComplaintsPlatform.Testing;

/// <summary>Waits for a condition, for what happens in other processes.</summary>
public static class Eventually
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    /// <summary>Asks again and again (every tenth of a second) until the answer is not null; fails after the limit (a
    /// minute), with the reason.</summary>
    public static async Task<T> GetAsync<T>(
        Func<Task<T?>> ask, string otherwise, TimeSpan? limit = null, TimeSpan? every = null) where T : class
    {
        using var timer = new PeriodicTimer(every ?? Interval);
        using var end = new CancellationTokenSource(limit ?? TimeSpan.FromMinutes(1));
        do
        {
            if (await ask() is { } answer) return answer;
        }
        while (await NextAsync(timer, end.Token));
        throw new ShouldAssertException(otherwise);
    }

    /// <summary>Asks again and again until it is so.</summary>
    public static Task IsSoAsync(
        Func<Task<bool>> ask, string otherwise, TimeSpan? limit = null, TimeSpan? every = null) =>
        GetAsync(async () => await ask() ? "so" : null, otherwise, limit, every);

    private static async Task<bool> NextAsync(PeriodicTimer timer, CancellationToken end)
    {
        try
        {
            return await timer.WaitForNextTickAsync(end);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
