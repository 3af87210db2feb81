using System.Diagnostics;
using ComplaintsPlatform.ServiceDefaults;
using JasperFx.Events;
using Say = ComplaintsPlatform.Contracts.Intake;

namespace ComplaintsPlatform.Intake;

/// <summary>What this service says to others. What it hears:
/// <c>ComplaintSplitHandler.cs</c>, <c>KnownCategories.cs</c>.</summary>
internal static class IntakeMessages
{
    // How somebody is addressed who gave no name.
    private const string Nameless = "Resident";

    /// <summary>From stored event to contract.</summary>
    public static Announcement? Announce(IEvent @event) => @event.Data switch
    {
        ComplaintMade e => new Announcement(e.ComplaintId, Said(e, @event)),
        SubmissionRecorded e => new Announcement(e.SubmissionId, new Say.SubmissionRecorded(
            e.SubmissionId, e.Reference, e.Type, e.Channel, e.ReceivedOn, @event.Timestamp, e.PropertyId, e.Service)),
        ComplaintRefused e => new Announcement(e.SubmissionId, new Say.ComplaintRefused(
            e.SubmissionId, e.Ground, e.Paragraph, e.RefusedOn, e.Reference)),
        SubmissionResolved e => new Announcement(e.SubmissionId, new Say.SubmissionResolved(
            e.SubmissionId, e.ResolvedOn, e.AtFirstContact)),
        PassedToService or ComplaintOffered or OfferDeclined or PromotedToComplaint => null,
        IContactEvent or IGuidanceEvent => null,
        _ => throw new UnreachableException($"{@event.EventTypeName} is neither published nor kept."),
    };

    private static Say.ComplaintMade Said(ComplaintMade e, IEvent stored) => new(
        e.ComplaintId, e.Reference, e.Channel, e.Category, e.ReceivedOn, stored.Timestamp,
        Guid.TryParse(stored.UserName, out var recordedBy) ? recordedBy : Guid.Empty,
        new Say.Complainant(e.Resident?.PersonId, e.Resident?.Name ?? Nameless, e.Resident?.Email, e.Resident?.Phone,
            e.Resident?.PostalAddress),
        e.PropertyId,
        [.. e.Points.Select(point => new Say.PointOfComplaint(point.Number, point.Text))],
        e.DesiredOutcome,
        e.PreferredContact,
        Anonymous: e.Resident is null or { PersonId: null, Name: null },
        e.Circumstances is { } told ? new Say.Circumstances(told.WhatHappened, told.When, told.HappenedOn) : null,
        e.Wishes is { } wishes ? new Say.ContactWishes(wishes.Times, wishes.Frequency, wishes.Availability) : null,
        e.Classification is { } kind ? new Say.Classification(kind.Services, kind.Nature, kind.Priority) : null,
        e.ToPutRight is { } odd
            ? [.. odd.Select(detail => new Say.DetailToPutRight(detail.Field, detail.Given, detail.Why))]
            : null,
        e.WhatWasDone,
        e.FromSubmissionId,
        e.SplitFromId);
}
