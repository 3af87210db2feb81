using System.Text.RegularExpressions;

namespace ComplaintsPlatform.Architecture.Tests;

public sealed partial class PatternTests
{
    [Fact]
    public void a_pattern_ends_where_the_text_ends() => Repository.Holds(Loose(Repository.Files),
        "In .NET a pattern's $ matches before a final line break too, so that \"7\\n\" passes for a number and is "
            + "another key. Write \\z; in a JSON Schema, which other languages read, (?![\\s\\S]).");

    [Fact]
    public void a_pattern_that_ends_too_early_is_seen() => Loose(
    [
        new("services/a/A.cs", """[GeneratedRegex("^[0-9]+$")]"""),
        new("platform/b/B.cs", """[GeneratedRegex(@"\A[0-9]+\z")] var x = Of(Matches, $"{x}"); Regex.Escape("a\$")"""),
        new("services/c/C.cs", "rule.Matches(@\"^a\" +\n   \"b$\")"),
        new("shared-contracts/Schemas/d.json", """ "pattern": "^[0-9]+$" """),
        new("tests/E.cs", """Regex.IsMatch(x, "a$")"""),
    ]).ShouldBe(["services/a/A.cs: +$\"", "services/c/C.cs: b$\"", "shared-contracts/Schemas/d.json: +$\""]);

    private static IEnumerable<string> Loose(IReadOnlyList<SourceFile> files) =>
        from file in files.Under("services/").Concat(files.Under("platform/")).Concat(files.Under("gateway/"))
            .Concat(files.Under("shared-contracts/", ".json"))
        where file.Path.EndsWith(".json", StringComparison.Ordinal) || Pattern().IsMatch(file.Text)
        from Match end in End().Matches(file.Text)
        let before = file.Text[..end.Index]
        let opened = Pattern().Matches(before).LastOrDefault()
        // Within the pattern's own brackets: nothing was ended between.
        where opened is not null && !before[opened.Index..].Contains(';', StringComparison.Ordinal)
        select $"{file.Path}: {end.Value}";

    [GeneratedRegex("""GeneratedRegex\(|new Regex\(|\bRegex\.\w+\(|\.Matches\(|"pattern":""")]
    private static partial Regex Pattern();

    // An interpolated string begins with $", a pattern ends with it.
    [GeneratedRegex("""[^\s(,=?:+\\@]\$"(?=[\s,)\]])|(?<=[\]\)}])[+*?]\$"(?=[\s,)\]])""")]
    private static partial Regex End();
}
