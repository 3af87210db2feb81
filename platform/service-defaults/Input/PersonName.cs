using System.Text;

namespace ComplaintsPlatform.ServiceDefaults.Input;

/// <summary>
/// The name of a person, in any script and of any length: Ng, Li Wu, 李伟, Siobhán O’Hara. Shown as it was written, but
/// for what does not show; apostrophes are the plain one.
/// </summary>
public static class PersonName
{
    /// <summary>The longest name that is taken for one.</summary>
    public const int Longest = 200;

    private static readonly HashSet<string> Nobodies = new(StringComparer.Ordinal)
    {
        "anon", "anonymous", "name", "n a", "na", "no name", "not given", "not known", "occupier", "resident", "tbc",
        "tenant", "tba", "the occupier", "the resident", "the tenant", "unknown", "x", "xx", "xxx",
    };

    private static readonly HashSet<string> Titles = new(StringComparer.Ordinal)
    { "mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "sir", "dame", "lady", "lord", "rev", "cllr" };

    /// <summary>Reads a name. Its canonical form is what it is found by (<see cref="Clean.Fold"/>).</summary>
    public static Detail Read(string? given)
    {
        var text = WithPlainApostrophes(Clean.Line(given));
        var folded = Clean.Fold(text);
        return text switch
        {
            "" => Detail.Faulty(given, text, "The name shows nothing. Write the name."),
            { Length: > Longest } => Detail.Faulty(given, text, $"A name has at most {Longest} characters."),
            _ when text.Contains('@', StringComparison.Ordinal) =>
                Detail.Faulty(given, text, "This looks like an email address. Write the name."),
            _ when !text.EnumerateRunes().Any(Rune.IsLetter) || folded.Length == 0 =>
                Detail.Faulty(given, text, "A name has letters. Write the name."),
            _ when Nobodies.Contains(folded) =>
                Detail.Faulty(given, text, "This names nobody. Write the name when it is known."),
            _ => Detail.Meant(given, text, folded),
        };
    }

    /// <summary>
    /// Whether two names can be one person's: every word of the shorter stands in the longer, in any order, as itself,
    /// as its initial or with one letter mistyped; titles apart. Names that show nothing fit nobody.
    /// </summary>
    public static bool Fit(string? one, string? other)
    {
        if (Read(one).Canonical is not { } first || Read(other).Canonical is not { } second) return false;
        var (few, many) = (Words(first), Words(second));
        if (few.Count > many.Count) (few, many) = (many, few);
        if (few.Count == 0) return false;
        if (string.Concat(few) == string.Concat(many)) return true;
        // An initial alone says too little: one word at least has to be the same.
        return few.Any(word => word.Length > 1 || !char.IsAscii(word[0]))
            && few.All(word => TakeFrom(many, word));
    }

    private static bool TakeFrom(List<string> words, string word)
    {
        var at = words.IndexOf(word);
        if (at < 0) at = words.FindIndex(other => IsInitial(word, other) || IsInitial(other, word));
        if (at < 0) at = words.FindIndex(other => IsNear(word, other));
        if (at < 0) return false;
        words.RemoveAt(at);
        return true;
    }

    private static List<string> Words(string folded)
    {
        var words = folded.Split(' ').ToList();
        var named = words.Where(word => !Titles.Contains(word)).ToList();
        return named.Count > 0 ? named : words;
    }

    private static bool IsInitial(string initial, string word) => initial.Length == 1 && word[0] == initial[0];

    // One letter other, missing, too many, or two exchanged; in a word that is long enough to tell.
    private static bool IsNear(string one, string other)
    {
        if (Math.Min(one.Length, other.Length) < 4 || Math.Abs(one.Length - other.Length) > 1) return false;
        var same = one.Zip(other).TakeWhile(pair => pair.First == pair.Second).Count();
        var (left, right) = (one[same..], other[same..]);
        return left.Length == 0 || right.Length == 0 || left[1..] == right[1..] || left[1..] == right
            || left == right[1..] || (left.Length > 1 && right.Length > 1 && left[2..] == right[2..]
                && left[0] == right[1] && left[1] == right[0]);
    }

    private static string WithPlainApostrophes(string text) =>
        string.Concat(text.Select(letter => Letters.IsApostrophe(letter) ? '\'' : letter));
}
