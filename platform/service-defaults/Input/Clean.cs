using System.Globalization;
using System.Text;

namespace ComplaintsPlatform.ServiceDefaults.Input;

/// <summary>
/// What every kind of text has in common: characters composed (NFC), those that do not show taken out, spaces put in
/// order. The same text cleaned twice is the same text.
/// </summary>
public static class Clean
{
    // Letters to Unicode, blanks to the eye: Braille's empty cell and the fillers of Hangul.
    private const string Blanks = "\u2800\u3164\u115F\u1160\uFFA0";
    private const string LineEnds = "\n\v\f\u0085\u2028\u2029";
    private const char NonJoiner = '\u200C', Joiner = '\u200D';

    /// <summary>One line: no control characters, no invisible ones but joiners that its script needs.</summary>
    public static string Line(string? text)
    {
        if (string.IsNullOrEmpty(text)) return "";
        if (Ascii.IsValid(text)) return PlainLine(text);
        var shown = new List<Rune>();
        var joiner = default(Rune?);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is NonJoiner or Joiner)
            {
                joiner = shown.Count > 0 && NeedsJoiners(shown[^1]) ? rune : null;
                continue;
            }

            if (IsInvisible(rune)) continue;
            var shape = IsBlank(rune) ? new Rune(' ') : Shown(rune);
            if (joiner is { } needed && NeedsJoiners(shape)) shown.Add(needed);
            joiner = null;
            shown.Add(shape);
        }

        return Spaced(Composition.Compose(Joined(shown)));
    }

    /// <summary>Text of several lines: line ends and spaces put in order, no control characters, nothing that turns
    /// the direction of what stands around it. Emoji and joiners stay.</summary>
    public static string Lines(string? text)
    {
        if (string.IsNullOrEmpty(text)) return "";
        var shown = new List<Rune>();
        foreach (var rune in text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').EnumerateRunes())
            if (rune.IsBmp && LineEnds.Contains((char)rune.Value, StringComparison.Ordinal)) shown.Add(new Rune('\n'));
            else if (rune.Value == '\t' || Rune.GetUnicodeCategory(rune) == UnicodeCategory.SpaceSeparator)
                shown.Add(new Rune(' '));
            else if (!TurnsText(rune) && !Rune.IsControl(rune)) shown.Add(Shown(rune));
        var lines = Composition.Compose(Joined(shown)).Split('\n').Select(line => line.TrimEnd(' '));
        return string.Join('\n', lines).Trim('\n', ' ');
    }

    /// <summary>
    /// The words that a text is found by: small letters without accents, apostrophes and punctuation, one space
    /// between words. "Siobhán O’Hara" and "SIOBHAN O'HARA" are the same.
    /// </summary>
    public static string Fold(string? text)
    {
        if (string.IsNullOrEmpty(text)) return "";
        if (Ascii.IsValid(text)) return FoldPlain(text);
        var folded = new StringBuilder();
        foreach (var part in Composition.Decompose(Line(text)))
        {
            var rune = new Rune(part);
            if (rune.Value is NonJoiner or Joiner || Letters.IsApostrophe(part) || Letters.IsAccent(part)) continue;
            if (CharUnicodeInfo.GetDecimalDigitValue(rune.ToString(), 0) is >= 0 and var digit) folded.Append(digit);
            else if (Rune.IsLetterOrDigit(rune) || IsMark(rune)) folded.Append(Letters.Plain(rune));
            else folded.Append(' ');
        }

        return Spaced(Composition.Compose(folded.ToString()));
    }

    /// <summary>Whether a text shows anything at all.</summary>
    public static bool Shows(string? text) => Line(text).Length > 0;

    /// <summary>No spaces at all; wide letters and digits as plain ones; dashes as hyphens.</summary>
    internal static string Compact(string? text) => string.Concat(Narrow(text).Where(letter => letter != ' '));

    /// <summary>A line with wide letters and digits as plain ones, dashes as hyphens, digits of any script as
    /// 0 to 9.</summary>
    internal static string Narrow(string? text)
    {
        var line = Line(text);
        if (Ascii.IsValid(line)) return line;
        var plain = new StringBuilder();
        foreach (var rune in line.EnumerateRunes())
            if (CharUnicodeInfo.GetDecimalDigitValue(rune.ToString(), 0) is >= 0 and var digit) plain.Append(digit);
            else if (Rune.GetUnicodeCategory(rune) == UnicodeCategory.DashPunctuation || rune.Value == 0x2212)
                plain.Append('-');
            else plain.Append(Letters.Narrow(rune));
        return Spaced(plain.ToString());
    }

    internal static bool IsBlank(Rune rune) => Rune.IsWhiteSpace(rune) || Rune.IsControl(rune)
        || (rune.IsBmp && Blanks.Contains((char)rune.Value, StringComparison.Ordinal));

    internal static bool IsMark(Rune rune) => Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;

    // Formatting characters, the grapheme joiner, vowels of Khmer that are never drawn, and selectors of variants.
    private static bool IsInvisible(Rune rune) => Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format
        || rune.Value is 0x034F or 0x17B4 or 0x17B5 or (>= 0x180B and <= 0x180F)
            or (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0100 and <= 0xE01EF);

    private static bool TurnsText(Rune rune) => rune.Value
        is (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) or 0xFEFF or 0x200B or 0x00AD;

    // Scripts in which a joiner between two letters changes how a name is written: Arabic, those of India and others.
    private static bool NeedsJoiners(Rune rune) => (Rune.IsLetter(rune) || IsMark(rune)) && rune.Value
        is (>= 0x0600 and <= 0x08FF) or (>= 0x0900 and <= 0x109F) or (>= 0x1780 and <= 0x18AF)
            or (>= 0x1A00 and <= 0x1BFF) or (>= 0xA800 and <= 0xABFF) or (>= 0x10A00 and <= 0x11FFF);

    // Half characters are U+FFFD already; what Unicode keeps free of meaning is no text either.
    private static Rune Shown(Rune rune) => (rune.Value & 0xFFFE) == 0xFFFE || rune.Value is >= 0xFDD0 and <= 0xFDEF
        ? Rune.ReplacementChar : rune;

    private static string Joined(List<Rune> runes)
    {
        var text = new StringBuilder(runes.Count);
        foreach (var rune in runes) text.Append(rune.ToString());
        return text.ToString();
    }

    // Most texts have no other letters than these, and are read often: a search folds every field that it looks at.
    private static string PlainLine(string text) => Spaced(text.Any(char.IsControl)
        ? string.Concat(text.Select(static letter => char.IsControl(letter) ? ' ' : letter))
        : text);

    private static string FoldPlain(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var letter in text)
            if (char.IsAsciiLetterOrDigit(letter)) folded.Append(char.ToLowerInvariant(letter));
            else if (!Letters.IsApostrophe(letter)) folded.Append(' ');
        return Spaced(folded.ToString());
    }

    private static string Spaced(string text) =>
        text.StartsWith(' ') || text.EndsWith(' ') || text.Contains("  ", StringComparison.Ordinal)
            ? string.Join(' ', text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            : text;
}
