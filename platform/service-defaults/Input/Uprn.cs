using System.Text.RegularExpressions;

namespace ComplaintsPlatform.ServiceDefaults.Input;

/// <summary>
/// A unique property reference number: 1 to 12 digits; zeros before it do not count. Numbers that a system made up or
/// a spreadsheet rounded look like one and name no home.
/// </summary>
public static partial class Uprn
{
    private const int Longest = 12;

    // What a spreadsheet keeps of a long number when it shows it as 1.00023E+11.
    private const int RoundedDigits = 6, LongEnoughToRound = 10;

    /// <summary>Reads a UPRN. Its canonical form has no zeros before it.</summary>
    public static Detail Read(string? given)
    {
        if (NothingGiven.Is(Clean.Narrow(given))) return Detail.Nothing(given);
        var found = Form().Match(Clean.Compact(given));
        var digits = found.Success ? found.Groups["digits"].Value.Replace(",", "", StringComparison.Ordinal) : "";
        var meant = digits.TrimStart('0');
        if (digits.Length == 0 || meant.Length > Longest)
            return Detail.Faulty(given, Clean.Line(given), "A UPRN has 1 to 12 digits. Look it up.");
        return meant.Length == 0 ? Detail.Faulty(given, Clean.Line(given), "The UPRN 0 names no home. Look it up.")
            : IsMadeUp(meant) ? Detail.Faulty(given, Clean.Line(given), "This UPRN stands for none. Look it up.")
            : IsRounded(meant)
                ? Detail.Faulty(given, Clean.Line(given), "This UPRN looks rounded by a spreadsheet. Look it up.")
            : Detail.Meant(given, meant, meant);
    }

    // 999999999999, 1234567890: typed where a form demands one.
    private static bool IsMadeUp(string digits) => digits.Length > 4
        && (digits.Distinct().Count() == 1 || "123456789012".StartsWith(digits, StringComparison.Ordinal));

    private static bool IsRounded(string digits) =>
        digits.Length >= LongEnoughToRound && digits.TrimEnd('0').Length <= RoundedDigits;

    [GeneratedRegex(@"\A'?(UPRN)?[:#]?(?<digits>[0-9]{1,30}|[0-9]{1,3}(,[0-9]{3}){1,4})(\.0{1,3})?\z",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
