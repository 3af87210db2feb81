// Runs every test project that was built against one private PostgreSQL and RabbitMQ, and sums up: first alone what
// kills and starts whole platforms, then three projects at a time, since each spends half its time waiting; the longest
// begins.
using System.Collections.Concurrent;
using System.Globalization;
using System.Xml.Linq;
using ComplaintsPlatform.Testing;

var directory = new DirectoryInfo(AppContext.BaseDirectory);
var (configuration, artifacts) = (directory.Name, directory.Parent!.Parent!.Parent!.FullName);
var tests = Path.Combine(artifacts, "..", "tests");
var projects = Directory.GetDirectories(tests, "*.Tests").Select(path => Path.GetFileName(path)!)
    .Order(StringComparer.Ordinal)
    .Where(project => args.Length == 0 || args.Any(wanted => project == $"{wanted}.Tests")).ToList();

await using var servers = new TestServers();
var environment = new Dictionary<string, string>
{
    ["ConnectionStrings__postgres"] = await servers.StartPostgresAsync(),
    ["ConnectionStrings__rabbitmq"] = await servers.StartRabbitAsync(),
};
var results = Path.Combine(artifacts, "test-results");
if (Directory.Exists(results)) Directory.Delete(results, true);

var outcomes = new ConcurrentBag<Outcome>();
if (projects.Count == 0) outcomes.Add(new(0, [$"no project is called {string.Join(" or ", args)}"], 0));
var alone = projects.Where(project => project is "EndToEnd.Tests").ToList();
foreach (var project in alone) outcomes.Add(await RunAsync(project, Console.WriteLine));
var beside = projects.Except(alone).OrderByDescending(project => project is "Portal.Tests")
    .ThenByDescending(project => project is "RecordIntegrity.Tests");
await Parallel.ForEachAsync(beside, new ParallelOptions { MaxDegreeOfParallelism = 3 },
    async (project, _) =>
    {
        var lines = new ConcurrentQueue<string>();
        var outcome = await RunAsync(project, lines.Enqueue);
        lock (outcomes) Console.WriteLine(string.Join('\n', lines));
        outcomes.Add(outcome);
    });

var failures = outcomes.SelectMany(outcome => outcome.Failures).ToList();
foreach (var failure in failures) Console.WriteLine($"failed {failure}");
if (outcomes.Sum(outcome => outcome.Skipped) is > 0 and var skipped) Console.WriteLine($"{skipped} skipped");
// The names stand in the last line too: of a run elsewhere, it is often all that is kept.
var names = failures.Count == 0 ? "" : $": {string.Join(", ", failures.Select(failure => failure.Split(": ")[0]))}";
Console.WriteLine($"{outcomes.Sum(outcome => outcome.Passed)} passed, {failures.Count} failed{names}");
return failures.Count > 0 ? 1 : 0;

async Task<Outcome> RunAsync(string project, Action<string> say)
{
    var name = $"ComplaintsPlatform.{project}";
    var report = Path.Combine(results, $"{name}.xml");
    say($"--- {project}");
    var startedAt = TimeProvider.System.GetTimestamp();
    var process = await ChildProcess.StartAsync(
        new("dotnet", Path.Combine(artifacts, "bin", name, configuration, $"{name}.dll"), "--progress", "off",
            "--ansi", "off",
            "--report-xunit-xml", "--report-xunit-xml-filename", Path.GetFileName(report), "--results-directory",
            results)
        { Environment = environment },
        say);
    try
    {
        await process.Exited.WaitAsync(TimeSpan.FromMinutes(40));
    }
    catch (TimeoutException)
    {
        say($"{project} hangs; it is stopped.");
        await process.StopAsync(TimeSpan.Zero);
    }
    var exitCode = await process.Exited;
    var outcome = Read(report);
    // A project that crashed, hung or did not even start may have no report, or one without a failure.
    if (exitCode != 0 && outcome.Failures.Count == 0)
        outcome = outcome with { Failures = [$"{project} ended with {exitCode}"] };
    say(string.Create(CultureInfo.InvariantCulture,
        $"    {outcome.Passed} passed, {outcome.Failures.Count} failed, {outcome.Skipped} skipped in "
            + $"{TimeProvider.System.GetElapsedTime(startedAt).TotalSeconds:0} s"));
    return outcome;
}

static Outcome Read(string report)
{
    if (!File.Exists(report)) return new(0, [], 0);
    var assemblies = XDocument.Load(report).Descendants("assembly").ToList();
    int Sum(string attribute) => assemblies.Sum(assembly => (int?)assembly.Attribute(attribute) ?? 0);
    var failed = assemblies.Descendants("test").Where(test => (string?)test.Attribute("result") == "Fail")
        .Concat(assemblies.Descendants("error"));
    return new(Sum("passed"), [.. failed.Select(Describe)], Sum("skipped") + Sum("not-run"));
}

// The name and what it said first; the whole story is above, with its project.
static string Describe(XElement failed) =>
    $"{(string?)failed.Attribute("name")}: {failed.Descendants("message").FirstOrDefault()?.Value.Split('\n')[0]}";

internal sealed record Outcome(int Passed, IReadOnlyList<string> Failures, int Skipped);
