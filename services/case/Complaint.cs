using System.Collections.Immutable;
using System.Diagnostics;
using ComplaintsPlatform.ServiceDefaults;

namespace ComplaintsPlatform.Cases;

/// <summary>
/// What decisions about a complaint need to know; everything else is for read models. A fact of another service may
/// stand in the stream before the case is opened (a broker that is killed may deliver it first), so a complaint exists
/// for commands only once <see cref="IsOpened"/>.
/// </summary>
public sealed record Complaint(Guid ComplaintId) : IBeginsLater
{
    /// <summary>Business date of receipt; null until the case is opened.</summary>
    public DateOnly? ReceivedOn { get; init; }

    public Owner? Owner { get; init; }

    /// <summary>The acknowledgement as it was sent, so that the same one told again is recognised.</summary>
    public ComplaintAcknowledged? Acknowledgement { get; init; }

    /// <summary>The stage 1 response as it was sent.</summary>
    public Stage1ResponseRecorded? Stage1Response { get; init; }

    /// <summary>Natural keys of the facts that other services reported.</summary>
    public ImmutableHashSet<string> Reported { get; init; } = [];

    public bool IsOpened => ReceivedOn is not null;

    bool IBeginsLater.HasBegun => IsOpened;

    public static Complaint Evolve(Complaint? state, IComplaintEvent @event)
    {
        var complaint = state ?? new Complaint(@event.ComplaintId);
        return @event switch
        {
            ComplaintOpened e => complaint with { ReceivedOn = e.ReceivedOn },
            ComplaintAssigned e => complaint with { Owner = new Owner(e.OwnerId, e.OwnerName, e.Team) },
            ComplaintClaimed e => complaint with { Owner = new Owner(e.OwnerId, e.OwnerName, e.Team) },
            ComplaintAcknowledged e => complaint with { Acknowledgement = e },
            Stage1ResponseRecorded e => complaint with { Stage1Response = e },
            // A clock is breached or it is not: either fact makes room for the other.
            DeadlineBreached e =>
                complaint.WithReported(e, instead: new BreachWithdrawn(e.ComplaintId, e.Clock, e.DueOn, e.Cause)),
            BreachWithdrawn e =>
                complaint.WithReported(e, instead: new DeadlineBreached(e.ComplaintId, e.Clock, e.DueOn, e.Cause)),
            ReceiptConfirmed or ReceiptToConfirmByHand or DeadlineWarned or RecordLinked =>
                complaint.WithReported((IReportedFact)@event),
            _ => throw new UnreachableException($"{@event.GetType().Name} is not folded into a complaint."),
        };
    }

    private Complaint WithReported(IReportedFact fact, IReportedFact? instead = null) =>
        this with { Reported = Reported.Remove(instead?.NaturalKey ?? "").Add(fact.NaturalKey) };
}

/// <summary>Who answers for the complaint now.</summary>
public sealed record Owner(Guid OwnerId, string Name, string? Team);
