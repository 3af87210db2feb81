using Wolverine.Attributes;
using System.Reflection;
using System.Text.RegularExpressions;
using ComplaintsPlatform.Contracts;

namespace ComplaintsPlatform.Architecture.Tests;

public sealed partial class ContractTests
{
    private static readonly Type[] Records =
        [.. typeof(Topology).Assembly.GetExportedTypes().Where(type => type.GetMethod("<Clone>$") is not null)];

    private static readonly Type[] Messages =
        [.. Records.Where(type => type.GetCustomAttribute<MessageIdentityAttribute>() is not null)];

    [Fact]
    public void every_contract_has_a_name() => Repository.Holds(Nameless(Records).Select(type => type.FullName!),
        "A contract that is no part of another one has a MessageIdentity, because without it nothing can be "
            + "published or heard.");

    [Fact]
    public void a_contract_without_a_name_is_seen() =>
        Nameless([typeof(Whole), typeof(Part), .. Messages]).ShouldBe([typeof(Whole)]);

    [Fact]
    public void names_say_sender_fact_and_version() => Repository.Holds(
        Messages.Where(type => !IsNamedAsItShouldBe(type.Namespace!, type.Name, MessageNames.Of(type)))
            .Select(type => $"{type.FullName}: {MessageNames.Of(type)}"),
        "complaints.{service}.{fact}.v{n}: namespace and type say the same as the name, because people search for "
            + "one and find the other.");

    [Theory]
    [InlineData("complaints.cases.complaint-opened.v1", true)]
    [InlineData("complaints.intake.complaint-opened.v1", false)]
    [InlineData("complaints.cases.case-opened.v1", false)]
    [InlineData("complaints.cases.complaint-opened", false)]
    public void a_name_that_says_something_else_is_seen(string name, bool isRight) =>
        IsNamedAsItShouldBe("ComplaintsPlatform.Contracts.Cases", "ComplaintOpened", name).ShouldBe(isRight);

    [Fact]
    public void every_message_of_ours_is_said_by_somebody() => Repository.Holds(Unsaid(Repository.Files, OurMessages),
        "A contract is made in its sender's *Messages.cs, because one that nobody says is a promise that nobody "
            + "keeps.");

    [Fact]
    public void a_message_that_nobody_says_is_seen() =>
        Unsaid([new("services/case/ComplaintMessages.cs",
            "new Say.ComplaintOpened(e.ComplaintId); Handle<ComplaintClosed>(X)")],
            ["complaint-opened", "complaint-closed"]).ShouldBe(["complaint-closed"]);

    [Fact]
    public void whatever_the_broker_brings_to_a_service_is_handled_there() =>
        Repository.Holds(Mismatches(Repository.Files, Topology.Listeners),
        "What the topology routes to a service and what its handlers take are the same, because the rest would be "
            + "dead letters or never arrive.");

    [Theory]
    [InlineData("complaints.intake.complaint-made.#", "static Events Handle(ComplaintOpened opened)", 2)]
    [InlineData("complaints.intake.complaint-made.#", "static Events Handle(Intake.ComplaintMade made)", 0)]
    [InlineData("complaints.intake.complaint-made.#", "static async Task HandleAsync(ComplaintMade made)", 0)]
    [InlineData("complaints.sla-clock.#", "static Events Handle(ComplaintMade made)", 8)]
    public void a_message_that_comes_in_vain_or_not_at_all_is_seen(string binding, string handler, int mismatches) =>
        Mismatches([new("services/case/Open.cs", handler)], [("cases", Topology.Complaints, [binding])]).Count()
            .ShouldBe(mismatches);

    private static IEnumerable<string> OurMessages =>
        Messages.Where(type => !type.Namespace!.EndsWith(".Housing", StringComparison.Ordinal))
        .Select(type => Kebab(type.Name));

    private static IEnumerable<Type> Nameless(IReadOnlyCollection<Type> records)
    {
        var parts = records.SelectMany(type => type.GetProperties())
            .SelectMany(property => property.PropertyType.GetGenericArguments().Append(property.PropertyType))
            .ToHashSet();
        return records.Where(type =>
            type.GetCustomAttribute<MessageIdentityAttribute>() is null && !parts.Contains(type));
    }

    private static bool IsNamedAsItShouldBe(string space, string type, string name)
    {
        var sender = Kebab(space.Split('.')[^1]);
        return Regex.IsMatch(name, sender == "housing"
            ? $@"^housing\.[a-z-]+\.{Kebab(type)}\.v\d+$"
            : $@"^complaints\.{sender}\.{Kebab(type)}\.v\d+$");
    }

    private static IEnumerable<string> Unsaid(IEnumerable<SourceFile> files, IEnumerable<string> facts)
    {
        var said = files.Under("services/", "Messages.cs")
            .SelectMany(file => Made().Matches(file.Text).Select(made => Kebab(made.Groups[1].Value))).ToHashSet();
        return facts.Where(fact => !said.Contains(fact));
    }

    private static IEnumerable<string> Mismatches(IReadOnlyList<SourceFile> files,
        IEnumerable<(string Service, string Exchange, string[] MessageTypes)> consumers)
    {
        foreach (var consumer in consumers.GroupBy(consumer => consumer.Service))
        {
            var service = consumer.Key == "cases" ? "case" : consumer.Key;
            var text = string.Concat(files.Under($"services/{service}/").Select(file => file.Text));
            var handled = Handled().Matches(text).Select(match => match.Groups[1].Value).ToHashSet();
            foreach (var type in Messages)
            {
                var routed = consumer.SelectMany(listening => listening.MessageTypes)
                    .Any(key => Matches(key, MessageNames.Of(type)));
                if (routed && !handled.Contains(type.Name))
                    yield return $"{type.Name} is routed to {consumer.Key}, which does not handle it";
                if (!routed && handled.Contains(type.Name))
                    yield return $"{consumer.Key} handles {type.Name}, which is not routed to it";
            }
        }
    }

    private static bool Matches(string pattern, string name) =>
        Regex.IsMatch(name, "^" + Regex.Escape(pattern).Replace(@"\.\#", @"(\..+)?", StringComparison.Ordinal)
            .Replace(@"\*", "[^.]+", StringComparison.Ordinal) + "$");

    private static string Kebab(string name) => WordStart().Replace(name, "-$1").ToLowerInvariant();

    [GeneratedRegex("(?<!^)([A-Z]|(?<![0-9])[0-9])")]
    private static partial Regex WordStart();

    // Made by name, or by a function that gives one.
    [GeneratedRegex(@"(?:new (?:\w+\.)*|\b\w+\.)(\w+)(?:\(| \w+\()")]
    private static partial Regex Made();

    [GeneratedRegex(@"static [^\n;{]*? Handle(?:Async)?\(\s*(?:\w+\.)*(\w+) \w+")]
    private static partial Regex Handled();

    internal sealed record Whole(Part Part);

    internal sealed record Part(string Text);
}
