using ComplaintsPlatform.Pages.TagHelpers;

namespace ComplaintsPlatform.Portal.Pages;

/// <summary>What linkage takes about needs; another word is refused there.</summary>
internal static class NeedWords
{
    public static readonly IReadOnlyList<Choice> Vulnerabilities = Codes(
        "age", "mental-health", "long-term-illness", "bereavement", "domestic-abuse", "care-leaver", "young-children",
        "literacy", "isolation", "financial-hardship", "other");

    /// <summary>In which ways contact can be restricted.</summary>
    public static readonly IReadOnlyList<Choice> Ways =
    [
        new("letter-only", "By letter only"), new("email-only", "By email only"),
        new("one-named-contact", "With one named person only"), new("set-times", "At set times only"),
        new("no-visits-alone", "Nobody visits alone"), new("no-office-visits", "Not at our offices"),
        new("other", "Something else"),
    ];

    public static readonly IReadOnlyList<Choice> Alerts = Codes(
        "two-people", "no-visit-alone", "threatening-behaviour", "no-contact-by-named-staff", "other");

    public static readonly IReadOnlyList<Choice> Adjustments = Codes(
        "large-print", "braille", "easy-read", "audio", "sign-language", "interpreter", "no-phone-calls",
        "phone-calls-only", "no-email", "no-letters", "more-time", "home-visit", "written-summary",
        "somebody-present", "other");

    public static readonly IReadOnlyList<Choice> Disabilities = Codes(
        "mobility", "hearing", "sight", "learning", "mental-health", "neurodivergence", "memory", "stamina", "other");

    public static readonly IReadOnlyList<Choice> Sources =
    [
        new("resident", "The resident"), new("representative", "Their representative"), new("staff", "A colleague"),
        new("support-agency", "A support agency"), new("health-or-social-care", "Health or social care"),
        new("another-system", "Another system"),
    ];

    public static readonly IReadOnlyList<Choice> Formats = Choice.Of(
        "standard", "large-print", "braille", "easy-read", "audio", "bsl-video", "plain-text");

    public static readonly IReadOnlyList<Choice> WaysOfContact =
        Choice.Of("email", "phone", "letter", "text", "in-person");

    private static IReadOnlyList<Choice> Codes(params IEnumerable<string> codes) =>
        [.. codes.Select(code => new Choice(code, Gateway.WordLists.InWords(code)))];
}
