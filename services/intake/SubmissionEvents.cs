using ComplaintsPlatform.PersonalData;

namespace ComplaintsPlatform.Intake;

/// <summary>What can happen to a submission: what somebody brought to the landlord, as a complaint or
/// otherwise.</summary>
public interface ISubmissionEvent
{
    /// <summary>The stream. A complaint keeps this id in every service.</summary>
    Guid SubmissionId { get; }
}

/// <summary>A complaint was made, through any channel; without a resident when it is anonymous.</summary>
public sealed record ComplaintMade(
    Guid ComplaintId, string Reference, string Channel, string Category, DateOnly ReceivedOn, Resident? Resident,
    Guid? PropertyId,
    IReadOnlyList<PointOfComplaint> Points, [property: PersonalData] string? DesiredOutcome,
    string PreferredContact, Circumstances? Circumstances = null, ContactWishes? Wishes = null,
    Classification? Classification = null, IReadOnlyList<DetailToPutRight>? ToPutRight = null,
    [property: PersonalData] string? WhatWasDone = null, Guid? FromSubmissionId = null,
    Guid? SplitFromId = null) : ISubmissionEvent
{
    Guid ISubmissionEvent.SubmissionId => ComplaintId;
}

/// <summary>Who brings it, as given. Erasing the person erases all of it.</summary>
public sealed record Resident(
    Guid? PersonId,
    [property: PersonalData(Subject = nameof(Resident.PersonId))] string? Name,
    [property: PersonalData(Subject = nameof(Resident.PersonId))] string? Email,
    [property: PersonalData(Subject = nameof(Resident.PersonId))] string? Phone,
    [property: PersonalData(Subject = nameof(Resident.PersonId))] string? PostalAddress);

/// <summary>One point of complaint, numbered from 1, in the resident's words.</summary>
public sealed record PointOfComplaint(int Number, [property: PersonalData] string Text);

/// <summary>What happened and when, as far as it was told.</summary>
public sealed record Circumstances(
    [property: PersonalData] string? WhatHappened, [property: PersonalData] string? When, DateOnly? HappenedOn)
{
    internal static Circumstances? Of(string? whatHappened, string? when, DateOnly? happenedOn) =>
        (whatHappened, when, happenedOn) is (null, null, null) ? null : new(whatHappened, when, happenedOn);
}

/// <summary>When and how often somebody wants to be contacted, and when somebody can come.</summary>
public sealed record ContactWishes(
    [property: PersonalData] string? Times, [property: PersonalData] string? Frequency,
    [property: PersonalData] string? Availability)
{
    internal static ContactWishes? Of(string? times, string? frequency, string? availability) =>
        (times, frequency, availability) is (null, null, null) ? null : new(times, frequency, availability);
}

/// <summary>Classification at capture, beside the category.</summary>
public sealed record Classification(IReadOnlyList<string> Services, string? Nature, string? Priority)
{
    internal static Classification? Of(IReadOnlyList<string>? services, string? nature, string? priority) =>
        services is null or { Count: 0 } && (nature, priority) is (null, null)
            ? null
            : new([.. (services ?? []).Distinct()], nature, priority);
}

/// <summary>A detail of contact that cannot be used as it was given: kept as text, to be put right.</summary>
public sealed record DetailToPutRight(
    Guid? PersonId, string Field,
    [property: PersonalData(Subject = nameof(DetailToPutRight.PersonId))] string? Given, string Why);
