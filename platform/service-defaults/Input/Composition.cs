using System.Globalization;
using System.Text;

namespace ComplaintsPlatform.ServiceDefaults.Input;

/// <summary>
/// Unicode's canonical composition (NFC). The services run without the operating system's tables
/// (<c>InvariantGlobalization</c>), where <see cref="string.Normalize()"/> gives back whatever it gets.
/// </summary>
internal static class Composition
{
    private const int HangulFirst = 0xAC00, HangulLast = 0xD7A3;
    private const int L = 0x1100, V = 0x1161, T = 0x11A7, Ls = 19, Vs = 21, Ts = 28;

    private static readonly Dictionary<int, int[]> Parts = [];
    private static readonly Dictionary<(int, int), int> Wholes = [];
    private static readonly Dictionary<int, int> Classes = [];

    static Composition()
    {
        using var stream = typeof(Composition).Assembly.GetManifestResourceStream("composition.txt")!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
            if (line[0] != '#')
                foreach (var entry in line.Split(';', StringSplitOptions.RemoveEmptyEntries)) Take(entry);
    }

    /// <summary>Every character in its parts, marks in their order.</summary>
    public static List<int> Decompose(string text)
    {
        var found = new List<int>(text.Length);
        foreach (var rune in text.EnumerateRunes()) Decompose(rune.Value, found);
        for (var at = 1; at < found.Count; at++)
        {
            var (moving, order) = (found[at], ClassOf(found[at]));
            if (order == 0) continue;
            var to = at;
            for (; to > 0 && ClassOf(found[to - 1]) > order; to--) found[to] = found[to - 1];
            found[to] = moving;
        }

        return found;
    }

    /// <summary>The text in NFC: "á" is one character, however it was typed.</summary>
    public static string Compose(string text) =>
        text.All(char.IsAscii) ? text : Compose(Decompose(text));

    public static string Compose(List<int> parts)
    {
        var (whole, starter, last) = (new List<int>(parts.Count), -1, 0);
        foreach (var part in parts)
        {
            var order = ClassOf(part);
            // A mark is blocked from its letter by another of the same class; a letter by anything between.
            var isOpen = starter >= 0 && (starter == whole.Count - 1 || (last < order && last != 0));
            if (isOpen && Whole(whole[starter], part) is { } composed)
            {
                whole[starter] = composed;
                continue;
            }

            if (order == 0) starter = whole.Count;
            last = order;
            whole.Add(part);
        }

        return Text(whole);
    }

    public static string Text(IEnumerable<int> characters)
    {
        var text = new StringBuilder();
        foreach (var character in characters) text.Append(new Rune(character).ToString());
        return text.ToString();
    }

    private static void Decompose(int character, List<int> found)
    {
        if (character is >= HangulFirst and <= HangulLast)
        {
            var at = character - HangulFirst;
            found.Add(L + (at / (Vs * Ts)));
            found.Add(V + (at % (Vs * Ts) / Ts));
            if (at % Ts != 0) found.Add(T + (at % Ts));
        }
        else if (Parts.TryGetValue(character, out var parts))
            foreach (var part in parts) Decompose(part, found);
        else
            found.Add(character);
    }

    private static int? Whole(int first, int second)
    {
        if (first is >= L and < L + Ls && second is >= V and < V + Vs)
            return HangulFirst + ((((first - L) * Vs) + second - V) * Ts);
        if (first is >= HangulFirst and <= HangulLast && (first - HangulFirst) % Ts == 0 && second is > T and < T + Ts)
            return first + second - T;
        return Wholes.TryGetValue((first, second), out var whole) ? whole : null;
    }

    private static int ClassOf(int character) => Classes.GetValueOrDefault(character);

    private static void Take(string entry)
    {
        if (entry[0] == '@')
        {
            var range = entry[1..].Split(' ');
            for (var mark = Number(range[0]); mark <= Number(range[1]); mark++)
                Classes[mark] = int.Parse(range[2], CultureInfo.InvariantCulture);
            return;
        }

        var numbers = entry.TrimStart('!').Split(' ').Select(Number).ToArray();
        Parts[numbers[0]] = numbers[1..];
        if (entry[0] != '!' && numbers.Length == 3) Wholes[(numbers[1], numbers[2])] = numbers[0];
    }

    private static int Number(string hex) => int.Parse(hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
