using System.Globalization;
using ComplaintsPlatform.ServiceDefaults;
using ComplaintsPlatform.ServiceDefaults.Input;

namespace ComplaintsPlatform.Cases;

/// <summary>The facts of a complaint that can be put right, where each stands, and what cannot be.</summary>
internal static class CorrectableFact
{
    public const string ReceivedOn = "received-on", AcknowledgedOn = "acknowledged-on", RespondedOn = "responded-on",
        EscalatedOn = "escalated-on", Stage2AcknowledgedOn = "stage-2-acknowledged-on",
        Stage2RespondedOn = "stage-2-responded-on", Stage1Outcome = "stage-1-outcome",
        Stage2Outcome = "stage-2-outcome", ResidentName = "resident-name";

    public static readonly string[] All =
    [
        ReceivedOn, AcknowledgedOn, RespondedOn, EscalatedOn, Stage2AcknowledgedOn, Stage2RespondedOn, Stage1Outcome,
        Stage2Outcome, ResidentName,
    ];

    public static bool IsOutcome(string fact) => fact is Stage1Outcome or Stage2Outcome;

    /// <summary>What was typed, as a value of that fact; null when it is none.</summary>
    public static FactValue? Read(string fact, string typed) =>
        IsOutcome(fact) ? Findings.Outcomes.Contains(typed) ? new FactValue(Outcome: typed) : null
        : fact == ResidentName ? Clean.Shows(typed) ? new FactValue(Name: Clean.Line(typed)) : null
        : DateOnly.TryParseExact(typed, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? new FactValue(day)
            : null;

    /// <summary>As it stands; null while there is no such fact.</summary>
    public static FactValue? Of(Complaint state, string fact) => fact switch
    {
        ReceivedOn => On(state.ReceivedOn),
        AcknowledgedOn => On(state.Acknowledgement?.AcknowledgedOn),
        RespondedOn => On(state.Stage1Response?.RespondedOn),
        EscalatedOn => On(state.Escalation?.RequestedOn),
        Stage2AcknowledgedOn => On(state.Stage2Acknowledgement?.AcknowledgedOn),
        Stage2RespondedOn => On(state.Stage2Response?.RespondedOn),
        Stage1Outcome => state.Stage1Response is { } first ? new FactValue(Outcome: first.Outcome) : null,
        Stage2Outcome => state.Stage2Response is { } last ? new FactValue(Outcome: last.Outcome) : null,
        _ => state.Corrections.ResidentName is { } name ? new FactValue(Name: name) : null,
    };

    /// <summary>The complaint as if that had been known from the start.</summary>
    public static Complaint Into(Complaint state, string fact, FactValue right) => (fact, right.Day) switch
    {
        (ReceivedOn, { } day) => state with { ReceivedOn = day },
        (AcknowledgedOn, { } day) => state with
        { Acknowledgement = state.Acknowledgement! with { AcknowledgedOn = day } },
        (RespondedOn, { } day) => state with { Stage1Response = state.Stage1Response! with { RespondedOn = day } },
        (EscalatedOn, { } day) => state with { Escalation = state.Escalation! with { RequestedOn = day } },
        (Stage2AcknowledgedOn, { } day) => state with
        { Stage2Acknowledgement = state.Stage2Acknowledgement! with { AcknowledgedOn = day } },
        (Stage2RespondedOn, { } day) => state with
        { Stage2Response = state.Stage2Response! with { RespondedOn = day } },
        (Stage1Outcome, _) => state with
        { Stage1Response = state.Stage1Response! with { Outcome = right.Outcome ?? "" } },
        (Stage2Outcome, _) => state with
        { Stage2Response = state.Stage2Response! with { Outcome = right.Outcome ?? "" } },
        _ => state with { Corrections = state.Corrections with { ResidentName = right.Name } },
    };

    /// <summary>The refusal of a value that cannot be right as the other facts stand; null when it can be.</summary>
    public static Decision<IComplaintEvent>? Refusal(Complaint state, string fact, FactValue right, DateOnly today)
    {
        if (Of(state, fact) is not { } now)
            return Decision<IComplaintEvent>.Refuse("no-such-fact",
                $"There is no {Words(fact)} to put right yet. Record it instead.");
        if (now == right)
            return Decision<IComplaintEvent>.Refuse("nothing-to-correct",
                $"The {Words(fact)} is that already: there is nothing to put right.");
        if (right.Day > today)
            return Decision<IComplaintEvent>.Refuse("corrected-into-the-future",
                "Nothing of this can have happened after today. Give the day on which it did.");
        return right.Day is { } day && Before(state, fact, day) is { } why
            ? Decision<IComplaintEvent>.Refuse("corrected-before-cause", why)
            : null;
    }

    public static string Words(string fact) => fact switch
    {
        ReceivedOn => "day of receipt",
        AcknowledgedOn => "day of the acknowledgement",
        RespondedOn => "day of the stage 1 response",
        EscalatedOn => "day of the request for stage 2",
        Stage2AcknowledgedOn => "day of the stage 2 acknowledgement",
        Stage2RespondedOn => "day of the final response",
        Stage1Outcome => "outcome of stage 1",
        Stage2Outcome => "outcome of stage 2",
        _ => "name of the resident",
    };

    public static string Words(FactValue value) => value switch
    {
        { Day: { } day } => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture),
        { Outcome: { } outcome } => outcome.Replace('-', ' '),
        _ => value.Name ?? "a name that was erased",
    };

    // No answer comes before what it answers. An acknowledgement may come after the response: then there was none.
    private static string? Before(Complaint state, string fact, DateOnly day)
    {
        (string Fact, DateOnly? Day)[] ofStage1 =
        [
            (AcknowledgedOn, state.Acknowledgement?.AcknowledgedOn), (RespondedOn, state.Stage1Response?.RespondedOn),
            (EscalatedOn, state.Escalation?.RequestedOn),
        ];
        (string Fact, DateOnly? Day)[] ofStage2 =
        [
            (Stage2AcknowledgedOn, state.Stage2Acknowledgement?.AcknowledgedOn),
            (Stage2RespondedOn, state.Stage2Response?.RespondedOn),
        ];
        var earlier = fact switch
        {
            ReceivedOn => ofStage1.FirstOrDefault(one => one.Day < day),
            EscalatedOn => ofStage2.FirstOrDefault(one => one.Day < day),
            _ => default,
        };
        if (earlier.Day is { } found)
            return $"The {Words(earlier.Fact)} is {found:d MMMM yyyy}, and cannot come before what it answers. Put "
                + "that right first if it is wrong.";
        return fact switch
        {
            Stage2AcknowledgedOn or Stage2RespondedOn when day < state.Escalation!.RequestedOn =>
                $"Stage 2 was asked for on {state.Escalation.RequestedOn:d MMMM yyyy}; this cannot have come before "
                    + "it.",
            ReceivedOn => null,
            _ when day < state.ReceivedOn =>
                $"The complaint was received on {state.ReceivedOn:d MMMM yyyy}; this cannot have come before it.",
            _ => null,
        };
    }

    private static FactValue? On(DateOnly? day) => day is null ? null : new FactValue(day);
}
