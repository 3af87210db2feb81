using System.Collections.Immutable;
using System.Diagnostics;

namespace ComplaintsPlatform.Cases.Reviews;

/// <summary>Who may look at a complaint from outside, and what they may find.</summary>
public static class ReviewWords
{
    public const string Ombudsman = "ombudsman";

    public static readonly string[] Bodies =
        [Ombudsman, "court", "tribunal", "regulator", "councillor-or-mp", "other"];

    /// <summary>The worst first. The Ombudsman's eight; others say whether they agree with the landlord.</summary>
    public static readonly string[] Findings =
    [
        "severe-maladministration", "maladministration", "service-failure", "against-the-landlord",
        "reasonable-redress", "resolved-by-mediation", "no-maladministration", "for-the-landlord",
        "outside-jurisdiction", "withdrawn",
    ];

    /// <summary>The worst of them: what the whole is counted as.</summary>
    public static string Worst(IEnumerable<DeterminedIssue> issues) =>
        issues.Select(issue => issue.Finding).MinBy(finding => Array.IndexOf(Findings, finding))!;
}

/// <summary>An outside review, as far as rules have to know it.</summary>
public sealed record Review(ReviewOpened Opened)
{
    public DeterminationRecorded? Determination { get; private init; }

    public ReviewClosed? Closed { get; private init; }

    internal static ImmutableDictionary<Guid, Review> Evolve(
        ImmutableDictionary<Guid, Review> reviews, IReviewEvent happened) => reviews.SetItem(
            happened.ReviewId, happened switch
            {
                ReviewOpened e => new Review(e),
                // Decided again after it ended, it goes on.
                DeterminationRecorded e => reviews[e.ReviewId] with { Determination = e, Closed = null },
                ReviewClosed e => reviews[e.ReviewId] with { Closed = e },
                _ => throw new UnreachableException($"{happened.GetType().Name} is not folded into a review."),
            });
}
