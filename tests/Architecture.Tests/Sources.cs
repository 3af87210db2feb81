using System.Xml.Linq;

namespace ComplaintsPlatform.Architecture.Tests;

/// <summary>The repository as text: rules about it are checked on what a reader sees.</summary>
internal static class Sources
{
    public static readonly string Root = FindRoot();

    /// <summary>Every C# file that people wrote, with its path from the root.</summary>
    public static IReadOnlyList<(string Path, string Text)> CSharp { get; } = [.. new[] { "apphost", "gateway", "platform", "services", "shared-contracts", "tests", "bench" }
        .Select(folder => Path.Combine(Root, folder)).Where(Directory.Exists)
        .SelectMany(folder => Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories))
        .Select(file => (Path.GetRelativePath(Root, file), File.ReadAllText(file)))];

    public static IEnumerable<(string Path, string Text)> In(string folder) =>
        CSharp.Where(file => file.Path.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal));

    /// <summary>Folders of the projects that the projects below a folder reference.</summary>
    public static IEnumerable<(string From, string To)> References(string folder) =>
        from project in Directory.EnumerateFiles(Path.Combine(Root, folder), "*.csproj", SearchOption.AllDirectories)
        from reference in XDocument.Load(project).Descendants("ProjectReference")
        select (Path.GetRelativePath(Root, Path.GetDirectoryName(project)!),
            Path.GetRelativePath(Root, Path.GetFullPath(Path.Combine(Path.GetDirectoryName(project)!, Path.GetDirectoryName((string)reference.Attribute("Include")!)!))));

    private static string FindRoot()
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
            if (File.Exists(Path.Combine(directory.FullName, "ComplaintsPlatform.sln"))) return directory.FullName;
        throw new InvalidOperationException("No solution above the tests.");
    }
}
