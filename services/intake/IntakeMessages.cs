using System.Diagnostics;
using ComplaintsPlatform.ServiceDefaults;
using JasperFx.Events;
using Say = ComplaintsPlatform.Contracts.Intake;

namespace ComplaintsPlatform.Intake;

/// <summary>What this service says to others. It hears nothing yet.</summary>
internal static class IntakeMessages
{
    /// <summary>From stored event to contract.</summary>
    public static Announcement? Announce(IEvent @event) => @event.Data switch
    {
        ComplaintMade e => new Announcement(e.ComplaintId, new Say.ComplaintMade(
            e.ComplaintId, e.Reference, e.Channel, e.Category, e.ReceivedOn, @event.Timestamp,
            Guid.TryParse(@event.UserName, out var recordedBy) ? recordedBy : Guid.Empty,
            new Say.Complainant(
                e.Resident.PersonId, e.Resident.Name, e.Resident.Email, e.Resident.Phone, e.Resident.PostalAddress),
            e.PropertyId,
            [.. e.Points.Select(point => new Say.PointOfComplaint(point.Number, point.Text))],
            e.DesiredOutcome,
            e.PreferredContact)),
        _ => throw new UnreachableException($"{@event.EventTypeName} is neither published nor kept."),
    };
}
