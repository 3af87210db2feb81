using System.Reflection;
using System.Text.RegularExpressions;

namespace ComplaintsPlatform.Correspondence;

/// <summary>A letter as it would go out.</summary>
/// <param name="Template">Name and version of the template.</param>
/// <param name="Subject">One line.</param>
/// <param name="Marked">The text; a line that is a heading begins with <see cref="LetterLayout.Heading"/>.</param>
/// <param name="Unfilled">Merge fields without a value.</param>
internal sealed record WrittenLetter(string Template, string Subject, string Marked, IReadOnlyList<string> Unfilled)
{
    public string Body => Marked.Replace($"{LetterLayout.Heading}", "", StringComparison.Ordinal);
}

/// <summary>
/// How a kind of letter is put together: a text with merge fields (<c>{{definition}}</c>), parts that are there only
/// when a field has a value (<c>{{#unclear}} … {{/unclear}}</c>), and headings (lines that begin with <c># </c>).
/// Filled in one pass, so what a resident wrote stays what it is.
/// </summary>
internal sealed partial class LetterLayout(string name, string subject, string body)
{
    /// <summary>Marks a heading: no text that comes from people has it.</summary>
    public const char Heading = '\u0001';

    private const string SubjectLine = "Subject: ";

    public string Name => name;

    public string Subject => subject;

    public string Body => body;

    /// <summary>The one that the product brings for a kind and stage.</summary>
    public static LetterLayout Standard(string kind, string stage)
    {
        // The others read alike at both stages.
        var file = kind is LetterKind.Acknowledgement or LetterKind.Extension or LetterKind.Response
            or LetterKind.Closing ? $"{kind}-{stage}" : kind;
        var assembly = Assembly.GetExecutingAssembly();
        using var reader = new StreamReader(assembly.GetManifestResourceStream(
            $"ComplaintsPlatform.Correspondence.Templates.{file}.v1.txt")!);
        var text = reader.ReadToEnd().ReplaceLineEndings("\n");
        var end = text.IndexOf('\n', StringComparison.Ordinal);
        return new LetterLayout($"{kind}-{stage}.v1", text[SubjectLine.Length..end].Trim(), text[end..].Trim('\n'));
    }

    /// <summary>The merge fields in a text, those of conditions included.</summary>
    public static IEnumerable<string> FieldsIn(string text) =>
        Field().Matches(text).Select(field => field.Groups[1].Value).Distinct();

    public WrittenLetter Fill(IReadOnlyDictionary<string, string?> values)
    {
        var unfilled = new List<string>();
        var shown = Condition().Replace(body, part => HasValue(part.Groups[1].Value) ? part.Groups[2].Value : "");
        var marked = HeadingLine().Replace(Gap().Replace(shown.Trim('\n'), "\n\n"), $"{Heading}");
        return new WrittenLetter(
            name, LetterTemplate.OneLine(Into(subject)), Into(marked).Trim('\n', ' '), unfilled);

        string Into(string text) => Field().Replace(text, field => ValueOf(field, values, unfilled));
        bool HasValue(string field) => !string.IsNullOrWhiteSpace(values.GetValueOrDefault(field));
    }

    /// <summary>What somebody typed, with the merge fields in it filled; what has no value stays, and is
    /// named.</summary>
    public static string Fill(string typed, IReadOnlyDictionary<string, string?> values, List<string> unfilled) =>
        Field().Replace(typed, field => ValueOf(field, values, unfilled));

    private static string ValueOf(Match field, IReadOnlyDictionary<string, string?> values, List<string> unfilled)
    {
        var name = field.Groups[1].Value;
        if (values.GetValueOrDefault(name) is { } value && !string.IsNullOrWhiteSpace(value)) return value;
        if (!unfilled.Contains(name)) unfilled.Add(name);
        return field.Value;
    }

    [GeneratedRegex(@"\{\{\s*[#/]?\s*([A-Za-z0-9]+)\s*\}\}")]
    private static partial Regex Field();

    [GeneratedRegex(@"\{\{#\s*([A-Za-z0-9]+)\s*\}\}(.*?)\{\{/\s*\1\s*\}\}", RegexOptions.Singleline)]
    private static partial Regex Condition();

    [GeneratedRegex(@"^# +", RegexOptions.Multiline)]
    private static partial Regex HeadingLine();

    [GeneratedRegex(@"\n{3,}")]
    private static partial Regex Gap();
}
