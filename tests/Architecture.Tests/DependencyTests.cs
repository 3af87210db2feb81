using System.Text.RegularExpressions;

namespace ComplaintsPlatform.Architecture.Tests;

public sealed class DependencyTests
{
    // What a project in a folder may refer to. Tests and benchmarks may refer to anything.
    private static readonly (string From, string[] To)[] Allowed =
    [
        ("shared-contracts/", []),
        ("platform/", ["platform/"]),
        ("services/", ["platform/", "shared-contracts/"]), // the portal too: it knows services by the gateway alone
        ("gateway/", ["platform/", "shared-contracts/"]),
        ("apphost/seed/", ["shared-contracts/"]),
        ("apphost/", ["apphost/", "gateway/", "services/"]),
    ];

    [Fact]
    public void references_between_projects_point_one_way() => Repository.Holds(WrongReferences(Repository.Files),
        "Services know the platform and the contracts, never each other, and the platform knows nothing of "
            + "complaints; because a service has to be replaceable alone, and what is ours beside Marten and "
            + "Wolverine has to stay small.");

    [Theory]
    [InlineData("services/case/a.csproj", "../intake/b.csproj")]
    [InlineData("platform/personal-data/a.csproj", "../../shared-contracts/b.csproj")]
    [InlineData("shared-contracts/a.csproj", "../platform/service-defaults/b.csproj")]
    [InlineData("gateway/a.csproj", "../services/case/b.csproj")]
    public void a_reference_the_wrong_way_is_seen(string from, string to) =>
        WrongReferences([new(from, $"""<ProjectReference Include="{to}" />""")]).ShouldHaveSingleItem();

    [Fact]
    public void contracts_use_one_package() => Repository.Holds(
        from project in Repository.Files.Under("shared-contracts/", ".csproj")
        from Match package in Regex.Matches(project.Text, "PackageReference Include=\"([^\"]+)\"")
        where package.Groups[1].Value != "WolverineFx"
        select $"{project.Path} uses {package.Groups[1].Value}",
        "Contracts use Wolverine's [MessageIdentity] and nothing else, because every consumer has to take what "
            + "they use.");

    // The AppHost starts the services, it does not call them: Aspire's SDK takes no more than the names of its
    // references.
    private static IEnumerable<string> WrongReferences(IEnumerable<SourceFile> files) =>
        from project in files
        where project.Path.EndsWith(".csproj", StringComparison.Ordinal)
        let rule = Allowed.FirstOrDefault(rule => project.Path.StartsWith(rule.From, StringComparison.Ordinal))
        where rule.To is not null
        from Match reference in Regex.Matches(project.Text, """<ProjectReference Include="([^"]+)"\s""")
        from referred in reference.Groups[1].Value.Split(';')
        let target = Path.GetRelativePath("/", Path.GetFullPath(Path.Combine("/" + project.Folder, referred)))
        where !rule.To.Any(folder => target.StartsWith(folder, StringComparison.Ordinal))
        select $"{project.Path} refers to {target}";
}
