namespace ComplaintsPlatform.Architecture.Tests;

/// <summary>A text file of the repository; the path is relative to its root, with slashes.</summary>
public sealed record SourceFile(string Path, string Text)
{
    public int Lines => Text.Length == 0 ? 0 : Text.AsSpan().TrimEnd('\n').Count('\n') + 1;

    public string Name => System.IO.Path.GetFileName(Path);

    public string Folder => System.IO.Path.GetDirectoryName(Path)!;
}

/// <summary>
/// Every rule is a function from files to sentences about what breaks it, so that each is seen to fail on files made up
/// for the purpose and then to hold on those that are here.
/// </summary>
internal static class Repository
{
    private static readonly string[] NotSources = ["artifacts", "bin", "obj", "node_modules"];
    private static readonly string[] TextEndings =
    [
        "", ".cs", ".cshtml", ".csproj", ".css", ".config", ".editorconfig", ".js", ".json", ".md", ".mjs", ".props",
        ".py", ".scss", ".sh", ".sln", ".sql", ".targets", ".txt", ".yaml", ".yml",
    ];

    public static string Root { get; } = FindRoot();

    public static IReadOnlyList<SourceFile> Files { get; } = [.. Read(new DirectoryInfo(Root))];

    public static void Holds(IEnumerable<string> violations, string because)
    {
        var found = violations.Distinct().Order(StringComparer.Ordinal).ToList();
        if (found.Count > 0) Assert.Fail($"{because}\n  {string.Join("\n  ", found)}");
    }

    public static IEnumerable<SourceFile> Under(
        this IEnumerable<SourceFile> files, string folder, string ending = ".cs") =>
        files.Where(file => file.Path.StartsWith(folder, StringComparison.Ordinal)
            && file.Path.EndsWith(ending, StringComparison.Ordinal));

    /// <summary>The folder of the service that a file belongs to: <c>services/case</c>.</summary>
    public static string ServiceOf(SourceFile file) => string.Join('/', file.Path.Split('/')[..2]);

    private static IEnumerable<SourceFile> Read(DirectoryInfo folder)
    {
        foreach (var file in folder.EnumerateFiles().Where(file => TextEndings.Contains(file.Extension)))
            yield return new SourceFile(Path.GetRelativePath(Root, file.FullName), File.ReadAllText(file.FullName));
        foreach (var below in folder.EnumerateDirectories())
            if (!NotSources.Contains(below.Name) && (below.Name[0] != '.' || below.Name == ".ci"))
                foreach (var file in Read(below)) yield return file;
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "ComplaintsPlatform.sln"))) folder = folder.Parent!;
        return folder.FullName;
    }
}
