namespace ComplaintsPlatform.SlaClock;

/// <summary>What is known of a complaint, whoever recorded it and in whatever order.</summary>
public sealed record Facts(DateOnly? ReceivedOn, DateOnly? AcknowledgedOn = null, DateOnly? RespondedOn = null)
{
    /// <summary>
    /// The acknowledgement that the response followed. One that is dated after the response did not precede it: the
    /// complaint was answered without.
    /// </summary>
    public DateOnly? AcknowledgedBeforeResponse => RespondedOn is { } responded && AcknowledgedOn > responded
        ? null
        : AcknowledgedOn;

    public bool AnsweredWithoutAcknowledgement => RespondedOn is not null && AcknowledgedBeforeResponse is null;
}

public enum ClockState
{
    Running,
    DueSoon,
    InTime,
    Late,
    Breached,
}

/// <summary>One clock of a complaint on a given day.</summary>
public sealed record Clock(
    string Name, DateOnly TriggerOn, DateOnly DueOn, int Limit, bool Provisional, DateOnly? StoppedOn,
    string? BreachCause, int? WarnedAt, ClockState State)
{
    public const string Acknowledgement = "acknowledgement";
    public const string Stage1Response = "stage-1-response";
    public const string LimitPassed = "limit-passed";
    public const string WithoutAcknowledgement = "answered-without-acknowledgement";

    public bool IsBreached => BreachCause is not null;
}

/// <summary>
/// The clocks of a complaint as a pure function of its facts, the calendar and today. The automatic confirmation of
/// receipt is no fact here: it stops nothing. While there is no acknowledgement, stage 1 is shown as if it had been
/// made on its last day (provisional). Limits end with their day.
/// </summary>
public static class Clocks
{
    public static IReadOnlyList<Clock> Of(Facts facts, Counting counting, DateOnly today)
    {
        if (facts.ReceivedOn is not { } received) return [];
        var (days, rules) = counting;

        var acknowledgeBy = days.DueOn(received, rules.Acknowledgement);
        var assumed = facts.AcknowledgedBeforeResponse is null;
        var trigger = facts.AcknowledgedBeforeResponse ?? acknowledgeBy;
        var respondBy = days.DueOn(trigger, rules.Stage1Response);

        return
        [
            One(Clock.Acknowledgement, received, acknowledgeBy, rules.Acknowledgement, false, facts.AcknowledgedOn,
                facts.AnsweredWithoutAcknowledgement, counting, today),
            One(Clock.Stage1Response, trigger, respondBy, rules.Stage1Response, assumed, facts.RespondedOn, false,
                counting, today),
        ];
    }

    private static Clock One(
        string name, DateOnly trigger, DateOnly due, int limit, bool provisional, DateOnly? stopped,
        bool withoutAcknowledgement, Counting counting, DateOnly today)
    {
        var cause = withoutAcknowledgement
            ? Clock.WithoutAcknowledgement
            : (stopped ?? today) > due ? Clock.LimitPassed : null;
        var runs = stopped is null && cause is null;
        int? warned = runs ? WarningReached(due, counting, today) : null;
        var state = stopped is not null ? cause is null ? ClockState.InTime : ClockState.Late
            : cause is not null ? ClockState.Breached
            : warned is not null ? ClockState.DueSoon : ClockState.Running;
        return new Clock(name, trigger, due, limit, provisional, stopped, cause, warned, state);
    }

    /// <summary>
    /// The nearest warning point that today has reached: after an outage one warning is due, not all that were missed.
    /// </summary>
    private static int? WarningReached(DateOnly due, Counting counting, DateOnly today)
    {
        int? nearest = null;
        foreach (var point in counting.Rules.WarnAt)
            if (today >= counting.Days.Before(due, point) && !(nearest < point)) nearest = point;
        return nearest;
    }
}
