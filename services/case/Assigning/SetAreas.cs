using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using ComplaintsPlatform.ServiceDefaults.Input;
using FluentValidation;
using Marten;
using Wolverine.Http;

namespace ComplaintsPlatform.Cases;

// An administrator says into which areas the landlord's homes fall: the whole list. An area has postcodes (PL1 2AB),
// sectors (PL1 2) and districts (PL1); where two fit a home, the longer one decides, so none may be in two areas. Kept
// as a stream like the rules that name areas; an area that a rule names stays.
public sealed record SetAreas(IReadOnlyList<AreaGiven> Areas)
{
    public sealed class Validator : AbstractValidator<SetAreas>
    {
        public Validator()
        {
            RuleFor(command => command.Areas).Must(areas => areas is { Count: <= 100 })
                .WithMessage("Give the areas, at most 100; none when no home is in an area.");
            RuleFor(command => command.Areas)
                .Must(areas => areas is null || TwiceIn(areas) is null)
                .WithMessage(command => $"Two areas are called {TwiceIn(command.Areas)}. Give each its own name.");
            RuleForEach(command => command.Areas).NotNull().ChildRules(area =>
            {
                area.RuleFor(given => given.Name).MaximumLength(80).Must(Clean.Shows)
                    .WithMessage("Give the area a name.");
                area.RuleFor(given => given.Postcodes).Must(parts => parts is { Count: > 0 and <= 2000 })
                    .WithMessage("Give the area a postcode, sector or district, at most 2,000.");
                area.RuleForEach(given => given.Postcodes).Must(part => Postcode.ReadPart(part).Canonical is not null)
                    .WithMessage((_, part) => Clean.Shows(part)
                        ? $"{Clean.Line(part)}: {Postcode.ReadPart(part).Fault ?? "This is no postcode."}"
                        : "Leave no postcode empty.");
            });
        }

        private static string? TwiceIn(IReadOnlyList<AreaGiven> areas) => areas
            .Select(area => Clean.Line(area?.Name)).GroupBy(Clean.Fold)
            .FirstOrDefault(name => name.Key.Length > 0 && name.Skip(1).Any())?.First();
    }
}

/// <summary>One area: what lies in these postcodes, sectors and districts.</summary>
public sealed record AreaGiven(string Name, IReadOnlyList<string> Postcodes);

public static class SetAreasEndpoint
{
    public static Decision<AreasSet> Decide(SetAreas command, Areas state, AssignmentRules rules)
    {
        IReadOnlyList<Area> areas = [.. command.Areas.Select(area => new Area(
            Clean.Line(area.Name), [.. area.Postcodes.Select(part => Postcode.ReadPart(part).Text).Distinct()]))];
        if (AreSame(areas, state.Items)) return Decision<AreasSet>.Nothing();

        if (areas.SelectMany(area => area.Postcodes, (area, part) => (area.Name, Part: part))
            .GroupBy(place => place.Part).FirstOrDefault(part => part.Skip(1).Any()) is { } twice)
            return Decision<AreasSet>.Refuse("postcode-in-two-areas",
                $"{twice.Key} is in {string.Join(" and in ", twice.Select(place => place.Name))}. "
                + "Leave it in one of them.");
        foreach (var (number, rule) in rules.Rules.Index())
            if (rule.Area is { } named && areas.All(area => area.Name != named))
                return Decision<AreasSet>.Refuse("area-in-rules",
                    $"Rule {number + 1} of assignment names the area {named}. Change the rule first.");
        return Decision<AreasSet>.Accept(new AreasSet(Areas.TheAreas, areas));
    }

    [WolverinePost("/api/areas"), DecidesAgain, ForRoles(Roles.Administrator)]
    [EndpointSummary("Say into which areas the homes fall"), Tags("Complaints")]
    [TakesHeader("If-Match", "The ETag of the last read, such as \"3\".", Required = true)]
    public static Task<IResult> Post(
        SetAreas command, IDocumentSession session, HttpContext context, CancellationToken ct) =>
        session.SetAsync(Areas.TheAreas, Areas.None, "areas", context,
            async now => Decide(command, now, await AssignmentRules.NowAsync(session, ct)), Areas.Evolve, ct);

    private static bool AreSame(IReadOnlyList<Area> one, IReadOnlyList<Area> other) => one.Count == other.Count
        && one.Zip(other).All(pair => pair.First.Name == pair.Second.Name
            && pair.First.Postcodes.SequenceEqual(pair.Second.Postcodes));
}
