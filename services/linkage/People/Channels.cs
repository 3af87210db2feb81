using FluentValidation;

namespace ComplaintsPlatform.Linkage;

/// <summary>How people and the landlord get in touch.</summary>
internal static class Channels
{
    public static readonly string[] All =
    [
        "phone", "email", "web-form", "resident-portal", "letter", "in-person", "visit", "text", "social-media",
        "web-chat",
    ];

    public static IRuleBuilderOptions<T, string?> MustBeChannel<T>(this IRuleBuilder<T, string?> rule) =>
        rule.MustBeOneOf(All);

    /// <summary>A word of a closed list; the failure names all of them.</summary>
    public static IRuleBuilderOptions<T, string?> MustBeOneOf<T>(
        this IRuleBuilder<T, string?> rule, IReadOnlyList<string> words) =>
        rule.Must(word => word is not null && words.Contains(word))
            .WithMessage($"Must be one of: {string.Join(", ", words)}.");
}
