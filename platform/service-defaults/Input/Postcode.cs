using System.Text.RegularExpressions;

namespace ComplaintsPlatform.ServiceDefaults.Input;

/// <summary>A postcode of the United Kingdom and the Crown dependencies, with or without its space.</summary>
public static partial class Postcode
{
    private static readonly HashSet<string> Areas = new((
        "AB AL B BA BB BD BF BH BL BN BR BS BT BX CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN "
        + "EX FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N "
        + "NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN "
        + "TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO ZE").Split(' '), StringComparer.Ordinal);

    /// <summary>Reads a postcode. Its text has the space, its canonical form none.</summary>
    public static Detail Read(string? given)
    {
        if (NothingGiven.Is(Clean.Narrow(given))) return Detail.Nothing(given);
        var compact = Letter(Clean.Compact(given));
        var meant = IsOne(compact) ? compact : Mended(compact);
        return IsOne(meant)
            ? Detail.Meant(given, $"{meant[..^3]} {meant[^3..]}", meant)
            : Detail.Faulty(given, Clean.Line(given), "This is no postcode such as SW1A 1AA. Look it up.");
    }

    /// <summary>Every postcode that a text holds, in canonical form: the last words of an address.</summary>
    public static IEnumerable<string> In(string? text) =>
        InText().Matches(Letter(Clean.Narrow(text)))
            .Select(found => found.Value.Replace(" ", "", StringComparison.Ordinal))
            .Where(IsOne).Distinct();

    /// <summary>Reads a postcode, a sector such as SW1A 1, which needs its space, or a district such as
    /// SW1A.</summary>
    public static Detail ReadPart(string? given)
    {
        var whole = Read(given);
        var text = Letter(Clean.Narrow(given));
        return whole.IsEmpty || whole.Fault is null ? whole
            : Part().Match(text) is { Success: true } found && Areas.Contains(found.Groups["area"].Value)
            ? Detail.Meant(given, text, text)
            : Detail.Faulty(given, whole.Text,
                "This is no postcode such as SW1A 1AA, sector such as SW1A 1 or district such as SW1A.");
    }

    /// <summary>The postcode of an address, with its space: the last one in it, or null.</summary>
    public static string? OfAddress(string? address) =>
        In(address).LastOrDefault() is { } found ? $"{found[..^3]} {found[^3..]}" : null;

    private static bool IsOne(string compact) => Form().Match(compact) is { Success: true } found
        && (Areas.Contains(found.Groups["area"].Value) || compact == "GIR0AA");

    // O for 0 and I for 1 where a digit has to be: the part behind the space begins with one.
    private static string Mended(string compact) => compact.Length is < 5 or > 7 ? compact
        : $"{compact[..^3]}{Digit(compact[^3])}{compact[^2..]}" is var mended && IsOne(mended) ? mended
        : $"{compact[..^4]}{Digit(compact[^4])}{Digit(compact[^3])}{compact[^2..]}";

    private static char Digit(char letter) => letter switch { 'O' => '0', 'I' or 'L' => '1', 'S' => '5', _ => letter };

    private static string Letter(string text) => text.ToUpperInvariant().Replace(".", "", StringComparison.Ordinal)
        .Replace("-", "", StringComparison.Ordinal);

    [GeneratedRegex(@"\A((?<area>[A-Z]{1,2})[0-9][0-9A-Z]?|GIR)[0-9][ABD-HJLNP-UW-Z]{2}\z")]
    private static partial Regex Form();

    [GeneratedRegex(@"\A(?<area>[A-Z]{1,2})[0-9][0-9A-Z]?( [0-9])?\z")]
    private static partial Regex Part();

    [GeneratedRegex(@"(?<![A-Z0-9])[A-Z]{1,2}[0-9][0-9A-Z]? ?[0-9][ABD-HJLNP-UW-Z]{2}(?![A-Z0-9])")]
    private static partial Regex InText();
}
