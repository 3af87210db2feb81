using ComplaintsPlatform.Pages.TagHelpers;
using ComplaintsPlatform.Portal.Gateway;

namespace ComplaintsPlatform.Portal.Pages;

/// <summary>What linkage takes about households, representatives and equality; another word is refused there.</summary>
internal static class PeopleWords
{
    public static readonly IReadOnlyList<Choice> LivesHereAs = WordLists.Choices(
        "partner", "child", "parent", "brother-or-sister", "other-relative", "carer", "lodger", "joint-tenant",
        "other");

    public static readonly IReadOnlyList<Choice> ActsAs = WordLists.Choices(
        "relative", "friend", "advocate", "solicitor", "support-worker", "councillor", "member-of-parliament",
        "power-of-attorney", "other");

    public static readonly IReadOnlyList<Choice> ActsFor =
    [
        new("everything", "Everything"), new("complaints", "All complaints"), new("repairs", "Repairs"),
        new("rent-and-service-charges", "Rent and service charges"),
        new("correspondence-only", "Only to receive what we write"),
    ];

    /// <summary>The questions, in the words of the census; nobody has to answer any of them.</summary>
    public static readonly IReadOnlyList<(string Name, string Label, IReadOnlyList<Choice> Answers)> Equality =
    [
        ("ageGroup", "Age", Answers("under-18", "18-24", "25-34", "35-44", "45-54", "55-64", "65-74", "75-and-over")),
        ("sex", "Sex", Answers("female", "male")),
        ("genderSameAsRegisteredAtBirth", "Is their gender the same as registered at birth?", Answers("yes", "no")),
        ("ethnicGroup", "Ethnic group", Answers("white-british", "white-irish", "white-gypsy-or-traveller",
            "white-roma", "white-other", "mixed", "asian", "black", "arab", "other")),
        ("religion", "Religion", Answers(
            "none", "christian", "buddhist", "hindu", "jewish", "muslim", "sikh", "other")),
        ("sexualOrientation", "Sexual orientation", Answers("straight", "gay-or-lesbian", "bisexual", "other")),
        ("disability", "Are day-to-day activities limited by a condition or illness?",
            Answers("yes-a-lot", "yes-a-little", "no")),
    ];

    private static IReadOnlyList<Choice> Answers(params IEnumerable<string> codes) =>
        WordLists.Choices([.. codes, "prefer-not-to-say"]);
}
