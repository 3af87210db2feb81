namespace ComplaintsPlatform.Correspondence;

// What letters say of the case, as cases and sla-clock answer it to whoever writes. Only what is read here is named.

/// <summary>The case on the day on which it was asked for.</summary>
public sealed record CaseFacts(CaseRead Case, IReadOnlyList<ClockRead> Clocks, IReadOnlyList<DayRead> Days)
{
    /// <summary>What was promised or ordered, and who outside looks at it; asked for only where a letter says
    /// it.</summary>
    public FollowedRead Followed { get; init; } = new([], []);

    /// <summary>What is still to be done, the nearest day first.</summary>
    public IEnumerable<ActionRead> ToDo => Followed.Actions.Where(one => one.State == "open").OrderBy(one => one.DueOn);

    /// <summary>What the Ombudsman calls it, as was said last.</summary>
    public string? TheirReference =>
        Followed.Reviews.LastOrDefault(one => one is { Body: "ombudsman", TheirReference: not null })?.TheirReference;

    public Guid? Who => Case.Resident?.PersonId;

    /// <summary>The clock of a stage's response.</summary>
    public ClockRead? ResponseClock(string stage) => Clocks.FirstOrDefault(one => one.Clock == $"{stage}-response");

    /// <summary>The last day of the response when the stage is acknowledged today: sla-clock counts it.</summary>
    public DateOnly? AnswerBy(string stage) => ResponseClock(stage) is { } clock
        ? Days.FirstOrDefault(one => one.Day == clock.Limit)?.Date
        : null;

    /// <summary>Null when sla-clock says nothing of that day.</summary>
    public bool? IsWorkingDay(DateOnly day) => Days.FirstOrDefault(one => one.Date == day) is { } known
        ? known.Day is not null
        : null;

    public AcknowledgementRead? Acknowledgement(string stage) =>
        stage == LetterStage.Stage1 ? Case.Acknowledgement : Case.Stage2Acknowledgement;

    public ResponseRead? Response(string stage) =>
        stage == LetterStage.Stage1 ? Case.Stage1Response : Case.Stage2Response;

    /// <summary>The outcome that follows from the findings; null until every point has one.</summary>
    public string? Outcome(string stage) =>
        (stage == LetterStage.Stage1 ? Case.Stage1Findings : Case.Stage2Findings)?.Outcome;
}

public sealed record CaseRead(
    string Reference, string Stage, DateOnly ReceivedOn, ResidentRead? Resident, string PreferredContact,
    IReadOnlyList<PointRead> Points, string? DesiredOutcome = null, AcknowledgementRead? Acknowledgement = null,
    AcknowledgementRead? Stage2Acknowledgement = null, OutcomeRead? Stage1Findings = null,
    OutcomeRead? Stage2Findings = null, ResponseRead? Stage1Response = null, ResponseRead? Stage2Response = null,
    EscalationRead? Escalation = null, IReadOnlyList<Guid>? ActedAtStage1 = null, MergedRead? MergedInto = null,
    WithdrawnRead? Withdrawn = null, ClosedRead? Closed = null, RefusedRead? Refused = null,
    RefusedRead? EscalationRefusal = null);

public sealed record WithdrawnRead(DateOnly WithdrawnOn);

public sealed record ClosedRead(DateOnly ClosedOn);

/// <summary>That a submission was not taken as a complaint, or a complaint not on to stage 2, and why.</summary>
public sealed record RefusedRead(
    DateOnly RefusedOn, string GroundInWords, string Reasons, string CircumstancesConsidered);

public sealed record FollowedRead(IReadOnlyList<ActionRead> Actions, IReadOnlyList<ReviewRead> Reviews);

public sealed record ActionRead(string What, string Owner, DateOnly DueOn, string State);

public sealed record ReviewRead(string Body, string? TheirReference);

public sealed record ResidentRead(Guid? PersonId, string? Name, string? Email, string? PostalAddress);

public sealed record PointRead(int Number, string Text, IReadOnlyList<FindingRead> Findings)
{
    public FindingRead? At(string stage) => Findings.FirstOrDefault(finding => finding.Stage == stage);
}

public sealed record FindingRead(string Stage, string Finding, string Reasons, string? Remedy);

public sealed record AcknowledgementRead(
    DateOnly AcknowledgedOn, string Definition, string? OutcomesSought = null, string? ResponsibleFor = null,
    string? NotResponsibleFor = null);

public sealed record OutcomeRead(string? Outcome);

public sealed record ResponseRead(DateOnly RespondedOn, string? Outcome = null);

public sealed record EscalationRead(DateOnly RequestedOn, string? Words = null);

public sealed record MergedRead(string? Reference);

public sealed record ClockRead(
    string Clock, DateOnly DueOn, int Limit, bool Provisional, DateOnly? StoppedOn = null,
    DateOnly? ExtendableUntil = null);

/// <summary><c>Day</c> is the number of a working day, counted from the day asked on; null where nobody
/// works.</summary>
public sealed record DayRead(DateOnly Date, int? Day);
