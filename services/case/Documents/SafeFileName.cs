using System.Globalization;
using System.Text;
using ComplaintsPlatform.ServiceDefaults.Input;

namespace ComplaintsPlatform.Cases.Documents;

/// <summary>A file's name as it is kept, shown and offered: cleaned rather than refused.</summary>
internal static class SafeFileName
{
    private const int MostCharacters = 120, MostBytes = 200;

    private static readonly HashSet<string> Reserved = new(
        ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", .. "0123456789¹²³".SelectMany(digit =>
            new[] { $"COM{digit}", $"LPT{digit}" })],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>The last part of a path, without what a file system or a page could misread; it ends as its content
    /// is.</summary>
    public static string Of(string? given, DocumentType type)
    {
        var name = given ?? "";
        name = Clean.Line(name[(name.LastIndexOfAny(['/', '\\']) + 1)..]);
        var kept = new StringBuilder(name.Length);
        foreach (var letter in name)
            kept.Append("<>:\"/\\|?*%`".Contains(letter, StringComparison.Ordinal) ? '-' : letter);
        name = kept.ToString().Trim('.', ' ');
        if (name.Length == 0) name = "document";
        if (Reserved.Contains(name.Split('.')[0].TrimEnd())) name = "_" + name;

        var extension = type.Extensions.FirstOrDefault(end => name.EndsWith(end, StringComparison.OrdinalIgnoreCase));
        var stem = extension is null ? name : name[..^extension.Length];
        stem = Cut(stem).TrimEnd('.', ' ');
        return (stem.Length == 0 ? "document" : stem) + (extension ?? type.Extensions[0]);
    }

    private static string Cut(string stem)
    {
        var cut = new StringBuilder();
        var bytes = 0;
        var elements = StringInfo.GetTextElementEnumerator(stem);
        while (elements.MoveNext())
        {
            var element = elements.GetTextElement();
            bytes += Encoding.UTF8.GetByteCount(element);
            if (bytes > MostBytes || cut.Length + element.Length > MostCharacters) break;
            cut.Append(element);
        }

        return cut.ToString();
    }
}
