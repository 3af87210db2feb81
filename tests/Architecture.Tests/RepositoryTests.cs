using System.Text.RegularExpressions;

namespace ComplaintsPlatform.Architecture.Tests;

public sealed partial class RepositoryTests
{
    // Soft budgets are for reviews; these are the hard ones.
    private const int LongestFile = 300, LongestProgram = 60, LongestServiceReadme = 30;

    [Theory]
    [InlineData("services", "platform|shared-contracts", "a service that references another one can no longer be changed or started alone")]
    [InlineData("gateway", "platform", "the gateway has no rules, so it needs no contracts")]
    [InlineData("platform", "platform", "the platform knows nothing about complaints")]
    [InlineData("shared-contracts", "", "whoever takes a contract takes all that it references")]
    [InlineData("apphost", "apphost|shared-contracts|services|gateway", "the AppHost starts things; it has nothing in common with them")]
    public void dependencies_go_one_way(string folder, string allowed, string because)
    {
        foreach (var (from, to) in Sources.References(folder))
            allowed.Split('|').ShouldContain(to.Split(Path.DirectorySeparatorChar)[0], $"{from} references {to}: {because}");
    }

    [Fact]
    public void no_service_references_another() =>
        Sources.References("services").Where(static reference => reference.To.StartsWith("services", StringComparison.Ordinal)).ShouldBeEmpty();

    [Fact]
    public void no_file_is_too_long_to_read()
    {
        Sources.CSharp.Where(static file => Lines(file.Text) > LongestFile).Select(static file => $"{file.Path}: {Lines(file.Text)}").ShouldBeEmpty();
        Sources.In("services").Where(static file => Path.GetFileName(file.Path) == "Program.cs" && Lines(file.Text) > LongestProgram).Select(static file => file.Path).ShouldBeEmpty();
        foreach (var service in Directory.GetDirectories(Path.Combine(Sources.Root, "services")))
            File.ReadAllLines(Path.Combine(service, "README.md")).Length.ShouldBeLessThanOrEqualTo(LongestServiceReadme, service);
    }

    [Fact]
    public void every_slice_is_named_on_a_page_of_its_service()
    {
        foreach (var (path, text) in Sources.In("services"))
            foreach (Match slice in Slice().Matches(text))
            {
                var service = Path.Combine([.. path.Split(Path.DirectorySeparatorChar).Take(2)]);
                Sources.In(service).Any(page => page.Path != path && page.Text.Contains(slice.Groups[1].Value, StringComparison.Ordinal))
                    .ShouldBeTrue($"{slice.Groups[1].Value} in {path} is registered nowhere, so it never runs.");
            }
    }

    [Fact]
    public void the_service_readmes_name_files_that_exist()
    {
        foreach (var service in Directory.GetDirectories(Path.Combine(Sources.Root, "services")))
            foreach (Match file in NamedFile().Matches(File.ReadAllText(Path.Combine(service, "README.md"))))
                Directory.EnumerateFiles(service, Path.GetFileName(file.Groups[1].Value), SearchOption.AllDirectories)
                    .ShouldNotBeEmpty($"{service}/README.md names {file.Groups[1].Value}");
    }

    [Fact]
    public void every_refusal_has_a_test_that_names_it()
    {
        var tests = string.Concat(Sources.In("tests").Select(static file => file.Text));
        var untested = RefusalCodes("services").Where(code => !tests.Contains($"\"{code}\"", StringComparison.Ordinal));
        untested.ShouldBeEmpty("A refusal that no test reaches may be unreachable, or wrong.");
    }

    [Fact]
    public void every_refusal_is_listed_for_those_who_meet_it()
    {
        var listed = File.ReadAllText(Path.Combine(Sources.Root, "docs", "problems.md"));
        RefusalCodes("services").Concat(RefusalCodes("platform")).Concat(RefusalCodes("gateway"))
            .Where(code => !listed.Contains($"`{code}`", StringComparison.Ordinal)).ShouldBeEmpty("docs/problems.md is what a client's developer reads.");
    }

    [Fact]
    public void nothing_that_runs_reads_the_clock_behind_our_back_or_waits_by_the_watch()
    {
        foreach (var (path, text) in Sources.CSharp.Where(static file => file.Path.StartsWith("tests", StringComparison.Ordinal) && !file.Path.Contains("Architecture", StringComparison.Ordinal)))
            WaitsByTheWatch().Matches(text).Count.ShouldBe(0, $"{path}: a test that waits a while is slow on a fast machine and fails on a slow one.");
    }

    private static IEnumerable<string> RefusalCodes(string folder) => Sources.In(folder)
        .SelectMany(static file => Refused().Matches(file.Text)).Select(static match => match.Groups[1].Value).Distinct();

    private static int Lines(string text) => text.AsSpan().Count('\n');

    [GeneratedRegex(@"static (?:partial )?class (\w+(?:Endpoint|Handler))\b")]
    private static partial Regex Slice();

    [GeneratedRegex(@"(?:Refuse|Problem)\((?:[^""\n]*, )?""([a-z0-9-]+)""")]
    private static partial Regex Refused();

    [GeneratedRegex(@"`([\w/]+\.cs)`")]
    private static partial Regex NamedFile();

    [GeneratedRegex(@"\bTask\.Delay\(\d|Thread\.Sleep\(")]
    private static partial Regex WaitsByTheWatch();
}
