using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;

namespace ComplaintsPlatform.Correspondence;

/// <summary>A template as it was filled.</summary>
/// <param name="Template">Name and version that were used, such as <c>confirmation-of-receipt.v1</c>.</param>
/// <param name="Subject">One line.</param>
/// <param name="Body">Plain text.</param>
/// <param name="Unfilled">Placeholders for which there was no value; any of them blocks sending.</param>
internal sealed record FilledLetter(string Template, string Subject, string Body, IReadOnlyList<string> Unfilled);

/// <summary>
/// A versioned text with placeholders (<c>{{reference}}</c>). Versions are files that never change once used: a new
/// wording is a new file with the next number. Filling is one pass, so a value that looks like a placeholder stays what
/// it is: the resident's own text.
/// </summary>
internal sealed partial class LetterTemplate
{
    private const string Folder = "ComplaintsPlatform.Correspondence.Templates.";
    private const string SubjectLine = "Subject: ";

    private readonly string name;
    private readonly string subject;
    private readonly string body;

    private LetterTemplate(string name, string text)
    {
        var end = text.IndexOf('\n', StringComparison.Ordinal);
        (this.name, subject, body) = (name, text[SubjectLine.Length..end].Trim(), text[(end + 1)..].TrimStart('\n'));
    }

    public static LetterTemplate Parse(string name, string text) =>
        text.StartsWith(SubjectLine, StringComparison.Ordinal)
        ? new LetterTemplate(name, text.ReplaceLineEndings("\n"))
        : throw new FormatException($"Template {name} does not begin with '{SubjectLine}'.");

    /// <summary>The newest version of a kind of letter.</summary>
    public static LetterTemplate Newest(string kind)
    {
        var assembly = typeof(LetterTemplate).Assembly;
        var newest = assembly.GetManifestResourceNames()
            .Where(resource => resource.StartsWith($"{Folder}{kind}.v", StringComparison.Ordinal))
            .OrderByDescending(resource =>
                int.Parse(resource[(Folder.Length + kind.Length + 2)..^".txt".Length], CultureInfo.InvariantCulture))
            .First();
        return Parse(newest[Folder.Length..^".txt".Length], Read(assembly, newest));
    }

    public FilledLetter Fill(IReadOnlyDictionary<string, string?> values)
    {
        var unfilled = new List<string>();
        string Replace(Match placeholder)
        {
            var field = placeholder.Groups[1].Value;
            if (values.GetValueOrDefault(field) is { } value && !string.IsNullOrWhiteSpace(value))
                return OneLine(value);
            if (!unfilled.Contains(field)) unfilled.Add(field);
            return placeholder.Value;
        }

        return new FilledLetter(name, Placeholder().Replace(subject, Replace), Placeholder()
            .Replace(body, Replace), unfilled);
    }

    /// <summary>
    /// A merged value is one line without control characters, whatever it was: a line break in a name could otherwise
    /// forge a paragraph of the letter, or a header of the message.
    /// </summary>
    internal static string OneLine(string value) => Breaks().Replace(value, " ").Trim();

    private static string Read(Assembly assembly, string resource)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
        return reader.ReadToEnd();
    }

    [GeneratedRegex(@"\{\{\s*([A-Za-z0-9]+)\s*\}\}")]
    private static partial Regex Placeholder();

    // Control characters, line and paragraph separators, and the marks that reverse the reading direction.
    [GeneratedRegex(@"[\p{Cc}\p{Zl}\p{Zp}\u200E\u200F\u202A-\u202E\u2066-\u2069]+")]
    private static partial Regex Breaks();
}
