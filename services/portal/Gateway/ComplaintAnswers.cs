namespace ComplaintsPlatform.Portal.Gateway;

// What the gateway answers, as far as pages show it, and the commands that they send. The OpenAPI document at the
// gateway describes all of it.
internal sealed record MakeComplaint(
    string? Channel, string? Category, ResidentGiven? Resident, IReadOnlyList<string> Points, string? PreferredContact,
    string? DesiredOutcome, Guid? PropertyId, DateOnly? ReceivedOn, Guid ComplaintId, string? When = null,
    string? ContactTimes = null, string? ContactFrequency = null, string? Availability = null,
    IReadOnlyList<string>? Services = null, string? Nature = null, string? Priority = null, string? WhatWasDone = null,
    Guid? WaitingContactId = null);

internal sealed record FindLikelyDoubles(
    Guid? PersonId, Guid? PropertyId, string? Email, string? Phone, IReadOnlyList<string> Texts);

internal sealed record LikelyDoubles(IReadOnlyList<LikelyDouble> Items);

internal sealed record LikelyDouble(
    Guid ComplaintId, string Reference, string Category, DateOnly ReceivedOn, string InWords);

internal sealed record JoinComplaint(
    string? Channel, string Words, IReadOnlyList<string> Points, ResidentGiven? Contact, DateOnly? ReceivedOn,
    Guid ContactId);

internal sealed record ResidentGiven(
    string? Name, string? Email, string? Phone, string? PostalAddress, Guid? PersonId);

internal sealed record ComplaintTaken(Guid ComplaintId, string Reference, DateOnly ReceivedOn);

internal sealed record AssignComplaint(Guid OwnerId, bool EvenIfAbsent);

internal sealed record AssignMany(
    IReadOnlyList<Guid> ComplaintIds, Guid OwnerId, bool EvenIfAbsent, bool EvenIfOwned);

internal sealed record AssignedMany(int Assigned, IReadOnlyList<AssignedOne> Items);

internal sealed record AssignedOne(Guid ComplaintId, string? Reference, bool IsAssigned, string? Detail);

internal sealed record AcknowledgeComplaint(
    string Definition, string OutcomesSought, string ResponsibleFor, string NotResponsibleFor,
    DateOnly? AcknowledgedOn);

internal sealed record RecordStage1Response(string Outcome, string Summary, DateOnly? RespondedOn);

internal sealed record RecordExtension(
    string? Reason, DateOnly? NewDate, DateOnly? ToldOn, string? GoodReason, int? UpdatesEvery, bool? ResidentAgreed,
    bool OmbudsmanDetailsGiven);

internal sealed record RecordFinding(
    int Point, string? Finding, string? Reasons, IReadOnlyList<Guid> Evidence, string? Remedy, string Stage);

internal sealed record EscalateToStage2(DateOnly? RequestedOn, string? Channel, string? Words);

internal sealed record ReclassifyComplaint(
    string? Reason, string? Category, IReadOnlyList<string> Services, string? Nature, string? Priority);

internal sealed record SplitComplaint(
    IReadOnlyList<int> Points, string? Reason, string? Category, Guid NewComplaintId);

internal sealed record ComplaintOfReference(Guid ComplaintId, string Reference);

internal sealed record ComplaintDetails(
    Guid ComplaintId, string Reference, string Stage, string Status, string Channel, string Category,
    DateOnly ReceivedOn, DateTimeOffset? OpenedAt, Resident? Resident, Guid? PropertyId,
    IReadOnlyList<PointOfComplaint> Points, string? DesiredOutcome, string PreferredContact, Owner? Owner,
    Acknowledgement? Acknowledgement, Stage1Response? Stage1Response, Receipt? ConfirmationOfReceipt,
    IReadOnlyList<Breach> Breaches, bool Anonymous, IReadOnlyList<DetailToPutRight> ToPutRight, long Version,
    DateTimeOffset LastRecordedAt, Circumstances? Circumstances, ContactWishes? Wishes,
    Classification? Classification, string? WhatWasDone, Guid? FromSubmissionId, Guid? SplitFromId,
    IReadOnlyList<JoinedContact> Joined, RelatedComplaint? MergedInto, IReadOnlyList<RelatedComplaint> MergedIn,
    IReadOnlyList<RelatedComplaint> SplitOff, IReadOnlyList<Repeat> RepeatOf, string? QueuedFor,
    string? AssignmentInWords, IReadOnlyList<StaffConcerned> AboutStaff, IReadOnlyList<NotWanted> NotWanted,
    PlacedIn? Area, Escalation? Escalation, Acknowledgement? Stage2Acknowledgement, Stage1Response? Stage2Response,
    IReadOnlyList<Guid> ActedAtStage1, IReadOnlyList<ToldExtension> Extensions, FindingsSoFar Stage1Findings,
    FindingsSoFar? Stage2Findings)
{
    /// <summary>At the stage at which it is.</summary>
    public bool IsAnswered => ResponseAt(Stage) is not null;

    public Stage1Response? ResponseAt(string stage) => stage == "stage-2" ? Stage2Response : Stage1Response;

    public FindingsSoFar FindingsAt(string stage) =>
        stage == "stage-2" && Stage2Findings is { } again ? again : Stage1Findings;
}

/// <summary>A later day for a response, of which the resident was told.</summary>
internal sealed record ToldExtension(
    string Stage, DateOnly ToldOn, DateOnly NewDate, string? Reason, string? GoodReason, int? UpdatesEvery,
    bool? ResidentAgreed, IReadOnlyList<string> Lacks);

/// <summary>The request for stage 2.</summary>
internal sealed record Escalation(DateOnly RequestedOn, string? Channel, string? Words);

/// <summary>An officer than whom another was asked for.</summary>
internal sealed record NotWanted(Guid OfficerId, string Name, string AskedBy, string Reason)
{
    public string WhoAsked => AskedBy == "representative" ? "Who speaks for the resident" : "The resident";
}

/// <summary>The area that it lies in; null when the landlord has no areas.</summary>
internal sealed record PlacedIn(string? Name, string InWords);

internal sealed record StaffConcerned(Guid UserId, string Name);

internal sealed record Circumstances(string? WhatHappened, string? When, DateOnly? HappenedOn);

internal sealed record ContactWishes(string? Times, string? Frequency, string? Availability);

internal sealed record Classification(IReadOnlyList<string> Services, string? Nature, string? Priority);

/// <summary>What was said again later, and added.</summary>
internal sealed record JoinedContact(
    string Channel, DateOnly ReceivedOn, Resident? Contact, string? Words, IReadOnlyList<int> Points);

internal sealed record RelatedComplaint(
    Guid ComplaintId, string? Reference, IReadOnlyList<int> Points, string? Reason, DateTimeOffset RecordedAt);

/// <summary>An earlier complaint about the same.</summary>
internal sealed record Repeat(Guid ComplaintId, string Reference, DateOnly ReceivedOn, IReadOnlyList<string> Because);

/// <summary>A detail that could not be used as it was given, kept as it was given.</summary>
internal sealed record DetailToPutRight(string Field, string? Given, string Why)
{
    public string What => Field switch
    {
        "resident.name" => "Name",
        "resident.email" => "Email address",
        "resident.phone" => "Phone number",
        "resident.postalAddress" => "Postal address",
        "category" => "What it is about",
        _ => "How they want to be answered",
    };
}

internal sealed record Resident(Guid? PersonId, string? Name, string? Email, string? Phone, string? PostalAddress);

internal sealed record PointOfComplaint(int Number, string Text, IReadOnlyList<PointFinding> Findings)
{
    public PointFinding? FindingAt(string stage) => Findings.FirstOrDefault(finding => finding.Stage == stage);
}

/// <summary>What was found on a point at a stage.</summary>
internal sealed record PointFinding(
    string Stage, string Finding, string Reasons, IReadOnlyList<FindingEvidence> Evidence, string? Remedy, string? By,
    DateTimeOffset RecordedAt);

/// <summary>A document, or a record of that kind.</summary>
internal sealed record FindingEvidence(Guid EvidenceId, string Kind, string Name, bool CanBeOpened);

/// <summary>The points on which nothing is found yet, and what follows once there are none.</summary>
internal sealed record FindingsSoFar(IReadOnlyList<int> Missing, string? Outcome);

internal sealed record Owner(Guid OwnerId, string Name, string? Team, DateTimeOffset Since, bool Claimed);

internal sealed record Acknowledgement(
    DateOnly AcknowledgedOn, string Definition, string OutcomesSought, string ResponsibleFor, string NotResponsibleFor);

internal sealed record Stage1Response(
    DateOnly RespondedOn, string Outcome, string Summary, IReadOnlyList<int> UnansweredPoints);

internal sealed record Receipt(Guid LetterId, string Form, DateTimeOffset? SentAt, string? WhyByHand);

internal sealed record Breach(string Clock, DateOnly DueOn, string Cause, DateTimeOffset? WithdrawnAt);

internal sealed record History(IReadOnlyList<Change> Changes);

internal sealed record Change(long Version, DateTimeOffset At, string Kind, string What, string? Who);

internal sealed record QueuePage(IReadOnlyList<QueueRow> Items, string? Next);

internal sealed record QueueRow(
    Guid ComplaintId, string Reference, string Channel, string Category, DateOnly ReceivedOn, string? Team,
    string Stage);

internal sealed record DueClocks(DateOnly On, IReadOnlyList<DueClock> Clocks, string? Next);

internal sealed record DueClock(Guid ComplaintId, string Clock, DateOnly DueOn);

internal sealed record ClocksShown(DateOnly AsAt, int CalendarVersion, IReadOnlyList<ClockShown> Clocks);

internal sealed record ClockShown(
    string Clock, DateOnly TriggerOn, DateOnly DueOn, int Limit, string State, bool Provisional, DateOnly? StoppedOn,
    int DaysCounted, int DaysLeft, int DaysOver, string Says, IReadOnlyList<CountedDay> Explanation,
    DateOnly? ExtendedFrom, DateOnly? ExtendableUntil, IReadOnlyList<JudgedExtension> Extensions);

/// <summary>Whether what the resident was told moves the limit, in words.</summary>
internal sealed record JudgedExtension(DateOnly ToldOn, DateOnly NewDate, string State, string Says);

internal sealed record CountedDay(DateOnly Date, int? Day, string Says);

internal sealed record LettersOfComplaint(IReadOnlyList<Letter> Letters);

internal sealed record Letter(
    Guid LetterId, string Kind, string Form, string Status, string RecipientName, string? Email, string? PostalAddress,
    string Subject, string Body, DateTimeOffset DraftedAt, DateTimeOffset? SentAt, DateOnly? SentOn, string? WhyByHand,
    string? Failure);

internal sealed record EvidenceOfComplaint(string? PersonMatchedBy, IReadOnlyList<EvidenceItem> Items);

internal sealed record EvidenceItem(
    Guid RecordId, string RecordKind, Reference Reference, string Why, DateTimeOffset LinkedAt, Repair? WhenLinked,
    Repair? Now, bool HasChanged, Undone? Undone);

internal sealed record Undone(DateTimeOffset At, string? By, string Reason);

internal sealed record Repair(
    string Status, DateOnly? RaisedOn, string? Description, string? Trade, DateTimeOffset? RequiredBy,
    IReadOnlyList<DateTimeOffset> NoAccessAt, DateTimeOffset? CompletedAt);

internal sealed record MadeAt(long Position, DateOnly Today);

internal sealed record ComplaintPage(MadeAt MadeAt, IReadOnlyList<ListedComplaint> Complaints, string? Next);

internal sealed record ListedComplaint(
    Guid ComplaintId, string Reference, string Channel, string Theme, DateOnly ReceivedOn, string Status,
    string Timeliness, DateOnly? DueOn, Guid? OwnerId, string? OwnerName, string? Team, string? Outcome,
    string Stage);

internal sealed record Rate(long Count, long Of, string OfWhat, decimal? Percent);

internal sealed record CountLine(string Key, string? Name, long Count, long Open, long DueSoon, long Overdue);

internal sealed record CountsAnswer(
    MadeAt MadeAt, long Total, long Open, Rate AcknowledgedInTime, Rate AnsweredInTime, Rate Overdue,
    IReadOnlyList<CountLine> ByStatus, IReadOnlyList<CountLine> ByTheme, IReadOnlyList<CountLine> ByTimeliness);
