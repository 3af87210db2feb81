using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using ComplaintsPlatform.ServiceDefaults.Input;
using FluentValidation;
using Marten;
using Wolverine.Http;

namespace ComplaintsPlatform.Cases.Tasks;

// An administrator says what kinds of tasks there are: the whole list, in the order in which it is offered. What has no
// key is new and gets one, of its name. None is taken away, since tasks were made of it: it is no longer used, or used
// again. What decides by the Code (to investigate, to respond) goes on deciding, whatever it is called.
public sealed record SetTaskTypes(IReadOnlyList<TaskTypeGiven> Types)
{
    public sealed class Validator : AbstractValidator<SetTaskTypes>
    {
        public Validator()
        {
            RuleFor(command => command.Types).Must(given => given is { Count: > 0 and <= 50 })
                .WithMessage("Give all kinds of tasks, at most 50.");
            RuleFor(command => command.Types).Must(given => TwiceIn(given, one => one.Name) is null)
                .WithMessage(command =>
                    $"Two kinds are called {TwiceIn(command.Types, one => one.Name)}. Give each its own name.")
                .Must(given => TwiceIn(given, one => one.Key) is null)
                .WithMessage(command => $"The key {TwiceIn(command.Types, one => one.Key)} is given twice.");
            RuleForEach(command => command.Types).NotNull().ChildRules(type =>
            {
                type.RuleFor(given => given.Key).MaximumLength(60);
                type.RuleFor(given => given.Name).MaximumLength(80).Must(Clean.Shows)
                    .WithMessage("Give the kind a name.");
                type.RuleFor(given => given.Instructions).PlainText(4000, optional: true);
                type.RuleFor(given => given.WorkingDays).InclusiveBetween(1, 60)
                    .WithMessage("Say within how many working days it is to be done, 1 to 60.");
                type.RuleForEach(given => given.Roles).Must(role => AtWork.Contains(role))
                    .WithMessage($"Each role is one of: {string.Join(", ", AtWork)}.");
            });
        }

        private static readonly string[] AtWork = Roles.AtWork.Split(',');

        private static string? TwiceIn(IReadOnlyList<TaskTypeGiven?>? given, Func<TaskTypeGiven, string?> said) =>
            (given ?? []).OfType<TaskTypeGiven>().Select(one => Clean.Line(said(one))).GroupBy(Clean.Fold)
                .FirstOrDefault(text => text.Key.Length > 0 && text.Skip(1).Any())?.First();
    }
}

/// <summary>One kind; without a key it is a new one.</summary>
public sealed record TaskTypeGiven(
    string Name, int WorkingDays, string? Key = null, string? Instructions = null, bool IsMandatory = false,
    bool Decides = false, IReadOnlyList<string>? Roles = null, bool ShowsContact = false, bool ShowsDetails = false,
    bool ShowsDocuments = false, bool InUse = true);

public static class SetTaskTypesEndpoint
{
    public static Decision<TaskTypesSet> Decide(SetTaskTypes command, TaskTypes state)
    {
        List<TaskType> types = [];
        foreach (var given in command.Types)
        {
            var name = Clean.Line(given.Name);
            // Said again without its key, a kind is the one that has the name: a repeat makes no second one.
            var key = given.Key
                ?? state.Items.FirstOrDefault(known => Clean.Fold(known.Name) == Clean.Fold(name))?.Key
                ?? Codes.Made(name, [.. state.Items.Concat(types).Select(one => one.Key)], "task");
            types.Add(new TaskType(
                key, name, Clean.Lines(given.Instructions), given.WorkingDays, given.IsMandatory,
                given.Decides || TaskTypes.Standard.Find(key) is { Decides: true }, given.Roles ?? [],
                new Included(given.ShowsContact, given.ShowsDetails, given.ShowsDocuments), given.InUse));
        }

        if (types.Count == state.Items.Count && types.Zip(state.Items).All(pair => pair.First.IsSameAs(pair.Second)))
            return Decision<TaskTypesSet>.Nothing();
        if (command.Types.FirstOrDefault(given => given.Key is { } key && state.Find(key) is null) is { } wrong)
            return Decision<TaskTypesSet>.Refuse("task-type-unknown",
                $"There is no kind of task with the key {wrong.Key}. A new one is given without a key.");
        if (state.Items.FirstOrDefault(known => types.All(one => one.Key != known.Key)) is { } missing)
            return Decision<TaskTypesSet>.Refuse("task-type-left-out",
                $"{missing.Name} is left out. Tasks may be of it: say that it is no longer in use instead.");
        return types.Exists(one => one.InUse)
            ? Decision<TaskTypesSet>.Accept(new TaskTypesSet(TaskTypes.TheTaskTypes, types))
            : Decision<TaskTypesSet>.Refuse("task-types-all-retired",
                "No kind would be in use, so no task could be set. Leave one.");
    }

    [WolverinePost("/api/task-types"), DecidesAgain, ForRoles(Roles.Administrator)]
    [EndpointSummary("Say what kinds of tasks there are"), Tags("Tasks")]
    [TakesHeader("If-Match", "The ETag of the last read, such as \"3\".", Required = true)]
    public static Task<IResult> Post(
        SetTaskTypes command, IDocumentSession session, HttpContext context, CancellationToken ct) =>
        session.SetAsync(TaskTypes.TheTaskTypes, TaskTypes.Standard, "kinds of tasks", context,
            now => Task.FromResult(Decide(command, now)), TaskTypes.Evolve, ct);
}
