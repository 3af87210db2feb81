using System.Diagnostics;
using JasperFx.Events;

namespace ComplaintsPlatform.Cases.Reading;

/// <summary>One complaint as a person reads it. Folded from the stream on each read, so any past version or moment
/// reads the same way.</summary>
internal sealed record ComplaintDetails(Guid ComplaintId)
{
    public string Reference { get; init; } = "";
    public string Stage { get; init; } = "stage-1";
    public string Status => this switch
    {
        { Stage1Response: not null } => "responded",
        { Acknowledgement: not null } => "acknowledged",
        { Owner: not null } => "assigned",
        _ => "new",
    };

    public string Channel { get; init; } = "";
    public string Category { get; init; } = "";
    public DateOnly ReceivedOn { get; init; }
    public DateTimeOffset? OpenedAt { get; init; }
    public Resident? Resident { get; init; }
    public Guid? PropertyId { get; init; }
    public IReadOnlyList<PointOfComplaint> Points { get; init; } = [];
    public string? DesiredOutcome { get; init; }
    public string PreferredContact { get; init; } = "";
    public OwnerDetails? Owner { get; init; }
    public AcknowledgementDetails? Acknowledgement { get; init; }
    public Stage1ResponseDetails? Stage1Response { get; init; }
    public ReceiptDetails? ConfirmationOfReceipt { get; init; }
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
        return details.OpenedAt is null ? null : details;
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
            Points = e.Points,
            DesiredOutcome = e.DesiredOutcome,
            PreferredContact = e.PreferredContact,
        },
        ComplaintAssigned e =>
            this with { Owner = new OwnerDetails(e.OwnerId, e.OwnerName, e.Team, at, Claimed: false) },
        ComplaintClaimed e => this with { Owner = new OwnerDetails(e.OwnerId, e.OwnerName, e.Team, at, Claimed: true) },
        ComplaintAcknowledged e => this with
        {
            Acknowledgement = new AcknowledgementDetails(
                e.AcknowledgedOn, e.Definition, e.OutcomesSought, e.ResponsibleFor, e.NotResponsibleFor, at),
        },
        Stage1ResponseRecorded e =>
            this with { Stage1Response = new Stage1ResponseDetails(e.RespondedOn, e.Outcome, e.Summary, at) },
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
        _ => throw new UnreachableException($"{@event.GetType().Name} does not show in a complaint's details."),
    };
}

internal sealed record OwnerDetails(Guid OwnerId, string Name, string? Team, DateTimeOffset Since, bool Claimed);

internal sealed record AcknowledgementDetails(
    DateOnly AcknowledgedOn, string Definition, string OutcomesSought, string ResponsibleFor, string NotResponsibleFor,
    DateTimeOffset RecordedAt);

internal sealed record Stage1ResponseDetails(
    DateOnly RespondedOn, string Outcome, string Summary, DateTimeOffset RecordedAt);

internal sealed record ReceiptDetails(Guid LetterId, string Form, DateTimeOffset? SentAt, string? WhyByHand);

internal sealed record WarningDetails(string Clock, DateOnly DueOn, int WorkingDaysLeft, DateTimeOffset RecordedAt);

internal sealed record BreachDetails(string Clock, DateOnly DueOn, string Cause, DateTimeOffset RecordedAt,
    DateTimeOffset? WithdrawnAt = null, string? WithdrawnBecause = null);

internal sealed record LinkDetails(
    Guid RecordId, string RecordKind, string ExternalId, string AllocatedBy, string Why, DateTimeOffset RecordedAt);
