namespace ComplaintsPlatform.Cases;

/// <summary>A letter that people wrote in correspondence went out. What it was for the complaint is an event of its
/// own.</summary>
public sealed record LetterIssued(
    Guid ComplaintId, Guid LetterId, string Kind, string Stage, DateOnly SentOn, string Form, IReadOnlyList<Guid> By)
    : IReportedFact
{
    string IReportedFact.NaturalKey => $"letter {LetterId}";
}

/// <summary>A letter went out whose place was taken: a second response, a second acknowledgement, or one about a stage
/// that was answered. It is recorded as it happened and changes no clock.</summary>
public sealed record AnotherLetterIssued(
    Guid ComplaintId, Guid LetterId, string Kind, string Stage, DateOnly SentOn, string? Outcome, DateOnly Before)
    : IComplaintEvent;
