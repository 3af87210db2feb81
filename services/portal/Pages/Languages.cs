using ComplaintsPlatform.Pages.TagHelpers;

namespace ComplaintsPlatform.Portal.Pages;

/// <summary>Languages that forms offer, by their codes; any other code stays as it is.</summary>
internal static class Languages
{
    public static readonly IReadOnlyList<Choice> All =
    [
        new("en", "English"), new("ar", "Arabic"), new("bn", "Bengali"), new("cy", "Welsh"), new("fa", "Persian"),
        new("fr", "French"), new("gu", "Gujarati"), new("pa", "Punjabi"), new("pl", "Polish"),
        new("pt", "Portuguese"), new("ro", "Romanian"), new("so", "Somali"), new("es", "Spanish"),
        new("ta", "Tamil"), new("tr", "Turkish"), new("uk", "Ukrainian"), new("ur", "Urdu"), new("yue", "Cantonese"),
    ];

    public static string InWords(string code) => All.FirstOrDefault(language => language.Value == code)?.Text ?? code;
}
