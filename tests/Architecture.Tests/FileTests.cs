using System.Text.RegularExpressions;

namespace ComplaintsPlatform.Architecture.Tests;

public sealed partial class FileTests
{
    // The first that fits a file is its budget in lines.
    private static readonly (string What, int Limit, Predicate<SourceFile> Fits)[] Budgets =
    [
        ("Program.cs of a service", 60,
            file => file.Name == "Program.cs"
            && (file.Path.StartsWith("services/", StringComparison.Ordinal)
                || file.Path.StartsWith("gateway/", StringComparison.Ordinal))),
        ("slice", 150, file =>
            file.Path.StartsWith("services/", StringComparison.Ordinal) && SliceMethod().IsMatch(file.Text)),
        ("state", 200,
            file => file.Path.StartsWith("services/", StringComparison.Ordinal)
            && file.Text.Contains(" Evolve(", StringComparison.Ordinal)),
        ("platform file", 300, file => file.Path.StartsWith("platform/", StringComparison.Ordinal)),
        ("file", 400, _ => true),
    ];

    [Fact]
    public void files_are_short_enough_to_read() => Repository.Holds(TooLong(Repository.Files),
        "A file stays within its budget, because one that does not holds two things that want to be apart.");

    [Theory]
    [InlineData("services/case/Program.cs", "", 61)]
    [InlineData("services/case/Assign.cs", "static void Map(IEndpointRouteBuilder x)", 151)]
    [InlineData("services/case/AssignHandler.cs", "static Events Handle(Assigned message)", 151)]
    [InlineData("services/case/Complaint.cs", "static Complaint Evolve(Complaint? state)", 201)]
    [InlineData("platform/service-defaults/Store.cs", "", 301)]
    [InlineData("bench/Bench.cs", "", 401)]
    public void a_file_that_is_too_long_is_seen(string path, string text, int lines)
    {
        TooLong([new(path, text + new string('\n', lines - 1) + "}")]).ShouldHaveSingleItem();
        TooLong([new(path, text + new string('\n', lines - 2) + "}")]).ShouldBeEmpty();
    }

    [Fact]
    public void lines_fit_side_by_side() => Repository.Holds(TooWide(Repository.Files),
        "A line has at most 120 characters, because two files have to fit side by side on a reader's screen.");

    [Fact]
    public void a_line_that_is_too_wide_is_seen() =>
        TooWide(
            [new("a/A.cs", $"{new string('x', 120)}\n{new string('x', 121)}\n"), new("a/a.json", new string('x', 121))])
            .ShouldBe(["a/A.cs:2: 121"]);

    [Fact]
    public void nothing_points_at_one_machine() =>
        Repository.Holds(Matches(Repository.Files, MachinePath())
            .Concat(Matches(Repository.Files, new Regex(Regex.Escape(Repository.Root)))),
        "No file names a path of somebody's machine, because a clone has to build and test alone.");

    [Fact]
    public void nothing_names_a_registry() => Repository.Holds(Matches(Repository.Files, Registry()),
        "No file names a package registry, because where packages come from is each machine's own setting.");

    [Theory]
    [InlineData("cat /Users" + "/ann/notes.md", true)]
    [InlineData("see ../sha" + "red/design.md", true)]
    [InlineData("/home" + "/ann/complaints", true)]
    [InlineData("/usr/lib/postgresql/15/bin", false)]
    [InlineData("../shared-contracts/Topology.cs", false)]
    [InlineData("the home/garden boundary", false)]
    public void a_path_of_one_machine_is_seen(string text, bool isSeen) => MachinePath().IsMatch(text).ShouldBe(isSeen);

    [Theory]
    [InlineData("https://api.nuget" + ".org/v3/index.json", true)]
    [InlineData("registry.npm" + "js.org", true)]
    [InlineData("<add key=\"local\" " + "value=\"http://10.0.0.1/v3\" />", true)]
    [InlineData("<add key=\"maxHttpRequestsPerSource\" value=\"8\" />", false)]
    public void a_registry_is_seen(string text, bool isSeen) => Registry().IsMatch(text).ShouldBe(isSeen);

    [Fact]
    public void tests_never_wait_for_time_to_pass() =>
        Repository.Holds(Matches(Repository.Files.Where(IsTest), Waiting()),
        "Tests wait for a condition, a position or a clock of their own, never for a while, because a while is too "
            + "short on a busy machine and too long on every other.");

    [Theory]
    [InlineData("await Task" + ".Delay(100);", true)]
    [InlineData("await Task" + ".Delay(TimeSpan.FromSeconds(1), ct);", true)]
    [InlineData("Thread" + ".Sleep(5)", true)]
    [InlineData("Task" + ".Delay(TimeSpan.FromDays(1), clock);", false)]
    public void a_test_that_waits_a_while_is_seen(string text, bool isSeen) => Waiting().IsMatch(text).ShouldBe(isSeen);

    [Fact]
    public void links_between_documents_lead_somewhere() =>
        Repository.Holds(DeadLinks(Repository.Files, path => Path.Exists(Path.Combine(Repository.Root, path))),
        "A link in a document leads to a file, because a reader who is sent nowhere stops reading.");

    [Fact]
    public void a_dead_link_is_seen() =>
        DeadLinks([new("docs/a.md", "[here](b.md) [there](../README.md#x) [web](https://example.org) [gone](c.md)")],
            path => path is "docs/b.md" or "README.md").ShouldBe(["docs/a.md: c.md"]);

    private static bool IsTest(SourceFile file) =>
        file.Path.EndsWith(".cs", StringComparison.Ordinal) && file.Path.Split('/') is ["tests", var project, ..]
            && (project == "Testing" || project.EndsWith(".Tests", StringComparison.Ordinal));

    private static IEnumerable<string> TooLong(IEnumerable<SourceFile> files) =>
        from file in files
        where file.Path.EndsWith(".cs", StringComparison.Ordinal)
        let budget = Budgets.First(budget => budget.Fits(file))
        where file.Lines > budget.Limit
        select $"{file.Path}: {file.Lines} lines, a {budget.What} has at most {budget.Limit}";

    private static IEnumerable<string> TooWide(IEnumerable<SourceFile> files) =>
        from file in files
        where file.Path.EndsWith(".cs", StringComparison.Ordinal)
        from line in file.Text.Split('\n').Index()
        where line.Item.Length > 120
        select $"{file.Path}:{line.Index + 1}: {line.Item.Length}";

    // The samples above are put together from halves, so that this file is held to its own rules.
    private static IEnumerable<string> Matches(IEnumerable<SourceFile> files, Regex forbidden) =>
        from file in files
        from Match match in forbidden.Matches(file.Text)
        select $"{file.Path}: {match.Value}";

    private static IEnumerable<string> DeadLinks(IEnumerable<SourceFile> files, Predicate<string> exists) =>
        from file in files
        where file.Path.EndsWith(".md", StringComparison.Ordinal)
        from Match link in Link().Matches(file.Text)
        let target = Path.GetRelativePath("/", Path.GetFullPath(Path.Combine("/" + file.Folder, link.Groups[1].Value)))
        where !exists(target)
        select $"{file.Path}: {link.Groups[1].Value}";

    [GeneratedRegex(
        @"static \S+ Map\(\s*(?:this )?(?:IEndpointRouteBuilder|WebApplication|RouteGroupBuilder)\b"
        + @"|static (?:async )?\S+ (?:Handle|Post)\(")]
    private static partial Regex SliceMethod();

    [GeneratedRegex(@"(?<![\w.])/(?:home/\w+|Users/\w+)/[\w.-]*|\.\./shared(?![\w-])|[A-Z]:\\\\?Users\\")]
    private static partial Regex MachinePath();

    [GeneratedRegex(
        """nuget\.org|registry\.npmjs|npmjs\.org|pkgs\.dev\.azure\.com|pypi\.org|<add key="[^"]*" value="https?:""")]
    private static partial Regex Registry();

    [GeneratedRegex(@"Thread\.Sleep\([^\n]*|Task\.Delay\((?![^\n]*, (?:clock|time)\))[^\n]*")]
    private static partial Regex Waiting();

    [GeneratedRegex(@"\]\((?!https?:|mailto:|#)([^)#\s]+)[^)]*\)")]
    private static partial Regex Link();
}
