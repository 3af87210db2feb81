using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using ComplaintsPlatform.ServiceDefaults.Input;
using FluentValidation;
using Marten;
using Wolverine.Http;

namespace ComplaintsPlatform.Cases;

// An administrator says what complaints are about, in the landlord's words: the whole list, in the order in which it is
// offered. What has no code is new and gets one, of its name. A category is not taken away, since complaints have it:
// it is no longer used, or used again. One that a rule of assignment names stays in use, or the rule would wait for
// what cannot come; and so does the one for everything else, into which intake puts what it cannot place.
public sealed record SetCategories(IReadOnlyList<CategoryGiven> Categories)
{
    public sealed class Validator : AbstractValidator<SetCategories>
    {
        public Validator()
        {
            RuleFor(command => command.Categories).Must(given => given is { Count: > 0 and <= 100 })
                .WithMessage("Give all categories, at most 100.");
            RuleFor(command => command.Categories)
                .Must(given => TwiceIn(given, one => one.Name) is null)
                .WithMessage(command =>
                    $"Two categories are called {TwiceIn(command.Categories, one => one.Name)}. Give each its own "
                    + "name, or use the one that is no longer used again.")
                .Must(given => TwiceIn(given, one => one.Code) is null)
                .WithMessage(command => $"The code {TwiceIn(command.Categories, one => one.Code)} is given twice.");
            RuleForEach(command => command.Categories).NotNull().ChildRules(category =>
            {
                category.RuleFor(given => given.Code).MaximumLength(60);
                category.RuleFor(given => given.Name).MaximumLength(80).Must(Clean.Shows)
                    .WithMessage("Give the category a name.");
                category.RuleFor(given => given.Help).MaximumLength(200);
            });
        }

        private static string? TwiceIn(IReadOnlyList<CategoryGiven?>? given, Func<CategoryGiven, string?> said) =>
            (given ?? []).OfType<CategoryGiven>().Select(one => Clean.Line(said(one))).GroupBy(Clean.Fold)
                .FirstOrDefault(text => text.Key.Length > 0 && text.Skip(1).Any())?.First();
    }
}

/// <summary>One category; without a code it is a new one.</summary>
public sealed record CategoryGiven(string Name, string? Code = null, string? Help = null, bool InUse = true);

public static class SetCategoriesEndpoint
{
    public static Decision<CategoriesSet> Decide(SetCategories command, Categories state, AssignmentRules rules)
    {
        List<Category> categories = [];
        foreach (var given in command.Categories)
        {
            var name = Clean.Line(given.Name);
            categories.Add(new Category(
                given.Code ?? CodeOf(name, state, categories), name,
                Clean.Line(given.Help) is { Length: > 0 } help ? help : null, given.InUse));
        }

        if (categories.SequenceEqual(state.Items)) return Decision<CategoriesSet>.Nothing();
        if (command.Categories.FirstOrDefault(given => given.Code is { } code && state.Find(code) is null) is { } wrong)
            return Decision<CategoriesSet>.Refuse("category-unknown",
                $"There is no category with the code {wrong.Code}. A new one is given without a code.");
        if (state.Items.FirstOrDefault(known => categories.All(one => one.Code != known.Code)) is { } missing)
            return Decision<CategoriesSet>.Refuse("category-left-out",
                $"{missing.Name} is left out. Complaints may have it: say that it is no longer in use instead.");
        foreach (var retired in categories.Where(one => !one.InUse))
        {
            if (retired.Code == Vocabulary.OtherCategory)
                return Decision<CategoriesSet>.Refuse("other-category-stays",
                    $"{retired.Name} stays in use: what fits nowhere else is put there. Its name may be changed.");
            if (rules.Rules.Index().FirstOrDefault(rule => rule.Item.Category == retired.Code) is
                (var number, { } _))
                return Decision<CategoriesSet>.Refuse("category-in-rules",
                    $"Rule {number + 1} of assignment is about {retired.Name}. Change the rule first.");
        }

        return Decision<CategoriesSet>.Accept(new CategoriesSet(Categories.TheCategories, categories));
    }

    [WolverinePost("/api/categories"), DecidesAgain, ForRoles(Roles.Administrator)]
    [EndpointSummary("Say what complaints are about"), Tags("Complaints")]
    [TakesHeader("If-Match", "The ETag of the last read, such as \"3\".", Required = true)]
    public static Task<IResult> Post(
        SetCategories command, IDocumentSession session, HttpContext context, CancellationToken ct) =>
        session.SetAsync(Categories.TheCategories, Categories.Standard, "categories", context,
            async now => Decide(command, now, await AssignmentRules.NowAsync(session, ct)), Categories.Evolve, ct);

    // Said again without its code, a category is the one that has the name: a repeat makes no second one.
    private static string CodeOf(string name, Categories state, IReadOnlyList<Category> before) =>
        state.Items.FirstOrDefault(known => Clean.Fold(known.Name) == Clean.Fold(name))?.Code
        ?? Codes.Made(name, [.. state.Items.Concat(before).Select(one => one.Code)], "category");
}
