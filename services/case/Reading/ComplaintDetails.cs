using System.Diagnostics;
using ComplaintsPlatform.Cases.Actions;
using ComplaintsPlatform.Cases.Reviews;
using ComplaintsPlatform.Cases.Tasks;
using ComplaintsPlatform.Contracts;
using JasperFx.Events;

namespace ComplaintsPlatform.Cases.Reading;

/// <summary>One complaint as a person reads it. Folded from the stream on each read, so any past version or moment
/// reads the same way.</summary>
internal sealed record ComplaintDetails(Guid ComplaintId)
{
    public string Reference { get; init; } = "";
    public string Stage => Escalation is null ? Findings.Stage1 : Findings.Stage2;

    /// <summary>Where it is in its stage.</summary>
    public string Status => this switch
    {
        { MergedInto: not null } => "merged",
        { Closed: not null } => "closed",
        { Withdrawn: not null } => "withdrawn",
        { Escalation: null, Stage1Response: not null } or { Stage2Response: not null } => "responded",
        { Escalation: null, Acknowledgement: not null } or { Stage2Acknowledgement: not null } => "acknowledged",
        { Owner: not null } => "assigned",
        _ => "new",
    };

    public string Channel { get; init; } = "";
    public string Category { get; init; } = "";
    public DateOnly ReceivedOn { get; init; }
    public DateTimeOffset? OpenedAt { get; init; }
    public Resident? Resident { get; init; }
    public Guid? PropertyId { get; init; }

    /// <summary>The area that it lies in, as the areas are when it is read. Null when there are none.</summary>
    public PlacedIn? Area { get; init; }

    /// <summary>Each with what was found on it.</summary>
    public IReadOnlyList<PointDetails> Points { get; init; } = [];
    public string? DesiredOutcome { get; init; }
    public string PreferredContact { get; init; } = "";
    public bool Anonymous => Resident is null or { PersonId: null, Name: null };
    public Circumstances? Circumstances { get; init; }
    public ContactWishes? Wishes { get; init; }
    public Classification? Classification { get; init; }
    public IReadOnlyList<DetailToPutRight> ToPutRight { get; init; } = [];
    public string? WhatWasDone { get; init; }
    public Guid? FromSubmissionId { get; init; }
    public Guid? SplitFromId { get; init; }
    /// <summary>What was said again later, and added.</summary>
    public IReadOnlyList<JoinedDetails> Joined { get; init; } = [];

    /// <summary>Where it goes on, if it was merged.</summary>
    public RelatedComplaint? MergedInto { get; init; }

    /// <summary>What was merged into it, with the numbers that its points have here.</summary>
    public IReadOnlyList<RelatedComplaint> MergedIn { get; init; } = [];

    /// <summary>What was made of some of its points, with the numbers that they had here.</summary>
    public IReadOnlyList<RelatedComplaint> SplitOff { get; init; } = [];

    /// <summary>Other complaints that have to do with it.</summary>
    public IReadOnlyList<RelatedComplaint> LinkedTo { get; init; } = [];

    /// <summary>Earlier complaints about the same issue: flagged when read, so that it is right also after a
    /// change.</summary>
    public IReadOnlyList<RepeatDetails> RepeatOf { get; init; } = [];

    public OwnerDetails? Owner { get; init; }

    /// <summary>The team in whose queue it waits; null with an owner, or in nobody's.</summary>
    public string? QueuedFor { get; init; }

    /// <summary>Who has it, or why nobody, in words, when a rule or a cause decided it.</summary>
    public string? AssignmentInWords { get; init; }

    /// <summary>Members of staff whom it is about, who cannot see it.</summary>
    public IReadOnlyList<StaffConcerned> AboutStaff { get; init; } = [];
    public IReadOnlyList<NamedPerson>? OnlyFor { get; init; }

    /// <summary>Officers than whom another was asked for, who are not given it.</summary>
    public IReadOnlyList<NotWantedDetails> NotWanted { get; init; } = [];

    public AcknowledgementDetails? Acknowledgement { get; init; }

    /// <summary>How far the findings of stage 1 are, and what follows from them.</summary>
    public FindingsDetails Stage1Findings => FindingsDetails.Of(Points, Findings.Stage1);

    public ResponseDetails? Stage1Response { get; init; }

    /// <summary>What the resident was told of later days; whether it moves a limit, the clocks say.</summary>
    public IReadOnlyList<ExtensionDetails> Extensions { get; init; } = [];

    /// <summary>The request for stage 2; null while nobody has asked.</summary>
    public EscalationDetails? Escalation { get; init; }

    /// <summary>The last refusal to take it on to stage 2.</summary>
    public EscalationRefusalDetails? EscalationRefusal { get; init; }

    public AcknowledgementDetails? Stage2Acknowledgement { get; init; }

    /// <summary>At stage 2 those who acted at stage 1, and may not act now (Code 6.13); none at stage 1, and where only
    /// a part of the complaint is read.</summary>
    public IReadOnlyList<Guid> ActedAtStage1 { get; init; } = [];

    /// <summary>The same of stage 2; null while nobody has asked for it.</summary>
    public FindingsDetails? Stage2Findings =>
        Escalation is null ? null : FindingsDetails.Of(Points, Findings.Stage2);

    /// <summary>The final response.</summary>
    public ResponseDetails? Stage2Response { get; init; }

    /// <summary>Why it went wrong and what was learned, as said last.</summary>
    public CauseDetails? Cause { get; init; }

    /// <summary>The resident took it back; null unless they did, or when it was reopened.</summary>
    public EndedDetails? Withdrawn { get; init; }

    /// <summary>Null while it is open, waits for the resident, or was reopened.</summary>
    public ClosureDetails? Closed { get; init; }

    /// <summary>Who outside has looked at it.</summary>
    public IReadOnlyList<string> ReviewedBy { get; init; } = [];

    /// <summary>Letters that went out although their place was taken; none of them moved a limit.</summary>
    public IReadOnlyList<OtherLetterDetails> OtherLetters { get; init; } = [];

    public ReceiptDetails? ConfirmationOfReceipt { get; init; }
    /// <summary>Corrections that wait for somebody to agree.</summary>
    public IReadOnlyList<Guid> CorrectionsOpen { get; init; } = [];
    public IReadOnlyList<WarningDetails> Warnings { get; init; } = [];
    public IReadOnlyList<BreachDetails> Breaches { get; init; } = [];
    public IReadOnlyList<LinkDetails> LinkedRecords { get; init; } = [];
    public long Version { get; init; }
    public DateTimeOffset LastRecordedAt { get; init; }

    /// <summary>Null when the case is not opened by the last of these events.</summary>
    public static ComplaintDetails? Of(IReadOnlyList<IEvent> events)
    {
        if (events.Count == 0) return null;
        var details = events.Aggregate(new ComplaintDetails(events[0].StreamId), (details, @event) =>
            details.With((IComplaintEvent)@event.Data, @event.Timestamp) with
            { Version = @event.Version, LastRecordedAt = @event.Timestamp });
        return details.OpenedAt is null ? null : PointDetails.Found(details, events);
    }

    internal ComplaintDetails With(IComplaintEvent @event, DateTimeOffset at) => @event switch
    {
        ComplaintOpened e => this with
        {
            Reference = e.Reference,
            Channel = e.Channel,
            Category = e.Category,
            ReceivedOn = e.ReceivedOn,
            OpenedAt = at,
            Resident = e.Resident,
            PropertyId = e.PropertyId,
            Points = PointDetails.Of(e.Points),
            DesiredOutcome = e.DesiredOutcome,
            PreferredContact = e.PreferredContact,
            Circumstances = e.Circumstances,
            Wishes = e.Wishes,
            Classification = e.Classification,
            ToPutRight = e.ToPutRight ?? [],
            WhatWasDone = e.WhatWasDone,
            FromSubmissionId = e.FromSubmissionId,
            SplitFromId = e.SplitFromId,
        },
        ComplaintAssigned e => Owned(
            new OwnerDetails(e.OwnerId, e.OwnerName, e.Team, at, Claimed: false),
            e.Rule is null ? null : Change.InWords(e)),
        ComplaintClaimed e => Owned(new OwnerDetails(e.OwnerId, e.OwnerName, e.Team, at, Claimed: true), null),
        ComplaintAcknowledged e => this with
        {
            Acknowledgement = new AcknowledgementDetails(
                e.AcknowledgedOn, e.Definition, e.OutcomesSought, e.ResponsibleFor, e.NotResponsibleFor, at),
        },
        Stage1ResponseRecorded e =>
            this with { Stage1Response = new ResponseDetails(e.RespondedOn, e.Outcome, e.Summary, at) },
        ExtensionRecorded e => this with { Extensions = [.. Extensions, ExtensionDetails.Of(e, at)] },
        EscalatedToStage2 e =>
            this with { Escalation = new EscalationDetails(e.RequestedOn, e.Channel, e.Words, at) },
        EscalationRefused e => this with { EscalationRefusal = EscalationRefusalDetails.Of(e, at) },
        Stage2Acknowledged e => this with
        {
            Stage2Acknowledgement = new AcknowledgementDetails(
                e.AcknowledgedOn, e.Definition, e.OutcomesSought, e.ResponsibleFor, e.NotResponsibleFor, at),
        },
        Stage2ResponseRecorded e =>
            this with { Stage2Response = new ResponseDetails(e.RespondedOn, e.Outcome, e.Summary, at) },
        CauseRecorded e => this with { Cause = new CauseDetails(e.RootCause, e.Learning, at) },
        ComplaintWithdrawn e => this with { Withdrawn = new EndedDetails(e.WithdrawnOn, e.Reason, at) },
        ComplaintClosed e => this with { Closed = new ClosureDetails(e.ClosedOn, e.Because, e.Note, at) },
        ComplaintReopened => this with { Withdrawn = null, Closed = null },
        ContactJoined e => this with
        {
            Joined =
            [
                .. Joined,
                new JoinedDetails(e.ContactId, e.Channel, e.ReceivedOn, e.Contact, e.Words, Numbers(e.Points), at),
            ],
            Points = [.. Points, .. PointDetails.Of(e.Points)],
        },
        ICorrectionEvent e => CorrectionDetails.Into(this, e),
        // Lists of their own: ComplaintTasks, ComplaintActions, ComplaintContacts, ComplaintDocuments.
        ITaskEvent or TaskWarned or TaskFoundOverdue or IContactEvent or UpdateWarned or UpdateFoundOverdue => this,
        IActionEvent or ActionWarned or ActionFoundOverdue or CostRecorded or ReviewClosed => this,
        ReviewOpened e => this with { ReviewedBy = [.. ReviewedBy.Append(e.Body).Distinct()] },
        DeterminationRecorded => this,
        DocumentAdded or DocumentScanned or DocumentWithdrawn => this,
        // With who found it, and the names of its evidence: PointDetails.
        FindingRecorded => this,
        ComplaintReclassified e => this with
        {
            Category = e.Category,
            Classification = e.Classification,
            // Another category puts right one that intake could not take.
            ToPutRight = e.Category == Category
                ? ToPutRight
                : [.. ToPutRight.Where(detail => detail.Field != "category")],
        },
        DuplicateMergedIn e => this with
        {
            MergedIn = [.. MergedIn, new RelatedComplaint(
                e.DuplicateId, e.DuplicateReference, Numbers(e.Points), e.Reason, at)],
            Points = [.. Points, .. PointDetails.Of(e.Points)],
        },
        DuplicateTakenOut e => Without(MergedIn.Where(other => other.ComplaintId == e.DuplicateId)
            .SelectMany(other => other.Points)) with
        { MergedIn = [.. MergedIn.Where(other => other.ComplaintId != e.DuplicateId)] },
        MergedIntoAnother e =>
            this with { MergedInto = new RelatedComplaint(e.SurvivorId, e.SurvivorReference, [], e.Reason, at) },
        MergeUndone => this with { MergedInto = null },
        ComplaintSplit e => Without(Numbers(e.Points)) with
        {
            SplitOff =
                [.. SplitOff, new RelatedComplaint(e.NewComplaintId, null, Numbers(e.Points), e.Reason, at)],
        },
        ComplaintLinked e => this with
        { LinkedTo = [.. LinkedTo, new RelatedComplaint(e.OtherId, e.OtherReference, [], e.Reason, at)] },
        LinkRemoved e => this with { LinkedTo = [.. LinkedTo.Where(other => other.ComplaintId != e.OtherId)] },
        ReceiptConfirmed e =>
            this with { ConfirmationOfReceipt = new ReceiptDetails(e.LetterId, e.Form, e.SentAt, null) },
        ReceiptToConfirmByHand e =>
            this with { ConfirmationOfReceipt = new ReceiptDetails(e.LetterId, "by-hand", null, e.Why) },
        DeadlineWarned e =>
            this with { Warnings = [.. Warnings, new WarningDetails(e.Clock, e.DueOn, e.WorkingDaysLeft, at)] },
        DeadlineBreached e => this with { Breaches = [.. Breaches, new BreachDetails(e.Clock, e.DueOn, e.Cause, at)] },
        BreachWithdrawn e => this with
        {
            Breaches = [.. Breaches.Select(breach => breach.Clock == e.Clock && breach.WithdrawnAt is null
                ? breach with { WithdrawnAt = at, WithdrawnBecause = e.Cause }
                : breach)],
        },
        RecordLinked e => this with
        {
            LinkedRecords =
                [.. LinkedRecords, new LinkDetails(e.RecordId, e.RecordKind, e.ExternalId, e.AllocatedBy, e.Why, at)],
        },
        LetterIssued => this,
        AnotherLetterIssued e => this with
        {
            OtherLetters =
                [.. OtherLetters, new OtherLetterDetails(e.LetterId, e.Kind, e.Stage, e.SentOn, e.Outcome, e.Before)],
        },
        ComplaintReleased e => this with { Owner = null, QueuedFor = e.Team, AssignmentInWords = Change.InWords(e) },
        QueuedForTeam e => this with { QueuedFor = e.Team, AssignmentInWords = Change.InWords(e) },
        ConflictDeclared e => this with { AboutStaff = e.AboutStaff },
        AccessRestricted e => this with { OnlyFor = e.People.Count == 0 ? null : e.People },
        AnotherOfficerAskedFor e => this with
        {
            NotWanted = [.. NotWanted.Where(asked => asked.OfficerId != e.OfficerId),
                new NotWantedDetails(e.OfficerId, e.OfficerName, e.AskedBy, e.Reason, at)],
        },
        OfficerAllowedAgain e =>
            this with { NotWanted = [.. NotWanted.Where(asked => asked.OfficerId != e.OfficerId)] },
        _ => throw new UnreachableException($"{@event.GetType().Name} does not show in a complaint's details."),
    };

    private ComplaintDetails Owned(OwnerDetails owner, string? why) =>
        this with { Owner = owner, QueuedFor = null, AssignmentInWords = why };

    private static IReadOnlyList<int> Numbers(IReadOnlyList<PointOfComplaint> points) =>
        [.. points.Select(point => point.Number)];

    private ComplaintDetails Without(IEnumerable<int> numbers) =>
        this with { Points = [.. Points.Where(point => !numbers.Contains(point.Number))] };
}

internal sealed record JoinedDetails(
    Guid ContactId, string Channel, DateOnly ReceivedOn, Resident? Contact, string Words, IReadOnlyList<int> Points,
    DateTimeOffset RecordedAt);

internal sealed record RelatedComplaint(
    Guid ComplaintId, string? Reference, IReadOnlyList<int> Points, string Reason, DateTimeOffset RecordedAt);

/// <summary>An earlier complaint about the same; <c>Because</c> is same-person, same-home or both.</summary>
internal sealed record RepeatDetails(
    Guid ComplaintId, string Reference, DateOnly ReceivedOn, IReadOnlyList<string> Because);

internal sealed record OwnerDetails(Guid OwnerId, string Name, string? Team, DateTimeOffset Since, bool Claimed);

/// <summary>The officer, who asked for another one (resident, representative), and why, in their words.</summary>
internal sealed record NotWantedDetails(
    Guid OfficerId, string Name, string AskedBy, string Reason, DateTimeOffset RecordedAt);

internal sealed record AcknowledgementDetails(
    DateOnly AcknowledgedOn, string Definition, string OutcomesSought, string ResponsibleFor, string NotResponsibleFor,
    DateTimeOffset RecordedAt);

/// <summary><c>UnansweredPoints</c> are those on which nothing had been found when it went out (Code 6.7); none when
/// the landlord had not begun to find point by point.</summary>
internal sealed record ResponseDetails(
    DateOnly RespondedOn, string Outcome, string Summary, DateTimeOffset RecordedAt)
{
    public IReadOnlyList<int> UnansweredPoints { get; init; } = [];
}

/// <summary><c>Lacks</c> is what the Code asks of an extension and this one has not, in words.</summary>
internal sealed record ExtensionDetails(
    string Stage, DateOnly ToldOn, DateOnly NewDate, string Reason, string? GoodReason, int? UpdatesEvery,
    bool? ResidentAgreed, bool OmbudsmanDetailsGiven, IReadOnlyList<string> Lacks, DateTimeOffset RecordedAt)
{
    public static ExtensionDetails Of(ExtensionRecorded e, DateTimeOffset at) => new(
        e.Stage, e.ToldOn, e.NewDate, e.Reason, e.GoodReason, e.UpdatesEvery, e.ResidentAgreed,
        e.OmbudsmanDetailsGiven,
        [.. LacksOf(e)], at);

    private static IEnumerable<string> LacksOf(ExtensionRecorded e)
    {
        var paragraph = e.Stage == Findings.Stage2 ? "6.16" : "6.5";
        if (!e.OmbudsmanDetailsGiven) yield return $"The Ombudsman's details were not given (Code {paragraph}).";
        if (e.UpdatesEvery is null) yield return "How often they hear in between was not agreed (Code 5.9).";
    }
}

internal sealed record EscalationDetails(
    DateOnly RequestedOn, string? Channel, string? Words, DateTimeOffset RecordedAt);

/// <summary><c>GroundInWords</c> is how a letter says it.</summary>
internal sealed record EscalationRefusalDetails(
    DateOnly RequestedOn, DateOnly RefusedOn, string Ground, string Paragraph, string GroundInWords, string Reasons,
    string CircumstancesConsidered, string? EarlierReference, DateTimeOffset RecordedAt)
{
    public static EscalationRefusalDetails Of(EscalationRefused e, DateTimeOffset at) => new(
        e.RequestedOn, e.RefusedOn, e.Ground, e.Paragraph, RefusalGround.Of(e.Ground)?.InWords ?? e.Ground, e.Reasons,
        e.Circumstances, e.EarlierReference, at);
}

internal sealed record CauseDetails(string RootCause, string? Learning, DateTimeOffset RecordedAt);

internal sealed record EndedDetails(DateOnly WithdrawnOn, string Reason, DateTimeOffset RecordedAt);

internal sealed record ClosureDetails(DateOnly ClosedOn, string Because, string? Note, DateTimeOffset RecordedAt);

internal sealed record ReceiptDetails(Guid LetterId, string Form, DateTimeOffset? SentAt, string? WhyByHand);

internal sealed record WarningDetails(string Clock, DateOnly DueOn, int WorkingDaysLeft, DateTimeOffset RecordedAt);

internal sealed record BreachDetails(string Clock, DateOnly DueOn, string Cause, DateTimeOffset RecordedAt,
    DateTimeOffset? WithdrawnAt = null, string? WithdrawnBecause = null);

internal sealed record LinkDetails(
    Guid RecordId, string RecordKind, string ExternalId, string AllocatedBy, string Why, DateTimeOffset RecordedAt);

/// <summary><c>Before</c> is the day of the one that counts.</summary>
internal sealed record OtherLetterDetails(
    Guid LetterId, string Kind, string Stage, DateOnly SentOn, string? Outcome, DateOnly Before);
