using System.Text.RegularExpressions;
using PhoneNumbers;

namespace ComplaintsPlatform.ServiceDefaults.Input;

/// <summary>
/// A phone number, as dialled in the United Kingdom or with its country: 020 7946 0123, +44 (0)20 7946 0123 and
/// 442079460123 are one. Shown as it is dialled from here.
/// </summary>
public static partial class PhoneNumber
{
    private const string Home = "GB";
    private const int Longest = 60;
    private const string Fault = "This is no phone number such as 020 7946 0123. Ask for it again.";

    private static readonly PhoneNumberUtil Numbers = PhoneNumberUtil.GetInstance();

    /// <summary>Reads a number. Its canonical form is E.164, with ";ext=" where there is an extension.</summary>
    public static Detail Read(string? given)
    {
        var line = Clean.Narrow(given);
        if (NothingGiven.Is(line)) return Detail.Nothing(given);
        if (Parse(line) is not { } number) return Detail.Faulty(given, Clean.Line(given), Fault);
        var format = number.CountryCode == 44 ? PhoneNumberFormat.NATIONAL : PhoneNumberFormat.INTERNATIONAL;
        var text = Numbers.Format(number, format);
        return IsPlaceholder(number)
            ? Detail.Faulty(given, Clean.Line(given), "This number stands for none. Ask for the right one.")
            : Detail.Meant(given, text, Numbers.Format(number, PhoneNumberFormat.E164)
                + (number.HasExtension ? $";ext={number.Extension}" : ""));
    }

    /// <summary>Whether a text message can reach the number: a mobile one.</summary>
    public static bool TakesTexts(string? given) => Read(given).Canonical is { } canonical
        && Parse(canonical) is { } number
        && (MobileHere().IsMatch(canonical)
            || Numbers.GetNumberType(number) is PhoneNumberType.MOBILE or PhoneNumberType.FIXED_LINE_OR_MOBILE);

    private static PhoneNumbers.PhoneNumber? Parse(string line)
    {
        // 7700900123.0 is what a spreadsheet makes of a number; words beside a number may be another's name.
        var dialled = Fraction().Replace(line.Trim(), "");
        if (dialled.Length > Longest || !Dialled().IsMatch(dialled)) return null;
        try
        {
            var number = Numbers.Parse(dialled, Home);
            return Numbers.IsPossibleNumber(number) ? number : null;
        }
        catch (NumberParseException)
        {
            // The library's way to say that this is no number.
            return null;
        }
    }

    // 07000 000000, 07777 777777, 01234 567890: what is typed where a form demands a number.
    private static bool IsPlaceholder(PhoneNumbers.PhoneNumber number)
    {
        var digits = Numbers.GetNationalSignificantNumber(number);
        return digits[1..].Distinct().Count() == 1 || digits.EndsWith("000000", StringComparison.Ordinal)
            || digits.Contains("123456789", StringComparison.Ordinal)
            || digits.Contains("987654321", StringComparison.Ordinal);
    }

    [GeneratedRegex(
        @"\A(tel:)?[+(]?[0-9][0-9 ().,/+-]{3,40}((;ext=|,? ?(x|ext\.?|extn\.?|extension) ?)[0-9]{1,6})?\z",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Dialled();

    // Ranges that nobody has yet among them (07700 900123 is one, kept free for examples).
    [GeneratedRegex(@"\A\+447[1-57-9][0-9]{8}\z")]
    private static partial Regex MobileHere();

    [GeneratedRegex(@"(?<=\A[0-9]+)\.0\z")]
    private static partial Regex Fraction();
}
