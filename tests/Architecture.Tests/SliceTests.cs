using System.Text.RegularExpressions;

namespace ComplaintsPlatform.Architecture.Tests;

public sealed partial class SliceTests
{
    [Fact]
    public void every_route_is_mapped() => Repository.Holds(Unlisted(Repository.Files),
        "A slice's Map is called in its service, because a route that is not mapped answers 404 and nothing else "
            + "would say so.");

    [Fact]
    public void a_route_that_is_not_mapped_is_seen() => Unlisted(
    [
        new("services/case/CaseEndpoints.cs", "AssignEndpoint.Map(complaints);"),
        new("services/case/Assign.cs",
            "static class AssignEndpoint { public static void Map(IEndpointRouteBuilder routes) { } }"),
        new("services/case/Reopen.cs",
            "static class ReopenEndpoint { public static void Map(IEndpointRouteBuilder routes) { } }"),
    ]).ShouldHaveSingleItem().ShouldContain("Reopen");

    [Fact]
    public void every_service_says_on_one_page_what_it_decides() => Repository.Holds(
        Repository.Files.Under("services/", "/Program.cs").Select(Repository.ServiceOf)
            .Where(service =>
                Repository.Files.FirstOrDefault(file => file.Path == $"{service}/README.md") is not { Lines: <= 30 })
            .Select(service => $"{service}/README.md"),
        "Each service has a README of at most 30 lines (what it decides, verb to file, what it hears and says), "
            + "because that is where a newcomer begins.");

    [Fact]
    public void every_handler_and_verb_is_found() => Repository.Holds(Hidden(Repository.Files),
        "Handlers and verbs are public, because Wolverine looks at no others: one that it does not find never "
            + "runs, and nothing says so.");

    [Fact]
    public void a_handler_or_verb_that_is_not_found_is_seen() => Hidden(
    [
        new("services/case/Open.cs", "public static class OpenHandler { public static Events Handle(Made made) }"),
        new("services/case/Close.cs", "internal static class CloseHandler { public static Events Handle(Done done) }"),
        new("services/case/Assign.cs",
            "static class AssignEndpoint { [WolverinePost(\"/assign\")] public static Events Post(Assign command) }"),
    ]).ShouldBe(["services/case/Close.cs: CloseHandler is not public",
    "services/case/Assign.cs: AssignEndpoint is not public"]);

    [Fact]
    public void what_a_service_s_page_names_is_there() => Repository.Holds(NamedInVain(Repository.Files),
        "Files that a service's README names exist, because a newcomer trusts the first page that they read.");

    [Fact]
    public void a_file_that_is_named_in_vain_is_seen() =>
        NamedInVain([new("services/case/README.md", "`Open.cs`, `Reading/History.cs`"),
            new("services/case/Open.cs", "")]).ShouldBe(["services/case/README.md: Reading/History.cs"]);

    [Fact]
    public void no_route_holds_a_connection_while_it_waits_for_another() => Repository.Holds(Greedy(Repository.Files),
        "A route that reads by a session takes other connections by CreateConnection, which is open only for its "
            + "query: as many requests as the pool has connections, each holding one and waiting for a second, "
            + "wait for ever.");

    [Fact]
    public void a_route_that_holds_two_connections_is_seen() => Greedy(
    [
        new("services/case/Two.cs",
            "routes.MapGet(..., async (IDocumentSession session, NpgsqlDataSource database) => { await "
            + "database.OpenConnectionAsync(ct); await session.Events.FetchLatest<Case>(id, ct); }"),
        new("services/case/One.cs",
            "routes.MapGet(..., async (NpgsqlDataSource database) => await database.OpenConnectionAsync(ct));"),
    ]).ShouldHaveSingleItem().ShouldContain("Two");

    // One's own; guidance; staff; a home, where who lives there is a search.
    private static readonly string[] NotAbout = ["draftId", "articleId", "userId", "propertyId"];

    [Fact]
    public void every_question_about_somebody_records_who_looked() => Repository.Holds(Unseen(Repository.Files),
        "A route for reading that is about something (an id in its address) says what it shows, or records the look "
            + "itself, because what is read of a resident is recorded before it is shown.");

    [Fact]
    public void a_question_that_records_nobody_is_seen() => Unseen(
    [
        new("services/case/A.cs",
            """
            .MapGet("/{complaintId:guid}/a", Read).Shows("a"); .MapGet("/guidance/{articleId:guid}", Read);
            .MapGet(
                "/{complaintId:guid}/b", Read).RequireRoles(Roles.Reading); .MapGet("/queue", Read);
            """),
        new("services/case/C.cs", """.MapGet("/{personId:guid}/c", async () => { await Looks.RecordAsync(); });"""),
    ]).ShouldBe(["services/case/A.cs: /{complaintId:guid}/b"]);

    private static IEnumerable<string> Unseen(IReadOnlyList<SourceFile> files) =>
        from file in files.Under("services/")
        where !file.Path.StartsWith("services/portal/", StringComparison.Ordinal)
        from route in file.Text.Split("MapGet(").Skip(1)
        let path = RouteAbout().Match(route)
        where path.Success && !NotAbout.Contains(path.Groups[2].Value)
            && !route.Contains(".Shows(", StringComparison.Ordinal)
            // With the key of what one wrote oneself.
            && !route.Contains(".AllowAnonymous()", StringComparison.Ordinal)
            && !route.Contains("Looks.RecordAsync(", StringComparison.Ordinal)
        select $"{file.Path}: {path.Groups[1].Value}";

    private static IEnumerable<string> Greedy(IReadOnlyList<SourceFile> files) =>
        from file in files.Under("services/")
        where file.Text.Contains(".Map", StringComparison.Ordinal)
            && file.Text.Contains("OpenConnectionAsync", StringComparison.Ordinal)
        where file.Text.Contains("session.Events", StringComparison.Ordinal)
        select file.Path;

    private static IEnumerable<string> Hidden(IReadOnlyList<SourceFile> files) =>
        from file in files.Under("services/")
        where HandleMethod().IsMatch(file.Text) || file.Text.Contains("[Wolverine", StringComparison.Ordinal)
        from Match type in AnyClass().Matches(file.Text)
        let name = type.Groups[2].Value
        where name.EndsWith("Handler", StringComparison.Ordinal)
            || (name.EndsWith("Endpoint", StringComparison.Ordinal)
                && file.Text.Contains("[Wolverine", StringComparison.Ordinal))
        where !type.Groups[1].Value.Contains("public", StringComparison.Ordinal)
        select $"{file.Path}: {name} is not public";

    private static IEnumerable<string> NamedInVain(IReadOnlyList<SourceFile> files) =>
        from page in files.Under("services/", "/README.md")
        from Match name in NamedFile().Matches(page.Text)
        let path = name.Groups[1].Value
        where !files.Any(file => file.Path == path || file.Path.EndsWith("/" + path, StringComparison.Ordinal))
        select $"{page.Path}: {path}";

    private static IEnumerable<string> Unlisted(IReadOnlyList<SourceFile> files) =>
        from file in files.Under("services/")
        where !file.Name.EndsWith("Endpoints.cs", StringComparison.Ordinal)
        from Match map in MapMethod().Matches(file.Text)
        let type = StaticClass().Matches(file.Text[..map.Index]).Last().Groups[1].Value
        where !files.Under(Repository.ServiceOf(file) + "/")
            .Any(other => other.Path != file.Path && Regex.IsMatch(other.Text, $@"\b{type}\.Map\b"))
        select $"{file.Path}: {type}.Map is called nowhere";

    [GeneratedRegex(@"static \S+ Map\(\s*(this )?(IEndpointRouteBuilder|WebApplication|RouteGroupBuilder)\b")]
    private static partial Regex MapMethod();

    [GeneratedRegex(@"static (?:async )?\S+ Handle\(")]
    private static partial Regex HandleMethod();

    [GeneratedRegex(@"`([\w./-]+\.(?:cs|sql))`")]
    private static partial Regex NamedFile();

    [GeneratedRegex(@"((?:public |internal )?)static (?:partial )?class (\w+)")]
    private static partial Regex AnyClass();

    [GeneratedRegex(@"static (?:partial )?class (\w+)")]
    private static partial Regex StaticClass();

    [GeneratedRegex("""^\s*"([^"]*?\{(\w+):guid\}[^"]*)""")]
    private static partial Regex RouteAbout();
}
