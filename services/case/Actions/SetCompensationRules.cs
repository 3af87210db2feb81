using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using ComplaintsPlatform.ServiceDefaults.Input;
using FluentValidation;
using Marten;
using Wolverine.Http;

namespace ComplaintsPlatform.Cases.Actions;

// An administrator says what the bands of compensation are and who may offer how much. What was offered before keeps
// its band, and what was agreed to stays agreed to.
public sealed record SetCompensationRules(
    IReadOnlyList<CompensationBand> Bands, IReadOnlyList<CompensationLimit> Limits)
{
    public sealed class Validator : AbstractValidator<SetCompensationRules>
    {
        private static readonly string[] MayHaveLimits = $"{ActionKinds.Promising},{Roles.Director}".Split(',');

        public Validator()
        {
            RuleFor(command => command.Bands).Must(bands => bands is { Count: > 0 and <= 20 } && Rises(bands))
                .WithMessage("Give the bands from the lowest to the highest amount; the last one has no upper end.");
            RuleForEach(command => command.Bands).NotNull().ChildRules(band =>
                band.RuleFor(given => given.Name).MaximumLength(120).Must(Clean.Shows).WithMessage("Name the band."));
            RuleFor(command => command.Limits).Must(limits => limits is { Count: > 0 }
                    && limits.Select(limit => limit?.Role).Distinct().Count() == limits.Count)
                .WithMessage("Give each role one limit.");
            RuleForEach(command => command.Limits).NotNull().ChildRules(limit =>
            {
                limit.RuleFor(given => given.Role).OneOf(MayHaveLimits);
                limit.RuleFor(given => given.UpTo).InclusiveBetween(0, PromiseAction.Most)
                    .WithMessage("Give the limit in pounds, or none for any amount.");
            });
        }

        private static bool Rises(IReadOnlyList<CompensationBand?> bands) =>
            bands[^1] is { UpTo: null } && bands.SkipLast(1).All(band => band?.UpTo > 0)
            && bands.SkipLast(1).Zip(bands.Skip(1).SkipLast(1)).All(pair => pair.First!.UpTo < pair.Second!.UpTo);
    }
}

public static class SetCompensationRulesEndpoint
{
    public static Decision<CompensationRulesSet> Decide(SetCompensationRules command, CompensationRules state)
    {
        CompensationBand[] bands = [.. command.Bands.Select(band => band with { Name = Clean.Line(band.Name) })];
        if (bands.SequenceEqual(state.Bands) && command.Limits.SequenceEqual(state.Limits))
            return Decision<CompensationRulesSet>.Nothing();
        return command.Limits.Any(limit => limit.UpTo is null)
            ? Decision<CompensationRulesSet>.Accept(
                new CompensationRulesSet(CompensationRules.TheRules, bands, command.Limits))
            : Decision<CompensationRulesSet>.Refuse("compensation-nobody-may",
                "Nobody could agree to the highest amounts. Leave one role without a limit.");
    }

    [WolverinePost("/api/compensation-rules"), DecidesAgain, ForRoles(Roles.Administrator)]
    [EndpointSummary("Say what the bands of compensation are, and who may offer how much"), Tags("Actions")]
    [TakesHeader("If-Match", "The ETag of the last read, such as \"3\".", Required = true)]
    public static Task<IResult> Post(
        SetCompensationRules command, IDocumentSession session, HttpContext context, CancellationToken ct) =>
        session.SetAsync(CompensationRules.TheRules, CompensationRules.Standard, "bands and limits", context,
            now => Task.FromResult(Decide(command, now)), CompensationRules.Evolve, ct);
}
