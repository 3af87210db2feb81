using System.Text.RegularExpressions;

namespace ComplaintsPlatform.Architecture.Tests;

public sealed partial class ProblemTests
{
    [Fact]
    public void every_problem_of_the_code_is_listed() =>
        Repository.Holds(CodesOf(Repository.Files).Except(Listed(List)),
        "Every code stands in docs/problems.md, because clients go by it and have nothing else to go by.");

    [Fact]
    public void every_problem_that_is_listed_occurs() =>
        Repository.Holds(Listed(List).Except(CodesOf(Repository.Files)),
        "docs/problems.md lists nothing that the code no longer says, because a client would wait for it in vain.");

    [Fact]
    public void no_problem_is_listed_twice() =>
        Repository.Holds(Listed(List).GroupBy(code => code).Where(code => code.Count() > 1).Select(code => code.Key),
        "A code stands once in docs/problems.md, because two rows will say two things.");

    [Fact]
    public void every_refusal_has_a_spec() => Repository.Holds(WithoutSpec(Repository.Files),
        "Each refusal's code occurs in a spec under tests/, because a rule that was never seen to refuse may let "
            + "everything pass.");

    [Fact]
    public void codes_are_seen_wherever_they_are_said() => CodesOf(
    [
        new("services/a/A.cs",
            """
            Decision<IEvent>.Refuse("one", "…"); Api.Problem(400, "two", "…");
            Api.Problem(StatusCodes.Status422UnprocessableEntity, "three", "…")
            """),
        new("platform/service-defaults/P.cs",
            """
            new(503, "four", "…");
            throw new ProblemException(StatusCodes.Status428PreconditionRequired, "five", "…");
            new Problem(StatusCodes.Status400BadRequest, "six", "…")
            """),
        new("platform/service-defaults/M.cs", """type: "urn:complaints:problem:seven" """),
        new("tests/T.cs", """Refuse("eight", "…")"""),
    ]).ShouldBe(["one", "two", "three", "four", "five", "six", "seven"], ignoreOrder: true);

    [Fact]
    public void a_refusal_without_a_spec_is_seen() => WithoutSpec(
    [
        new("services/a/A.cs", """Refuse("tested", "…"); Refuse("untested", "…")"""),
        new("tests/A.Tests/ASpecs.cs", """.ThenRefused("tested")"""),
    ]).ShouldBe(["untested"]);

    private static SourceFile List => Repository.Files.Single(file => file.Path == "docs/problems.md");

    private static IEnumerable<string> Listed(SourceFile list) =>
        Row().Matches(list.Text).Select(row => row.Groups[1].Value);

    private static IEnumerable<string> CodesOf(IEnumerable<SourceFile> files) =>
        files.Where(file => file.Path.EndsWith(".cs", StringComparison.Ordinal)
            && (file.Path.StartsWith("services/", StringComparison.Ordinal)
                || file.Path.StartsWith("platform/", StringComparison.Ordinal)
                    || file.Path.StartsWith("gateway/", StringComparison.Ordinal)))
            .SelectMany(file =>
                Refusal().Matches(file.Text).Concat(Problem().Matches(file.Text)).Concat(Type().Matches(file.Text)))
            .Select(match => match.Groups[1].Value).Distinct();

    private static IEnumerable<string> WithoutSpec(IReadOnlyList<SourceFile> files)
    {
        var specs = string.Concat(files.Under("tests/")
            .Where(file => !file.Path.StartsWith("tests/Architecture.Tests/", StringComparison.Ordinal))
            .Select(file => file.Text));
        return files.Under("services/").SelectMany(file => Refusal().Matches(file.Text))
            .Select(match => match.Groups[1].Value).Distinct()
            .Where(code => !specs.Contains($"\"{code}\"", StringComparison.Ordinal));
    }

    [GeneratedRegex(@"^\| `([a-z0-9-]+)` \|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("""Refuse\(\s*"([a-z0-9-]+)"\s*,""")]
    private static partial Regex Refusal();

    [GeneratedRegex(
        """(?:Problem|ProblemException|new)\s*\(\s*(?:StatusCodes\.\w+|[0-9]{3}|status)\s*,\s*"([a-z0-9-]+)"\s*,""")]
    private static partial Regex Problem();

    [GeneratedRegex("urn:complaints:problem:([a-z0-9-]+)")]
    private static partial Regex Type();
}
