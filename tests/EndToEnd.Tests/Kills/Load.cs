namespace ComplaintsPlatform.EndToEnd.Tests.Kills;

/// <summary>Counts what the clients do, and strikes in the middle of it.</summary>
internal sealed class Load
{
    private readonly Lock gate = new();
    private readonly SortedDictionary<string, int> inFlight = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, int> answers = new(StringComparer.Ordinal);
    private Armed? armed;

    /// <summary>Writes that were answered with success.</summary>
    public int Writes { get; private set; }

    public void Begin(string what)
    {
        lock (gate) inFlight[what] = inFlight.GetValueOrDefault(what) + 1;
    }

    /// <param name="what">As begun.</param>
    /// <param name="answer">A status, or what broke.</param>
    /// <param name="isWritten">Whether it was a write and succeeded.</param>
    public void End(string what, string answer, bool isWritten)
    {
        Action? strike = null;
        lock (gate)
        {
            inFlight[what]--;
            answers[answer] = answers.GetValueOrDefault(answer) + 1;
            if (isWritten) Writes++;
            if (armed is not null && (isWritten || !armed.CountsWrites) && --armed.Left <= 0)
                (strike, armed) = (armed.Strike, null);
        }
        strike?.Invoke();
    }

    /// <summary>Runs at once, within the n-th write (or request of any kind and with any answer) from now.</summary>
    public async Task AfterAsync(int count, bool writes, Action strike, TimeSpan limit)
    {
        var struck = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
            armed = new Armed(count, writes, () =>
            {
                strike();
                struck.SetResult();
            });
        await struck.Task.WaitAsync(limit);
    }

    /// <summary>What is on its way just now: "3 acknowledge, 1 make".</summary>
    public string InFlight()
    {
        lock (gate) return string.Join(", ", inFlight.Where(kind => kind.Value > 0)
            .Select(kind => $"{kind.Value} {kind.Key}"));
    }

    /// <summary>How requests ended: "200 × 1204, 503 database-unavailable × 12".</summary>
    public string Answers()
    {
        lock (gate) return string.Join(", ", answers.Select(answer => $"{answer.Key} × {answer.Value}"));
    }

    private sealed class Armed(int left, bool countsWrites, Action strike)
    {
        public int Left { get; set; } = left;

        public bool CountsWrites => countsWrites;

        public Action Strike => strike;
    }
}
