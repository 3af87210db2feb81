using System.Collections.Immutable;

namespace ComplaintsPlatform.Linkage;

/// <summary>How contact with somebody is restricted because of how they behaved, as it stands.</summary>
public sealed record ContactRestriction(
    Guid RestrictionId, string Behaviour, string Evidence, IReadOnlyList<string> Ways, string? InWords,
    string WhyProportionate, string NeedsConsidered, DateOnly ToldOn, string HowToAppeal, DateOnly From,
    DateOnly ReviewOn)
{
    public IReadOnlyList<RestrictionReview> Reviews { get; init; } = [];

    public DateOnly? EndedOn { get; init; }

    public string? EndedBecause { get; init; }

    internal bool IsToBeReviewedOn(DateOnly day) => EndedOn is null && ReviewOn <= day;

    internal static ImmutableDictionary<Guid, ContactRestriction> Evolve(
        ImmutableDictionary<Guid, ContactRestriction> all, IContactRestrictionEvent happened) => happened switch
        {
            ContactRestricted e => all.SetItem(e.RestrictionId, new ContactRestriction(
                e.RestrictionId, e.Behaviour, e.Evidence, e.Ways, e.InWords, e.WhyProportionate, e.NeedsConsidered,
                e.ToldOn, e.HowToAppeal, e.From, e.ReviewOn)),
            ContactRestrictionReviewed e when all.TryGetValue(e.RestrictionId, out var one) => all.SetItem(
                e.RestrictionId, one with
                { ReviewOn = e.ReviewOn, Reviews = [.. one.Reviews, new RestrictionReview(e.On, e.Why, e.ReviewOn)] }),
            ContactRestrictionEnded e when all.TryGetValue(e.RestrictionId, out var one) =>
                all.SetItem(e.RestrictionId, one with { EndedOn = e.On, EndedBecause = e.Reason }),
            _ => all,
        };
}

/// <summary>It was looked at again and kept: when, why, and until when.</summary>
public sealed record RestrictionReview(DateOnly On, string Why, DateOnly ReviewOn);

/// <summary>A restriction, whether it stands, and whether it is time to look at it again.</summary>
public sealed record ContactRestrictionShown(ContactRestriction Restriction, bool Stands, bool IsToBeReviewed);

/// <summary>The words of the list.</summary>
internal static class RestrictionWords
{
    public const string Other = "other";

    public static readonly string[] Ways =
        ["letter-only", "email-only", "one-named-contact", "set-times", "no-visits-alone", "no-office-visits", Other];
}
