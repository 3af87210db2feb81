using ComplaintsPlatform.PersonalData;

namespace ComplaintsPlatform.Intake;

/// <summary>What can happen to a submission: what somebody brought to the landlord, before it has a case.</summary>
public interface ISubmissionEvent
{
    /// <summary>The stream. The complaint keeps this id in every service.</summary>
    Guid ComplaintId { get; }
}

/// <summary>A complaint was made, through any channel.</summary>
public sealed record ComplaintMade(
    Guid ComplaintId, string Reference, string Channel, string Category, DateOnly ReceivedOn, Resident Resident,
    Guid? PropertyId,
    IReadOnlyList<PointOfComplaint> Points, [property: PersonalData] string? DesiredOutcome,
    string PreferredContact) : ISubmissionEvent;

/// <summary>Who complains, as given. Erasing the person erases all of it.</summary>
public sealed record Resident(
    Guid? PersonId,
    [property: PersonalData(Subject = nameof(Resident.PersonId))] string Name,
    [property: PersonalData(Subject = nameof(Resident.PersonId))] string? Email,
    [property: PersonalData(Subject = nameof(Resident.PersonId))] string? Phone,
    [property: PersonalData(Subject = nameof(Resident.PersonId))] string? PostalAddress);

/// <summary>One point of complaint, numbered from 1, in the resident's words.</summary>
public sealed record PointOfComplaint(int Number, [property: PersonalData] string Text);
