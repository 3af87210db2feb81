using System.Collections.Immutable;

namespace ComplaintsPlatform.SlaClock;

/// <summary>What is known of a stage, whoever recorded it and in whatever order. At stage 2 what was received is the
/// request for it.</summary>
public sealed record Facts(DateOnly? ReceivedOn, DateOnly? AcknowledgedOn = null, DateOnly? RespondedOn = null)
{
    /// <summary>The later days for the response that the resident was told of, in the order of recording.</summary>
    public ImmutableList<Extension> Extensions { get; init; } = [];

    /// <summary>
    /// The acknowledgement that the response followed. One that is dated after the response did not precede it: the
    /// complaint was answered without.
    /// </summary>
    public DateOnly? AcknowledgedBeforeResponse => RespondedOn is { } responded && AcknowledgedOn > responded
        ? null
        : AcknowledgedOn;

    public bool AnsweredWithoutAcknowledgement => RespondedOn is not null && AcknowledgedBeforeResponse is null;
}

/// <summary>The resident was told on one day that the response comes by another, for a good reason if it goes further
/// than the Code allows without.</summary>
public sealed record Extension(DateOnly ToldOn, DateOnly NewDate, bool ForGoodReason);

public enum ExtensionState
{
    /// <summary>The limit is the new day.</summary>
    Counts,

    /// <summary>The limit had passed when it was told.</summary>
    ToldTooLate,

    /// <summary>It goes further than the Code allows, and no good reason is recorded.</summary>
    TooLong,

    /// <summary>The limit ends no earlier without it.</summary>
    NoLater,
}

public sealed record JudgedExtension(Extension Extension, ExtensionState State);

public enum ClockState
{
    Running,
    DueSoon,
    InTime,
    Late,
    Breached,

    /// <summary>The final response went out, or the complaint was withdrawn, before its limit: nothing is to be done
    /// any more.</summary>
    Overtaken,
}

/// <summary>One clock of a complaint on a given day.</summary>
public sealed record Clock(
    string Name, DateOnly TriggerOn, DateOnly DueOn, int Limit, bool Provisional, DateOnly? StoppedOn,
    string? BreachCause, int? WarnedAt = null, ClockState State = ClockState.Running, DateOnly? OvertakenOn = null)
{
    public const string Acknowledgement = "acknowledgement";
    public const string Stage1Response = "stage-1-response";
    public const string Stage2Acknowledgement = "stage-2-acknowledgement";
    public const string Stage2Response = "stage-2-response";

    /// <summary>A target of the landlord's own, not of the Code.</summary>
    public const string FirstContact = "first-contact";

    public const string LimitPassed = "limit-passed";
    public const string WithoutAcknowledgement = "answered-without-acknowledgement";

    /// <summary>Every clock: those of the Code in the order in which they run, then the landlord's own.</summary>
    public static IReadOnlyList<string> All { get; } =
        [Acknowledgement, Stage1Response, Stage2Acknowledgement, Stage2Response, FirstContact];

    /// <summary>The end of the Code's own limit, where it can be extended.</summary>
    public DateOnly? CodeDueOn { get; init; }

    /// <summary>The last day to which it can be extended without a good reason; null where it cannot be.</summary>
    public DateOnly? ExtendableUntil { get; init; }

    /// <summary>What the resident was told of later days, in the order in which they were told.</summary>
    public ImmutableList<JudgedExtension> Extensions { get; init; } = [];

    public bool IsExtended => DueOn != (CodeDueOn ?? DueOn);

    /// <summary>A withdrawal is what overtook it.</summary>
    public bool IsWithdrawn { get; init; }

    public bool IsAcknowledgement => Name is Acknowledgement or Stage2Acknowledgement;

    public bool IsOfStage2 => Name is Stage2Acknowledgement or Stage2Response;

    public bool IsBreached => BreachCause is not null;
}

/// <summary>
/// The clocks of a complaint as a pure function of its facts, the calendar and today. The automatic confirmation of
/// receipt is no fact here: it stops nothing. While there is no acknowledgement, the response is shown as if it had
/// been made on its last day (provisional). Limits end with their day. Each stage has its own two clocks, and those of
/// stage 1 run on when stage 2 is asked for, until the final response. Withdrawn, none runs after that day. Last comes
/// the landlord's own: until the resident was reached for the first time, or the complaint was answered.
/// </summary>
public static class Clocks
{
    public static IReadOnlyList<Clock> Of(ClockSet set, Counting counting, DateOnly today)
    {
        var rules = counting.Rules;
        return
        [
            .. OfStage(set.Facts, (Clock.Acknowledgement, rules.Acknowledgement),
                (Clock.Stage1Response, rules.Stage1Response, rules.Stage1Extension),
                End.FirstOf(set.Stage2?.RespondedOn, set.WithdrawnOn), counting, today),
            .. OfStage(set.Stage2, (Clock.Stage2Acknowledgement, rules.Stage2Acknowledgement),
                (Clock.Stage2Response, rules.Stage2Response, rules.Stage2Extension),
                End.FirstOf(null, set.WithdrawnOn), counting, today),
            .. FirstContact(set, counting, today),
        ];
    }

    // Reached after the answer, or after they had taken it back, the resident was reached too late for it to count.
    private static IEnumerable<Clock> FirstContact(ClockSet set, Counting counting, DateOnly today)
    {
        if (set.Facts.ReceivedOn is not { } received || counting.Rules.FirstContact is not { } limit) yield break;
        var answeredOn = new[] { set.Facts.RespondedOn, set.Stage2?.RespondedOn }.Min();
        var end = End.FirstOf(answeredOn, set.WithdrawnOn);
        yield return One(
            new Clock(Clock.FirstContact, received, counting.Days.DueOn(received, limit), limit, false,
                set.FirstContactOn > end?.On ? null : set.FirstContactOn, null),
            end, counting, today);
    }

    private static IEnumerable<Clock> OfStage(
        Facts? facts, (string Name, int Limit) acknowledgement, (string Name, int Limit, int Extension) response,
        End? end, Counting counting, DateOnly today)
    {
        if (facts?.ReceivedOn is not { } received) yield break;
        var days = counting.Days;
        var acknowledgeBy = days.DueOn(received, acknowledgement.Limit);
        var trigger = facts.AcknowledgedBeforeResponse ?? acknowledgeBy;
        yield return One(
            new Clock(acknowledgement.Name, received, acknowledgeBy, acknowledgement.Limit, false,
                facts.AcknowledgedOn, facts.AnsweredWithoutAcknowledgement ? Clock.WithoutAcknowledgement : null),
            end, counting, today);
        var (codeDueOn, until) =
            (days.DueOn(trigger, response.Limit), days.DueOn(trigger, response.Limit + response.Extension));
        var (dueOn, extensions) = Extend(codeDueOn, until, facts.Extensions);
        yield return One(
            new Clock(response.Name, trigger, dueOn, response.Limit,
                facts.AcknowledgedBeforeResponse is null, facts.RespondedOn, null)
            { CodeDueOn = codeDueOn, ExtendableUntil = until, Extensions = extensions },
            end, counting, today);
    }

    // In the order in which the resident was told, whatever the order of recording: each moves the limit that stood
    // when it was told, if that had not passed. Told of the same days twice, the good reason is what counts.
    private static (DateOnly DueOn, ImmutableList<JudgedExtension> Judged) Extend(
        DateOnly dueOn, DateOnly until, ImmutableList<Extension> extensions)
    {
        var judged = ImmutableList.CreateBuilder<JudgedExtension>();
        foreach (var extension in extensions
            .OrderBy(told => told.ToldOn).ThenBy(told => told.NewDate).ThenByDescending(told => told.ForGoodReason))
        {
            var state = extension.ToldOn > dueOn ? ExtensionState.ToldTooLate
                : extension.NewDate <= dueOn ? ExtensionState.NoLater
                : extension.NewDate > until && !extension.ForGoodReason ? ExtensionState.TooLong
                : ExtensionState.Counts;
            if (state == ExtensionState.Counts) dueOn = extension.NewDate;
            judged.Add(new JudgedExtension(extension, state));
        }

        return (dueOn, judged.ToImmutable());
    }

    private static Clock One(Clock clock, End? end, Counting counting, DateOnly today)
    {
        var overtakenOn = clock.StoppedOn is null ? end?.On : null;
        var cause = clock.BreachCause
            ?? ((clock.StoppedOn ?? overtakenOn ?? today) > clock.DueOn ? Clock.LimitPassed : null);
        var runs = clock.StoppedOn is null && overtakenOn is null && cause is null;
        int? warned = runs ? WarningReached(clock.DueOn, counting, today) : null;
        return clock with
        {
            OvertakenOn = overtakenOn,
            IsWithdrawn = overtakenOn is not null && end is { IsWithdrawal: true },
            BreachCause = cause,
            WarnedAt = warned,
            State = clock.StoppedOn is not null ? cause is null ? ClockState.InTime : ClockState.Late
                : cause is not null ? ClockState.Breached
                : overtakenOn is not null ? ClockState.Overtaken
                : warned is not null ? ClockState.DueSoon : ClockState.Running,
        };
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

    /// <summary>What leaves nothing to wait for.</summary>
    private sealed record End(DateOnly On, bool IsWithdrawal)
    {
        public static End? FirstOf(DateOnly? respondedOn, DateOnly? withdrawnOn) =>
            (respondedOn, withdrawnOn) switch
            {
                (null, null) => null,
                ({ } responded, null) => new(responded, false),
                ({ } responded, { } withdrawn) when responded <= withdrawn => new(responded, false),
                (_, { } withdrawn) => new(withdrawn, true),
            };
    }
}
