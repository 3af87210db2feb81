using Microsoft.Extensions.Logging;
using Npgsql;

namespace ComplaintsPlatform.ServiceDefaults;

/// <summary>How a service learns that something was committed, on whichever replica: the database says so
/// (<c>NOTIFY</c>), and nobody has to ask.</summary>
public static partial class Commits
{
    // What is committed in a burst is looked at once.
    private static readonly TimeSpan Together = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Looks at once, and after each notice on the channel, at most ten times a second, until it is cancelled. When the
    /// connection was lost it looks again as soon as there is another, since notices of meanwhile are lost.
    /// </summary>
    /// <param name="database">The service's own. One connection of it is kept for this.</param>
    /// <param name="channel">The channel, a plain name.</param>
    /// <param name="look">Reads what is new. What it throws is logged, and it is called again.</param>
    /// <param name="time">The clock.</param>
    /// <param name="log">Hears of trouble.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task FollowCommitsAsync(
        this NpgsqlDataSource database, string channel, Func<CancellationToken, Task> look, TimeProvider time,
        ILogger log, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
            try
            {
                await using var connection = await database.OpenConnectionAsync(cancellationToken);
                await using (var listen = new NpgsqlCommand($"listen {channel}", connection))
                    await listen.ExecuteNonQueryAsync(cancellationToken);
                while (await LookAsync(look, time, log, cancellationToken))
                {
                    await connection.WaitAsync(cancellationToken);
                    await Task.Delay(Together, time, cancellationToken);
                }
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                LogLost(log, channel, exception.GetType().Name);
                await Task.Delay(Again, time, cancellationToken);
            }
    }

    // In place: a connection that listens must not go back among the others.
    private static async Task<bool> LookAsync(
        Func<CancellationToken, Task> look, TimeProvider time, ILogger log, CancellationToken cancellationToken)
    {
        while (true)
            try
            {
                await look(cancellationToken);
                return true;
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                LogLost(log, look.Method.Name, exception.GetType().Name);
                await Task.Delay(Again, time, cancellationToken);
            }
    }

    [LoggerMessage(LogLevel.Warning, "What was committed is not heard of for a moment ({What}): {Kind}.")]
    private static partial void LogLost(ILogger log, string what, string kind);
}

/// <summary>Wakes everybody who waits. Take <see cref="Next"/> before looking, and what comes while you look wakes you
/// too.</summary>
public sealed class Signal
{
    private TaskCompletionSource next = New();

    /// <summary>Ends when it is raised the next time.</summary>
    public Task Next => Volatile.Read(ref next).Task;

    /// <summary>Wakes them.</summary>
    public void Raise() => Interlocked.Exchange(ref next, New()).SetResult();

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
