using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using ComplaintsPlatform.ServiceDefaults.Input;
using FluentValidation;
using Marten;
using Wolverine.Http;

namespace ComplaintsPlatform.Cases;

// An administrator says what can be chosen from a list, in the landlord's words: the whole list, in the order in which
// it is offered. What has no code is new and gets one, of its name. Nothing is taken away, since complaints have it: it
// is no longer used, or used again.
public sealed record SetChoices(IReadOnlyList<ChoiceGiven> Items)
{
    public sealed class Validator : AbstractValidator<SetChoices>
    {
        public Validator()
        {
            RuleFor(command => command.Items).Must(given => given is { Count: > 0 and <= 100 })
                .WithMessage("Give the whole list, at most 100.");
            RuleFor(command => command.Items).Must(given => !Twice(given)).WithMessage("Give each a name of its own.");
            RuleForEach(command => command.Items).NotNull().ChildRules(choice =>
            {
                choice.RuleFor(given => given.Code).MaximumLength(60);
                choice.RuleFor(given => given.Name).MaximumLength(120).Must(Clean.Shows).WithMessage("Enter a name.");
            });
        }

        private static bool Twice(IReadOnlyList<ChoiceGiven?>? given) =>
            (given ?? []).OfType<ChoiceGiven>().GroupBy(one => Clean.Fold(Clean.Line(one.Name)))
                .Any(name => name.Key.Length > 0 && name.Skip(1).Any())
            || (given ?? []).Where(one => one?.Code is not null).GroupBy(one => one!.Code)
                .Any(code => code.Skip(1).Any());
    }
}

/// <summary>One choice; without a code it is a new one.</summary>
public sealed record ChoiceGiven(string Name, string? Code = null, bool InUse = true);

public static class SetChoicesEndpoint
{
    public static Decision<ChoicesSet> Decide(SetChoices command, Choices state)
    {
        List<ListedChoice> items = [];
        foreach (var given in command.Items)
        {
            var name = Clean.Line(given.Name);
            items.Add(new ListedChoice(given.Code ?? CodeOf(name, state, items), name, given.InUse));
        }

        if (items.SequenceEqual(state.Items)) return Decision<ChoicesSet>.Nothing();
        if (command.Items.FirstOrDefault(given => given.Code is { } code && state.Find(code) is null) is { } wrong)
            return Decision<ChoicesSet>.Refuse("choice-unknown",
                $"Nothing here has the code {wrong.Code}. What is new is given without a code.");
        if (state.Items.FirstOrDefault(known => items.All(one => one.Code != known.Code)) is { } missing)
            return Decision<ChoicesSet>.Refuse("choice-left-out",
                $"{missing.Name} is left out. Complaints may have it: say that it is no longer in use instead.");
        return items.Any(one => one.InUse)
            ? Decision<ChoicesSet>.Accept(new ChoicesSet(state.ChoicesId, state.List, items))
            : Decision<ChoicesSet>.Refuse("choice-none-left", "Nothing would be left to choose. Keep one in use.");
    }

    [WolverinePost("/api/choices/{list}"), DecidesAgain, ForRoles(Roles.Administrator)]
    [EndpointSummary("Say what can be chosen from a list: root-causes, closing-reasons"), Tags("Complaints")]
    [TakesHeader("If-Match", "The ETag of the last read, such as \"3\".", Required = true)]
    public static Task<IResult> Post(
        string list, SetChoices command, IDocumentSession session, HttpContext context, CancellationToken ct) =>
        Choices.Standard.TryGetValue(list, out var standard)
            ? session.SetAsync(standard.ChoicesId, standard, "choices", context,
                now => Task.FromResult(Decide(command, now)), Choices.Evolve, ct)
            : Task.FromResult(Api.Answer<Choices>(null, 0));

    // Said again without its code, one is the one that has the name: a repeat makes no second one.
    private static string CodeOf(string name, Choices state, List<ListedChoice> before) =>
        state.Items.FirstOrDefault(known => Clean.Fold(known.Name) == Clean.Fold(name))?.Code
        ?? Codes.Made(name, [.. state.Items.Concat(before).Select(one => one.Code)], "choice");
}
