using System.Text;

namespace ComplaintsPlatform.ServiceDefaults.Input;

/// <summary>Single letters: which are the same to somebody who looks for a name.</summary>
internal static class Letters
{
    private const string Apostrophes = "'`\u00B4\u2018\u2019\u201B\u2032\u02B9\u02BB\u02BC\u02BD\u02C8\uFF07\u055A";

    // Letters that Unicode does not take apart, but people who type do.
    private static readonly Dictionary<int, string> Spelt = new()
    {
        ['ß'] = "ss",
        ['æ'] = "ae",
        ['œ'] = "oe",
        ['ø'] = "o",
        ['ł'] = "l",
        ['đ'] = "d",
        ['ð'] = "d",
        ['þ'] = "th",
        ['ħ'] = "h",
        ['ŧ'] = "t",
        ['ŋ'] = "n",
        ['ı'] = "i",
        ['ĸ'] = "k",
        ['ſ'] = "s",
        ['ς'] = "σ",
        ['\u0649'] = "\u064A",
        ['\u06CC'] = "\u064A",
        ['\u06A9'] = "\u0643",
        ['\u0629'] = "\u0647",
        ['\u0640'] = "",
        ['\uFB00'] = "ff",
        ['\uFB01'] = "fi",
        ['\uFB02'] = "fl",
        ['\uFB03'] = "ffi",
        ['\uFB04'] = "ffl",
        ['\uFB05'] = "st",
        ['\uFB06'] = "st",
    };

    /// <summary>What is typed for the apostrophe of O'Hara: eleven and more characters, all of them his name.</summary>
    public static bool IsApostrophe(int character) =>
        character <= char.MaxValue && Apostrophes.Contains((char)character, StringComparison.Ordinal);

    /// <summary>Accents, and the points of Arabic and Hebrew that are left out as a rule; not the vowels of India nor
    /// the marks of Japanese, without which a name is another.</summary>
    public static bool IsAccent(int character) => character
        is (>= 0x0300 and <= 0x036F) or (>= 0x1AB0 and <= 0x1AFF) or (>= 0x1DC0 and <= 0x1DFF)
            or (>= 0x20D0 and <= 0x20FF) or (>= 0xFE20 and <= 0xFE2F)
            or (>= 0x064B and <= 0x065F) or 0x0670 or (>= 0x0591 and <= 0x05C7);

    /// <summary>The letters that a letter is found by.</summary>
    public static string Plain(Rune letter)
    {
        var small = Rune.ToLowerInvariant(Narrow(letter));
        return Spelt.TryGetValue(small.Value, out var spelt) ? spelt : small.ToString();
    }

    /// <summary>A letter of the wide forms that East Asian keyboards give, as the plain one.</summary>
    public static Rune Narrow(Rune letter) =>
        letter.Value is >= 0xFF01 and <= 0xFF5E ? new Rune(letter.Value - 0xFEE0) : letter;
}
