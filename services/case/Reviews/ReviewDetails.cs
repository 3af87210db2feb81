using JasperFx.Events;

namespace ComplaintsPlatform.Cases.Reviews;

/// <summary>An outside review as a person reads it; what it asks for is among the actions.</summary>
internal sealed record ReviewDetails(
    Guid ReviewId, string Body, string? TheirReference, DateOnly OpenedOn, string? Words, DateOnly? DeterminedOn,
    IReadOnlyList<DeterminedIssue> Issues, string? Summary, DateOnly? ClosedOn, string? Note)
{
    public static IReadOnlyList<ReviewDetails> Of(IReadOnlyList<IEvent> events)
    {
        var all = new Dictionary<Guid, ReviewDetails>();
        foreach (var e in events.Select(e => e.Data).OfType<IReviewEvent>())
            all[e.ReviewId] = e switch
            {
                ReviewOpened one => new ReviewDetails(
                    one.ReviewId, one.Body, one.TheirReference, one.OpenedOn, one.Words, null, [], null, null, null),
                DeterminationRecorded one => all[e.ReviewId] with
                {
                    DeterminedOn = one.DeterminedOn,
                    Issues = one.Issues,
                    Summary = one.Summary,
                    ClosedOn = null,
                    Note = null,
                },
                ReviewClosed one => all[e.ReviewId] with { ClosedOn = one.ClosedOn, Note = one.Note },
                _ => all[e.ReviewId],
            };
        return [.. all.Values];
    }
}
