using System.Collections.Immutable;

namespace ComplaintsPlatform.Linkage;

/// <summary>A need, an alert, an adjustment as it stands. One that has expired or ended is shown as past.</summary>
public sealed record Need(
    Guid NeedId, string Kind, string Code, string? Description, string Source, DateOnly AgreedOn, DateOnly? ReviewOn,
    DateOnly? ExpiresOn, DateOnly? EndedOn = null)
{
    internal bool StandsOn(DateOnly day) => EndedOn is null && (ExpiresOn is null || day <= ExpiresOn);

    internal bool IsToBeReviewedOn(DateOnly day) => StandsOn(day) && ReviewOn <= day;
}

/// <summary>Language, form and way in which the person is written to.</summary>
public sealed record Preferences(
    string Language, string Format, string? ContactBy, string Source, DateOnly AgreedOn, DateOnly? ReviewOn);

/// <summary>An alert of a place as it stands.</summary>
public sealed record LocationAlert(
    Guid AlertId, string Code, string? Description, string Source, DateOnly AgreedOn, DateOnly? ReviewOn,
    DateOnly? ExpiresOn, DateOnly? EndedOn = null)
{
    internal bool StandsOn(DateOnly day) => EndedOn is null && (ExpiresOn is null || day <= ExpiresOn);
}

/// <summary>The words of the lists. Each has "other", with a description.</summary>
internal static class NeedWords
{
    public const string Adjustment = "adjustment";
    public const string Other = "other";

    public static readonly string[] Sources =
        ["resident", "representative", "staff", "support-agency", "health-or-social-care", "another-system"];

    public static readonly string[] Formats =
        ["standard", "large-print", "braille", "easy-read", "audio", "bsl-video", "plain-text"];

    public static readonly string[] WaysOfContact = ["email", "phone", "letter", "text", "in-person"];

    public static readonly string[] LocationCodes =
        ["two-people", "dog", "hoarding", "asbestos", "oxygen-in-use", "no-visit-alone", "access-difficult", Other];

    public static readonly ImmutableDictionary<string, string[]> Codes = new Dictionary<string, string[]>
    {
        ["vulnerability"] =
        [
            "age", "mental-health", "long-term-illness", "bereavement", "domestic-abuse", "care-leaver",
            "young-children", "literacy", "isolation", "financial-hardship", Other,
        ],
        ["alert"] = ["two-people", "no-visit-alone", "threatening-behaviour", "no-contact-by-named-staff", Other],
        [Adjustment] =
        [
            "large-print", "braille", "easy-read", "audio", "sign-language", "interpreter", "no-phone-calls",
            "phone-calls-only", "no-email", "no-letters", "more-time", "home-visit", "written-summary",
            "somebody-present", Other,
        ],
        ["disability"] =
        [
            "mobility", "hearing", "sight", "learning", "mental-health", "neurodivergence", "memory", "stamina", Other,
        ],
    }.ToImmutableDictionary();

    /// <summary>Adjustments that change how somebody is written to.</summary>
    public static readonly ImmutableHashSet<string> OfCorrespondence =
    [
        "large-print", "braille", "easy-read", "audio", "sign-language", "interpreter", "no-phone-calls",
        "phone-calls-only", "no-email", "no-letters", "more-time", "written-summary",
    ];
}
