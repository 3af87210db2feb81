using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.PersonalData;
using ComplaintsPlatform.ServiceDefaults;
using ComplaintsPlatform.ServiceDefaults.Input;
using FluentValidation;
using Marten;
using Wolverine.Http;

namespace ComplaintsPlatform.Reporting.Views;

/// <summary>
/// A list as somebody likes to see it: its filters, order and columns, under a name of theirs. No event: how somebody
/// looks at complaints is no fact about one. Names are encrypted, since people put other people's names into them.
/// </summary>
public sealed record SavedView(
    Guid Id, Guid OwnerId, string List, [property: PersonalData(Subject = nameof(SavedView.OwnerId))] string Name,
    [property: PersonalData(Subject = nameof(SavedView.OwnerId))] string Settings, DateTimeOffset SavedAt)
{
    /// <summary>Of each person.</summary>
    internal const int Most = 50;

    public static void Add(StoreOptions store) => store.Schema.For<SavedView>()
        .Duplicate(view => view.OwnerId, notNull: true);
}

// Keeps a view under an id of the caller's. A name names one view of a list: kept under the name of another, it takes
// its place. The settings are the list's own words for filter, order and columns; what a list no longer knows, it
// leaves out.
public sealed record SaveView(string Name, string List, IReadOnlyDictionary<string, string> Settings)
{
    internal static readonly string[] Lists = ["complaints", "figures", "contacts"];

    public sealed class Validator : AbstractValidator<SaveView>
    {
        public Validator()
        {
            RuleFor(command => command.Name).PlainText(60);
            RuleFor(command => command.List).Must(list => Lists.Contains(list))
                .WithMessage($"Must be one of: {string.Join(", ", Lists)}.");
            RuleFor(command => command.Settings).Must(settings => settings is { Count: <= 30 })
                .WithMessage("Give the settings of the list, at most 30.");
            RuleForEach(command => command.Settings).Must(setting =>
                    setting is { Key.Length: > 0 and <= 40, Value: { Length: <= 200 } value }
                    && !value.Any(char.IsControl) && setting.Key.All(char.IsAsciiLetterOrDigit))
                .WithMessage("A setting has a short name and up to 200 characters.")
                .When(command => command.Settings is not null);
        }
    }
}

public static class SaveViewEndpoint
{
    [WolverinePut("/api/reports/views/{viewId}"), ForRoles(Roles.Reading)]
    [EndpointName("SaveView"), EndpointSummary("Keep a list with its filters, order and columns under a name")]
    [Tags("reports")]
    public static async Task<IResult> Put(
        SaveView command, Guid viewId, Actor actor, IDocumentSession session, TimeProvider time, CancellationToken ct)
    {
        // Somebody else's is not there.
        if (await session.LoadAsync<SavedView>(viewId, ct) is { } there && there.OwnerId != actor.Id)
            return Api.Answer<ViewShown>(null, 0);
        var others = (await session.Query<SavedView>().Where(view => view.OwnerId == actor.Id).ToListAsync(ct))
            .Where(view => view.Id != viewId).ToList();
        var replaced = others.Find(view => view.List == command.List && Same(view.Name, command.Name));
        if (replaced is null && others.Count >= SavedView.Most)
            return Api.Problem(StatusCodes.Status409Conflict, "too-many-views",
                $"You have {SavedView.Most} views. Remove one that you no longer use, or save under its name.");
        if (replaced is not null) session.Delete(replaced);
        var saved = new SavedView(viewId, actor.Id, command.List, command.Name,
            ListViews.Write(command.Settings), time.GetUtcNow());
        session.Store(saved);
        return TypedResults.Ok(ListViews.Shown(saved));
    }

    private static bool Same(string one, string other) => Clean.Fold(one) == Clean.Fold(other);

    [WolverineDelete("/api/reports/views/{viewId}"), ForRoles(Roles.Reading)]
    [EndpointName("RemoveView"), EndpointSummary("Remove a view of one's own, or nothing when there is none")]
    [Tags("reports")]
    public static IResult Delete(Guid viewId, Actor actor, IDocumentSession session)
    {
        session.DeleteWhere<SavedView>(view => view.Id == viewId && view.OwnerId == actor.Id);
        return TypedResults.NoContent();
    }
}
