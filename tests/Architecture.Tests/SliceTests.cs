using System.Text.RegularExpressions;

namespace ComplaintsPlatform.Architecture.Tests;

public sealed partial class SliceTests
{
    [Fact]
    public void every_slice_stands_in_its_service_s_table_of_contents() => Repository.Holds(Unlisted(Repository.Files),
        "A slice's Map is called in the service's *Endpoints.cs, because a route that is not there answers 404 and nothing else would say so.");

    [Fact]
    public void a_slice_that_is_not_listed_is_seen() => Unlisted(
    [
        new("services/case/CaseEndpoints.cs", "AssignEndpoint.Map(complaints);"),
        new("services/case/Assign.cs", "static class AssignEndpoint { public static void Map(IEndpointRouteBuilder routes) { } }"),
        new("services/case/Reopen.cs", "static class ReopenEndpoint { public static void Map(IEndpointRouteBuilder routes) { } }"),
    ]).ShouldHaveSingleItem().ShouldContain("Reopen");

    [Fact]
    public void every_service_says_on_one_page_what_it_decides() => Repository.Holds(
        Repository.Files.Under("services/", "/Program.cs").Select(Repository.ServiceOf)
            .Where(service => Repository.Files.FirstOrDefault(file => file.Path == $"{service}/README.md") is not { Lines: <= 30 })
            .Select(service => $"{service}/README.md"),
        "Each service has a README of at most 30 lines (what it decides, verb to file, what it hears and says), because that is where a newcomer begins.");

    private static IEnumerable<string> Unlisted(IReadOnlyList<SourceFile> files) =>
        from file in files.Under("services/")
        where !file.Name.EndsWith("Endpoints.cs", StringComparison.Ordinal)
        from Match map in MapMethod().Matches(file.Text)
        let type = StaticClass().Matches(file.Text[..map.Index]).Last().Groups[1].Value
        where !files.Under(Repository.ServiceOf(file) + "/", "Endpoints.cs").Any(list => Regex.IsMatch(list.Text, $@"\b{type}\.Map\("))
        select $"{file.Path}: {type}.Map is called in no *Endpoints.cs";

    [GeneratedRegex(@"static \S+ Map\(\s*(this )?(IEndpointRouteBuilder|WebApplication|RouteGroupBuilder)\b")]
    private static partial Regex MapMethod();

    [GeneratedRegex(@"static (?:partial )?class (\w+)")]
    private static partial Regex StaticClass();
}
