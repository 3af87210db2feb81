namespace ComplaintsPlatform.Hosting.Running;

/// <summary>Lets anybody wait until something is so, woken by every change of any resource.</summary>
internal sealed class Board
{
    private TaskCompletionSource next = New();

    public void Changed() => Interlocked.Exchange(ref next, New()).SetResult();

    public async Task UntilAsync(Func<bool> condition, CancellationToken cancellationToken)
    {
        while (true)
        {
            var change = Volatile.Read(ref next).Task;
            if (condition()) return;
            await change.WaitAsync(cancellationToken);
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
