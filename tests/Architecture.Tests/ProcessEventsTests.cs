using System.Text;
using System.Text.RegularExpressions;
using ComplaintsPlatform.Contracts;

namespace ComplaintsPlatform.Architecture.Tests;

/// <summary>
/// docs/process-events.md says which command or message writes which events, what is said of them, and who hears that.
/// It is read off the sources. After a change, run this with UPDATE_PROCESS_EVENTS=1 and commit the file with the
/// change.
/// </summary>
public sealed partial class ProcessEventsTests
{
    private static readonly (string Folder, string Name)[] Services =
    [
        ("intake", "intake"), ("case", "cases"), ("sla-clock", "sla-clock"), ("correspondence", "correspondence"),
        ("linkage", "linkage"), ("identity", "identity"),
    ];

    [Fact]
    public void who_writes_which_event_and_who_hears_of_it_is_written_down()
    {
        var described = new StringBuilder(
            """
            # Commands, events, and who hears of them

            Read off the sources by `ProcessEventsTests`. An event is named as it is stored; what is said of it, as on
            the exchange `complaints`. Reporting hears everything that is said.

            """);
        foreach (var (folder, name) in Services)
            Describe(described, name, [.. Repository.Files.Under($"services/{folder}/")]);
        var file = Path.Combine(Repository.Root, "docs", "process-events.md");
        if (Environment.GetEnvironmentVariable("UPDATE_PROCESS_EVENTS") is not null)
            File.WriteAllText(file, described.ToString());
        described.ToString().ShouldBe(File.ReadAllText(file));
    }

    [Fact]
    public void what_is_asked_written_and_said_is_seen()
    {
        var described = new StringBuilder();
        Describe(described, "cases",
        [
            new("services/case/CaseStore.cs", """["case_closed"] = typeof(CaseClosed), ["seen"] = typeof(Seen)"""),
            new("services/case/CloseCase.cs", """
                [WolverinePost("/api/close")] static class CloseCase { Accept(new CaseClosed(id)) } // new Seen(
                """),
            new("services/case/CloseMany.cs", """[WolverinePost("/api/close-many")] CloseCase.Decide(x)"""),
            new("services/case/Messages.cs", ""),
            new("services/case/ComplaintMessages.cs", """
                CaseClosed e => Of(e, Told(e)), Seen => null,
                private static Say.ComplaintOpened Told(CaseClosed e)
                """),
        ]);
        described.ToString().ShouldContain("| `POST /api/close` | `CloseCase.cs` | `case_closed` |");
        described.ToString().ShouldContain("| `POST /api/close-many` | `CloseMany.cs` | `case_closed` |");
        described.ToString().ShouldContain("| `case_closed` | `complaint-opened` | correspondence, sla-clock |");
        described.ToString().ShouldContain("| `seen` | – | – |");
    }

    private static void Describe(StringBuilder described, string service, IReadOnlyList<SourceFile> sources)
    {
        var files = sources.Select(file => file with { Text = Comment().Replace(file.Text, "") })
            .OrderBy(file => file.Path, StringComparer.Ordinal).ToList();
        var names = files.Where(file => file.Name.EndsWith("Store.cs", StringComparison.Ordinal))
            .SelectMany(file => StoredName().Matches(file.Text))
            .ToDictionary(match => match.Groups[2].Value, match => match.Groups[1].Value);
        var acts = files.Where(file => !NoAct().IsMatch(file.Name))
            .Select(file => new Act(file, AskedBy(file), Written(file, names.Keys), Classes(file))).ToList();

        described.AppendLine().AppendLine($"## {service}").AppendLine()
            .AppendLine("| Asked or heard | In | Writes |").AppendLine("|---|---|---|");
        foreach (var act in acts.Where(act => act.Asked.Count > 0))
        {
            var through = acts.Where(other => other != act && other.Writes.Count > 0
                && (other.Asked.Count == 0 || act.Writes.Count == 0)
                && other.Classes.Any(name => Regex.IsMatch(act.File.Text, $@"\b{name}\b")));
            var writes = act.Writes.Concat(through.SelectMany(other => other.Writes)).Distinct()
                .Select(name => $"`{names[name]}`").Order(StringComparer.Ordinal).ToList();
            if (writes.Count > 0)
                described.AppendLine($"| {string.Join(", ", act.Asked)} | `{act.File.Name}` | "
                    + $"{string.Join(", ", writes)} |");
        }

        var said = Said(files);
        described.AppendLine().AppendLine("| Event | Said as | Heard by, besides reporting |")
            .AppendLine("|---|---|---|");
        foreach (var (type, name) in names)
            described.AppendLine(said.TryGetValue(type, out var message)
                ? $"| `{name}` | `{Kebab(message)}` | {HearersOf($"complaints.{service}.{Kebab(message)}.")} |"
                : $"| `{name}` | – | – |");
    }

    private sealed record Act(
        SourceFile File, IReadOnlyList<string> Asked, IReadOnlyList<string> Writes, IReadOnlyList<string> Classes);

    private static IReadOnlyList<string> AskedBy(SourceFile file) =>
    [
        .. Route().Matches(file.Text)
            .Select(match => $"`{match.Groups[1].Value.ToUpperInvariant()} {match.Groups[2].Value}`"),
        .. Handler().Matches(file.Text).Select(match => Kebab(match.Groups[1].Value)),
    ];

    private static IReadOnlyList<string> Written(SourceFile file, IEnumerable<string> events) =>
    [
        .. events.Where(name => Regex.IsMatch(file.Text,
            $@"\bnew {name}\(|\b(static|internal|public) {name}\??\s+\w+\(|Decision<{name}>")),
    ];

    private static IReadOnlyList<string> Classes(SourceFile file) =>
        [.. Class().Matches(file.Text).Select(match => match.Groups[1].Value)];

    /// <summary>The contract that is made of an event, directly or by a method that gives one.</summary>
    private static Dictionary<string, string> Said(IEnumerable<SourceFile> files)
    {
        var text = string.Concat(files.Where(file => file.Name.EndsWith("Messages.cs", StringComparison.Ordinal))
            .Select(file => file.Text));
        var makers = Maker().Matches(text).ToDictionary(match => match.Groups[2].Value, match => match.Groups[1].Value);
        Dictionary<string, string> said = [];
        foreach (var (spoken, next) in Spoken().Matches(text).Zip(Spoken().Matches(text).Skip(1).Append(null)))
        {
            var body = Unsaid().Split(text[(spoken.Index + spoken.Length)..(next?.Index ?? text.Length)])[0];
            if (NewMessage().Match(body) is { Success: true } made) said[spoken.Groups[1].Value] = made.Groups[1].Value;
            else if (makers.FirstOrDefault(maker => body.Contains($"{maker.Key}(", StringComparison.Ordinal))
                is { Key: not null } maker) said[spoken.Groups[1].Value] = maker.Value;
        }

        return said;
    }

    private static string HearersOf(string message)
    {
        var hearers = Topology.Listeners.Where(listener => listener.Service != "reporting"
                && listener.MessageTypes.Any(type => message.StartsWith(type.TrimEnd('#'), StringComparison.Ordinal)))
            .Select(listener => listener.Service).ToList();
        return hearers.Count == 0 ? "–" : string.Join(", ", hearers);
    }

    private static string Kebab(string name) => Word().Replace(name, "-$0").TrimStart('-').ToLowerInvariant();

    [GeneratedRegex("//.*")]
    private static partial Regex Comment();

    [GeneratedRegex("""\["([a-z0-9_]+)"\]\s*=\s*typeof\((\w+)\)""")]
    private static partial Regex StoredName();

    [GeneratedRegex(@"(Messages|Store|Events|DevelopmentUsers)\.cs$")]
    private static partial Regex NoAct();

    [GeneratedRegex("""\[Wolverine(Post|Put|Delete)\("([^"]+)"\)""")]
    private static partial Regex Route();

    [GeneratedRegex(@"static [^;=]*?\bHandle(?:Async)?\(\s*(?:\w+\.)?(\w+)")]
    private static partial Regex Handler();

    [GeneratedRegex(@"static (?:partial )?class (\w+)")]
    private static partial Regex Class();

    [GeneratedRegex(@"^\s*(\w+) e(?: when .*)? =>", RegexOptions.Multiline)]
    private static partial Regex Spoken();

    [GeneratedRegex("=> null|_ =>")]
    private static partial Regex Unsaid();

    [GeneratedRegex(@"new Say\.(\w+)\(")]
    private static partial Regex NewMessage();

    [GeneratedRegex(@"private static Say\.(\w+) (\w+)\(")]
    private static partial Regex Maker();

    [GeneratedRegex("[A-Z]|(?<=[a-z])[0-9]")]
    private static partial Regex Word();
}
