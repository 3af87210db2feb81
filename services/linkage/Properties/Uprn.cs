using System.Text.RegularExpressions;

namespace ComplaintsPlatform.Linkage;

/// <summary>
/// A unique property reference number: 1 to 12 digits. Some systems pad it with zeros; without them it is the same
/// number.
/// </summary>
internal static partial class Uprn
{
    public static string? Of(string? text) => text is null
        ? null
        : text.TrimStart('0') is { Length: > 0 } digits ? digits : "0";

    public static bool IsValid(string? text) => text is null || Digits().IsMatch(text);

    public static string Key(string uprn) => $"uprn|{uprn}";

    [GeneratedRegex("^[0-9]{1,12}$")]
    private static partial Regex Digits();
}
