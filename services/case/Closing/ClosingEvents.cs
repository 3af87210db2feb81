using ComplaintsPlatform.PersonalData;

namespace ComplaintsPlatform.Cases;

/// <summary>What ends the work on a complaint, or takes that back.</summary>
public interface IClosingEvent : IComplaintEvent;

/// <summary>Why it went wrong, and what the landlord learned from it (Code 9.1). The last one holds.</summary>
public sealed record CauseRecorded(
    Guid ComplaintId, string RootCause, [property: PersonalData] string? Learning, Guid RecordedBy) : IClosingEvent;

/// <summary>The resident took the complaint back on this day: nothing falls due any more.</summary>
public sealed record ComplaintWithdrawn(
    Guid ComplaintId, DateOnly WithdrawnOn, [property: PersonalData] string Reason, Guid RecordedBy) : IClosingEvent;

/// <summary>Answered or withdrawn, and nobody works on it any more.</summary>
public sealed record ComplaintClosed(
    Guid ComplaintId, DateOnly ClosedOn, string Because, [property: PersonalData] string? Note, Guid ClosedBy)
    : IClosingEvent;

/// <summary>It was closed or withdrawn no longer: work goes on, with the limits as they were.</summary>
public sealed record ComplaintReopened(Guid ComplaintId, [property: PersonalData] string Reason) : IClosingEvent;
