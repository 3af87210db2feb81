using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using FluentValidation;
using Marten;
using Wolverine.Http;

namespace ComplaintsPlatform.Cases;

// An administrator says by which rules complaints are assigned when they arrive: the whole list, in the order in which
// it is tried. Kept as a stream: what was decided under an older version keeps its number. Complaints that have arrived
// stay where they are.
public sealed record SetAssignmentRules(IReadOnlyList<RuleGiven> Rules)
{
    public sealed class Validator : AbstractValidator<SetAssignmentRules>
    {
        public Validator()
        {
            RuleFor(command => command.Rules).Must(rules => rules is { Count: <= 200 })
                .WithMessage("Give the rules, at most 200; none to leave all complaints in the queue.");
            RuleForEach(command => command.Rules).ChildRules(rule =>
            {
                rule.RuleFor(given => given.TeamId).NotEmpty();
                rule.RuleFor(given => given.Category).PlainText(60, optional: true);
                rule.RuleFor(given => given.Service).OneOf(Vocabulary.Services, optional: true);
                rule.RuleFor(given => given.Channel).OneOf(Vocabulary.Channels, optional: true);
                rule.RuleFor(given => given.AtLeast).OneOf(Vocabulary.Seniorities, optional: true);
            });
        }
    }
}

/// <summary>One rule: complaints of this category, service, channel and area go to that team, and there to whoever is
/// at least so senior.</summary>
public sealed record RuleGiven(
    Guid TeamId, string? Category = null, string? Service = null, string? Channel = null, string? Area = null,
    string? AtLeast = null);

public static class SetAssignmentRulesEndpoint
{
    public static Decision<AssignmentRulesSet> Decide(
        SetAssignmentRules command, AssignmentRules state, IReadOnlyList<Team> known, Areas areas,
        Categories categories)
    {
        var names = known.ToDictionary(team => team.TeamId, team => team.Name);
        if (command.Rules.Any(rule => !names.ContainsKey(rule.TeamId)))
            return Decision<AssignmentRulesSet>.Refuse(
                "rule-team-unknown", "A rule names a team that is not there. GET /api/teams lists them.");
        if (command.Rules.FirstOrDefault(rule =>
            rule.Area is not null && areas.Items.All(area => area.Name != rule.Area)) is { Area: var unknown })
            return Decision<AssignmentRulesSet>.Refuse(
                "rule-area-unknown",
                $"A rule names the area {unknown}, which is not there. GET /api/areas lists them.");
        if (command.Rules.Select(rule => categories.Refusal<AssignmentRulesSet>(rule.Category))
            .FirstOrDefault(refusal => refusal is not null) is { } refused)
            return refused;
        IReadOnlyList<AssignmentRule> rules = [.. command.Rules.Select(rule =>
            new AssignmentRule(rule.TeamId, names[rule.TeamId], rule.Category, rule.Service, rule.Channel, rule.Area,
                // The lowest asks for nothing.
                rule.AtLeast == Vocabulary.Seniorities[0] ? null : rule.AtLeast))];
        return rules.SequenceEqual(state.Rules)
            ? Decision<AssignmentRulesSet>.Nothing()
            : Decision<AssignmentRulesSet>.Accept(new AssignmentRulesSet(AssignmentRules.TheRules, rules));
    }

    [WolverinePost("/api/assignment-rules"), DecidesAgain, ForRoles(Roles.Administrator)]
    [EndpointSummary("Say by which rules complaints are assigned when they arrive"), Tags("Complaints")]
    [TakesHeader("If-Match", "The ETag of the last read, such as \"3\".", Required = true)]
    public static Task<IResult> Post(
        SetAssignmentRules command, IDocumentSession session, HttpContext context, CancellationToken ct) =>
        session.SetAsync(AssignmentRules.TheRules, AssignmentRules.None, "rules", context, async now => Decide(
            command, now,
            await session.LoadManyAsync<Team>(ct, [.. command.Rules.Select(rule => rule.TeamId).Distinct()]),
            await Areas.NowAsync(session, ct), await Categories.NowAsync(session, ct)), AssignmentRules.Evolve, ct);
}
