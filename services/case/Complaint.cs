using System.Collections.Immutable;
using System.Diagnostics;
using ComplaintsPlatform.Cases.Actions;
using ComplaintsPlatform.Cases.Reviews;
using ComplaintsPlatform.Cases.Tasks;
using ComplaintsPlatform.ServiceDefaults;

namespace ComplaintsPlatform.Cases;

/// <summary>
/// What decisions about a complaint need to know; everything else is for read models. A fact of another service may
/// stand in the stream before the case is opened (a broker that is killed may deliver it first), so a complaint exists
/// for commands only once <see cref="IsOpened"/>.
/// </summary>
public sealed record Complaint(Guid ComplaintId) : IBeginsLater, IHiddenFrom
{
    /// <summary>Business date of receipt; null until the case is opened.</summary>
    public DateOnly? ReceivedOn { get; init; }

    public string Reference { get; init; } = "";

    public string Category { get; init; } = "";

    public Classification? Classification { get; init; }

    /// <summary>The points to be answered here.</summary>
    public ImmutableList<PointOfComplaint> Points { get; init; } = [];

    /// <summary>Contacts that were added, so that one told again is the same one.</summary>
    public ImmutableHashSet<Guid> Joined { get; init; } = [];

    public ImmutableDictionary<Guid, CaseDocument> Documents { get; init; } =
        ImmutableDictionary<Guid, CaseDocument>.Empty;

    /// <summary>What others are asked to do; closing asks which are open, and which of them have to be done.</summary>
    public ImmutableDictionary<Guid, CaseTask> Tasks { get; init; } = ImmutableDictionary<Guid, CaseTask>.Empty;

    /// <summary>What was promised or ordered, and is followed up.</summary>
    public ImmutableDictionary<Guid, CaseAction> Actions { get; init; } = ImmutableDictionary<Guid, CaseAction>.Empty;

    public ImmutableHashSet<Guid> Costs { get; init; } = [];
    public CorrectionLog Corrections { get; init; } = CorrectionLog.None;

    public ImmutableDictionary<Guid, Review> Reviews { get; init; } = ImmutableDictionary<Guid, Review>.Empty;

    /// <summary>Complaints that were merged into this one, with the numbers that their points have here.</summary>
    public ImmutableDictionary<Guid, ImmutableList<int>> MergedIn { get; init; } =
        ImmutableDictionary<Guid, ImmutableList<int>>.Empty;

    /// <summary>Where this complaint goes on, if it was merged.</summary>
    public MergedIntoAnother? MergedInto { get; init; }

    public ImmutableHashSet<Guid> SplitOff { get; init; } = [];
    public ImmutableHashSet<Guid> LinkedTo { get; init; } = [];

    /// <summary>Numbers are never given twice, also when points have gone.</summary>
    public int LastPoint { get; init; }

    public Owner? Owner { get; init; }

    /// <summary>The acknowledgement as it was sent, so that the same one told again is recognised.</summary>
    public ComplaintAcknowledged? Acknowledgement { get; init; }

    public Findings Findings { get; init; } = Findings.None;

    /// <summary>The stage 1 response as it was sent.</summary>
    public Stage1ResponseRecorded? Stage1Response { get; init; }

    /// <summary>The extensions that the resident was told of, at either stage.</summary>
    public ImmutableList<ExtensionRecorded> Extensions { get; init; } = [];

    /// <summary>The request for stage 2 as it was recorded; null at stage 1.</summary>
    public EscalatedToStage2? Escalation { get; init; }
    public EscalationRefused? EscalationRefusal { get; init; }

    public Stage2Acknowledged? Stage2Acknowledgement { get; init; }

    public Stage2ResponseRecorded? Stage2Response { get; init; }

    public Ending Ending { get; init; } = Ending.None;

    /// <summary>Calls, visits, notes, and what was promised in them.</summary>
    public ContactLog Contacts { get; init; } = ContactLog.None;

    /// <summary>Who has had it, acknowledged or answered it at stage 1.</summary>
    public ImmutableHashSet<Guid> ActedAtStage1 { get; init; } = [];

    /// <summary>The same at stage 2.</summary>
    public ImmutableHashSet<Guid> ActedAtStage2 { get; init; } = [];

    /// <summary>The stage at which it is.</summary>
    public string Stage => Escalation is null ? Findings.Stage1 : Findings.Stage2;

    /// <summary>The stage at which it is was answered.</summary>
    public bool IsAnswered => AnsweredOn(Stage) is not null;

    /// <summary>Natural keys of the facts that other services reported.</summary>
    public ImmutableHashSet<string> Reported { get; init; } = [];

    public string Channel { get; init; } = "";

    /// <summary>Where it is about.</summary>
    public Place? Place { get; init; }

    /// <summary>Somebody or some rule has decided on it at this stage: rules of arrival do no more.</summary>
    public bool HasArrived { get; init; }

    /// <summary>Its owner was away when they got it, and whoever gave it to them knew.</summary>
    public bool OwnedEvenIfAbsent { get; init; }

    /// <summary>Members of staff whom it is about; and the only ones who may know of it, null when all may.</summary>
    public ImmutableList<StaffConcerned> AboutStaff { get; init; } = [];
    public ImmutableList<NamedPerson>? OnlyFor { get; init; }

    /// <summary>Requests for another officer that stand: none of these officers is given it.</summary>
    public ImmutableList<AnotherOfficerAskedFor> NotWanted { get; init; } = [];

    /// <summary>The day on which a stage was answered; null while it was not.</summary>
    public DateOnly? AnsweredOn(string stage) =>
        stage == Findings.Stage1 ? Stage1Response?.RespondedOn : Stage2Response?.RespondedOn;

    public bool IsNotWanted(Guid userId) => NotWanted.Exists(asked => asked.OfficerId == userId);

    public bool IsHiddenFrom(Guid userId) => Restrictions.Hide(this.About(), this.NamedOrAll(), userId);

    public bool IsOpened => ReceivedOn is not null;
    bool IBeginsLater.HasBegun => IsOpened;

    public static Complaint Evolve(Complaint? state, IComplaintEvent @event)
    {
        var complaint = state ?? new Complaint(@event.ComplaintId);
        return @event switch
        {
            ComplaintOpened e => complaint.With(e.Points) with
            {
                ReceivedOn = e.ReceivedOn,
                Reference = e.Reference,
                Category = e.Category,
                Classification = e.Classification,
                Channel = e.Channel,
                Place = Place.Of(e.PropertyId, e.Resident),
                Corrections = CorrectionLog.Of(e.Resident),
            },
            ComplaintAssigned e => complaint.OwnedBy(new Owner(e.OwnerId, e.OwnerName, e.Team)) with
            { OwnedEvenIfAbsent = e.EvenIfAbsent },
            ComplaintClaimed e => complaint.OwnedBy(new Owner(e.OwnerId, e.OwnerName, e.Team)),
            ComplaintAcknowledged e =>
                complaint.ActedOn(Findings.Stage1, e.AcknowledgedBy) with { Acknowledgement = e },
            FindingRecorded e => complaint.ActedOn(e.Stage, e.FoundBy) with { Findings = complaint.Findings.With(e) },
            Stage1ResponseRecorded e =>
                complaint.ActedOn(Findings.Stage1, e.RespondedBy) with { Stage1Response = e },
            ExtensionRecorded e => complaint with { Extensions = complaint.Extensions.Add(e) },
            EscalatedToStage2 e => complaint with { Escalation = e, HasArrived = false },
            EscalationRefused e => complaint with { EscalationRefusal = e },
            Stage2Acknowledged e =>
                complaint.ActedOn(Findings.Stage2, e.AcknowledgedBy) with { Stage2Acknowledgement = e },
            Stage2ResponseRecorded e => complaint.ActedOn(Findings.Stage2, e.RespondedBy) with { Stage2Response = e },
            ContactJoined e => complaint.With(e.Points) with { Joined = complaint.Joined.Add(e.ContactId) },
            IClosingEvent e => complaint with { Ending = Ending.Evolve(complaint.Ending, e) },
            ITaskEvent e => CaseTask.Evolve(complaint, e),
            IActionEvent e => CaseAction.Evolve(complaint, e),
            CostRecorded e => complaint with { Costs = complaint.Costs.Add(e.CostId) },
            ICorrectionEvent e => CorrectionLog.Evolve(complaint, e),
            IReviewEvent e => complaint with { Reviews = Review.Evolve(complaint.Reviews, e) },
            IContactEvent e => complaint with { Contacts = ContactLog.Evolve(complaint.Contacts, e) },
            IDocumentEvent e => complaint with { Documents = CaseDocument.Evolve(complaint.Documents, e) },
            ComplaintReclassified e => complaint with { Category = e.Category, Classification = e.Classification },
            IMergingEvent e => Merging.Evolve(complaint, e),
            // Who wrote or read a letter acted at its stage, as who issued it did.
            LetterIssued e => e.By.Aggregate(complaint, (acted, by) => acted.ActedOn(e.Stage, by)).With(e),
            IReportedFact e => complaint.With(e),
            AnotherLetterIssued => complaint,
            ComplaintReleased => complaint with { Owner = null },
            ConflictDeclared e => complaint with { AboutStaff = [.. e.AboutStaff] },
            AccessRestricted e => complaint with { OnlyFor = e.OnlyFor() is null ? null : [.. e.People] },
            QueuedForTeam => complaint with { HasArrived = true },
            AnotherOfficerAskedFor e => complaint with { NotWanted = complaint.Without(e.OfficerId).Add(e) },
            OfficerAllowedAgain e => complaint with { NotWanted = complaint.Without(e.OfficerId) },
            _ => throw new UnreachableException($"{@event.GetType().Name} is not folded into a complaint."),
        };
    }

    private Complaint OwnedBy(Owner owner) => this.ActedOn(Stage, owner.OwnerId) with
    { Owner = owner, HasArrived = true, OwnedEvenIfAbsent = false };

    internal Complaint With(IReadOnlyList<PointOfComplaint> more) => this with
    {
        Points = Points.AddRange(more),
        LastPoint = more.Aggregate(LastPoint, (last, point) => Math.Max(last, point.Number)),
    };

    private Complaint With(IReportedFact fact) =>
        this with { Reported = Reported.Remove(fact.MakesRoomFor ?? "").Add(fact.NaturalKey) };

    internal Complaint Without(ImmutableList<int> numbers) =>
        this with { Points = Points.RemoveAll(point => numbers.Contains(point.Number)) };

    private ImmutableList<AnotherOfficerAskedFor> Without(Guid officerId) =>
        NotWanted.RemoveAll(asked => asked.OfficerId == officerId);
}
