// Runs every test project that was built, one after the other, against one private PostgreSQL and RabbitMQ, and sums
// up.
using System.Globalization;
using System.Xml.Linq;
using ComplaintsPlatform.Testing;

var directory = new DirectoryInfo(AppContext.BaseDirectory);
var (configuration, artifacts) = (directory.Name, directory.Parent!.Parent!.Parent!.FullName);
var tests = Path.Combine(artifacts, "..", "tests");
var projects = Directory.GetDirectories(tests, "*.Tests").Select(Path.GetFileName).Order(StringComparer.Ordinal)
    .Where(project => args.Length == 0 || args.Any(wanted => project == $"{wanted}.Tests")).ToList();

await using var servers = new TestServers();
var environment = new Dictionary<string, string>
{
    ["ConnectionStrings__postgres"] = await servers.StartPostgresAsync(),
    ["ConnectionStrings__rabbitmq"] = await servers.StartRabbitAsync(),
};
var results = Path.Combine(artifacts, "test-results");
if (Directory.Exists(results)) Directory.Delete(results, true);

var failures = new List<string>();
if (projects.Count == 0) failures.Add($"no project is called {string.Join(" or ", args)}");
var (passed, skipped) = (0, 0);
foreach (var project in projects)
{
    var name = $"ComplaintsPlatform.{project}";
    var report = Path.Combine(results, $"{name}.xml");
    Console.WriteLine($"--- {project}");
    var startedAt = TimeProvider.System.GetTimestamp();
    var process = await ChildProcess.StartAsync(
        new("dotnet", Path.Combine(artifacts, "bin", name, configuration, $"{name}.dll"), "--progress", "off",
            "--ansi", "off",
            "--report-xunit-xml", "--report-xunit-xml-filename", Path.GetFileName(report), "--results-directory",
            results)
        { Environment = environment },
        Console.WriteLine);
    try
    {
        await process.Exited.WaitAsync(TimeSpan.FromMinutes(15));
    }
    catch (TimeoutException)
    {
        Console.WriteLine($"{project} hangs; it is stopped.");
        await process.StopAsync(TimeSpan.Zero);
    }
    var exitCode = await process.Exited;
    var (itsPassed, itsFailures, itsSkipped) = Read(report);
    // A project that crashed, hung or did not even start may have no report, or one without a failure.
    if (exitCode != 0 && itsFailures.Count == 0) itsFailures = [$"{project} ended with {exitCode}"];
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"    {itsPassed} passed, {itsFailures.Count} failed, {itsSkipped} skipped in "
            + $"{TimeProvider.System.GetElapsedTime(startedAt).TotalSeconds:0} s"));
    (passed, skipped) = (passed + itsPassed, skipped + itsSkipped);
    failures.AddRange(itsFailures);
}
foreach (var failure in failures) Console.WriteLine($"failed {failure}");
if (skipped > 0) Console.WriteLine($"{skipped} skipped");
Console.WriteLine($"{passed} passed, {failures.Count} failed");
return failures.Count > 0 ? 1 : 0;

static (int Passed, IReadOnlyList<string> Failures, int Skipped) Read(string report)
{
    if (!File.Exists(report)) return (0, [], 0);
    var assemblies = XDocument.Load(report).Descendants("assembly").ToList();
    int Sum(string attribute) => assemblies.Sum(assembly => (int?)assembly.Attribute(attribute) ?? 0);
    var failed = assemblies.Descendants("test").Where(test => (string?)test.Attribute("result") == "Fail")
        .Concat(assemblies.Descendants("error"));
    return (Sum("passed"), [.. failed.Select(Describe)], Sum("skipped") + Sum("not-run"));
}

// The name and what it said first; the whole story is above, with its project.
static string Describe(XElement failed) =>
    $"{(string?)failed.Attribute("name")}: {failed.Descendants("message").FirstOrDefault()?.Value.Split('\n')[0]}";
