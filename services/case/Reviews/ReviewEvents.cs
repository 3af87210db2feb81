using ComplaintsPlatform.PersonalData;
using ComplaintsPlatform.ServiceDefaults;

namespace ComplaintsPlatform.Cases.Reviews;

/// <summary>Somebody outside looks at the complaint: the Ombudsman, a court. What they ask for and order are actions
/// (<see cref="Actions.ActionKinds.OfReviews"/>).</summary>
public interface IReviewEvent : IComplaintEvent, INeverMakesStale
{
    Guid ReviewId { get; }
}

/// <summary>They asked about it, on that day.</summary>
public sealed record ReviewOpened(
    Guid ComplaintId, Guid ReviewId, string Body, string? TheirReference, DateOnly OpenedOn,
    [property: PersonalData] string? Words, Guid RecordedBy) : IReviewEvent;

/// <summary>They decided, on each issue that they looked at. The last one holds.</summary>
public sealed record DeterminationRecorded(
    Guid ComplaintId, Guid ReviewId, DateOnly DeterminedOn, IReadOnlyList<DeterminedIssue> Issues,
    [property: PersonalData] string? Summary, Guid RecordedBy) : IReviewEvent;

/// <summary>An issue as they defined it, and what they found; one of <see cref="ReviewWords.Findings"/>.</summary>
public sealed record DeterminedIssue([property: PersonalData] string Issue, string Finding);

/// <summary>All that they asked for was done, or they withdrew.</summary>
public sealed record ReviewClosed(
    Guid ComplaintId, Guid ReviewId, DateOnly ClosedOn, [property: PersonalData] string? Note)
    : IReviewEvent;
