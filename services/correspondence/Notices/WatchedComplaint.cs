using ComplaintsPlatform.Contracts.Cases;
using ComplaintsPlatform.Contracts.SlaClock;

namespace ComplaintsPlatform.Correspondence.Notices;

/// <summary>
/// What notices and digests know of a complaint: who has it, what is due when, whether it is over. Nothing of the
/// resident and of what they wrote. Each fact is kept with the version of its sender's stream that it was said with, so
/// messages may come twice and in any order.
/// </summary>
public sealed record WatchedComplaint(Guid ComplaintId)
{
    private const string FirstContactClock = "first-contact";

    /// <summary>Empty until the case is known to be open.</summary>
    public string Reference { get; init; } = "";

    public Holding Held { get; init; } = new(null, null, true, null, 0, default);

    public DateOnly? EscalatedOn { get; init; }

    /// <summary>The version at which that day was put right; older words about it mean nothing.</summary>
    public long EscalatedAt { get; init; }

    /// <summary>Closed, withdrawn or merged into another one, as was said last.</summary>
    public bool IsOver { get; init; }

    public long OverAt { get; init; }

    public IReadOnlyList<WatchedClock> Clocks { get; init; } = [];

    /// <summary>The limits of the Code that something is still waited for.</summary>
    public IEnumerable<WatchedClock> Running =>
        IsOver ? [] : Clocks.Where(clock => clock.StoppedOn is null && clock.Clock != FirstContactClock);

    /// <summary>While nobody has reached the resident: the landlord's own target, which is no limit. Null once they
    /// were reached, or have their answer.</summary>
    public WatchedClock? FirstContact => IsOver || Clocks.Any(clock => clock is
    { Clock: "stage-1-response" or "stage-2-response", StoppedOn: not null })
        ? null
        : Clocks.FirstOrDefault(clock => clock is { Clock: FirstContactClock, StoppedOn: null });

    /// <summary>The next day by which something is due; null when nothing is.</summary>
    public DateOnly? NextDue => Running.OrderBy(clock => clock.DueOn).FirstOrDefault()?.DueOn;

    public WatchedComplaint Hear(object said, Telling telling) => said switch
    {
        ComplaintOpened m => this with { Reference = m.Reference },
        ComplaintAssigned m => With(new Holding(
            m.OwnerId, m.Team, m.Claimed, telling.Actor, telling.Version, telling.At)),
        ComplaintReleased m => With(new Holding(null, m.Team, true, null, telling.Version, telling.At)),
        QueuedForTeam m => With(new Holding(null, m.Team, true, null, telling.Version, telling.At)),
        // Whoever asks for stage 2 opens again what was closed.
        ComplaintEscalated m => With(isOver: false, telling) with
        { EscalatedOn = EscalatedAt > telling.Version ? EscalatedOn : m.RequestedOn },
        FactCorrected { Fact: "escalated-on" } m => telling.Version < EscalatedAt
            ? this
            : this with { EscalatedOn = m.After, EscalatedAt = telling.Version },
        ComplaintWithdrawn or ComplaintClosed or ComplaintMerged => With(isOver: true, telling),
        ComplaintReopened or MergeUndone => With(isOver: false, telling),
        DeadlineSet m => With(m.Clock, telling, clock => clock with
        {
            DueOn = m.DueOn,
            Near = clock.DueOn == m.DueOn ? clock.Near : null,
            Breach = clock.DueOn == m.DueOn ? clock.Breach : null,
        }),
        DeadlineNear m => With(m.Clock, telling, clock => clock with
        { DueOn = m.DueOn, Near = new Warned(m.WorkingDaysLeft, telling.At) }),
        DeadlineBreached m => With(m.Clock, telling, clock => clock with { DueOn = m.DueOn, Breach = telling.At }),
        BreachWithdrawn m => With(m.Clock, telling, clock => clock with { DueOn = m.DueOn, Breach = null }),
        ClockStopped m => With(m.Clock, telling, clock => clock with { DueOn = m.DueOn, StoppedOn = m.StoppedOn }),
        _ => this,
    };

    private WatchedComplaint With(Holding said) => said.Version < Held.Version ? this : this with { Held = said };

    private WatchedComplaint With(bool isOver, Telling telling) =>
        telling.Version < OverAt ? this : this with { IsOver = isOver, OverAt = telling.Version };

    private WatchedComplaint With(string name, Telling telling, Func<WatchedClock, WatchedClock> change)
    {
        var known = Clocks.FirstOrDefault(clock => clock.Clock == name) ?? new WatchedClock(name, default, 0);
        return telling.Version < known.Version
            ? this
            : this with
            {
                // In the order of their names, whatever came first.
                Clocks = [.. Clocks.Where(clock => clock.Clock != name)
                    .Append(change(known) with { Version = telling.Version }).OrderBy(clock => clock.Clock)],
            };
    }
}

/// <summary>Who has a complaint, or in whose queue it waits, since when; <c>Claimed</c> when nobody else gave it to
/// them.</summary>
public sealed record Holding(
    Guid? OwnerId, string? Team, bool Claimed, Guid? GivenBy, long Version, DateTimeOffset Since);

/// <summary>A clock as was said last: its day, and what was said of that day.</summary>
public sealed record WatchedClock(string Clock, DateOnly DueOn, long Version)
{
    public Warned? Near { get; init; }

    /// <summary>When it was said that the limit had passed.</summary>
    public DateTimeOffset? Breach { get; init; }

    public DateOnly? StoppedOn { get; init; }
}

/// <summary>A warning, with how many working days were left and when it was given.</summary>
public sealed record Warned(int WorkingDaysLeft, DateTimeOffset At);

/// <summary>With which version of its stream something was said, when, and who had done it.</summary>
public sealed record Telling(long Version, DateTimeOffset At, Guid? Actor);
