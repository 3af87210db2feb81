using System.Text.Json;
using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.PersonalData;
using ComplaintsPlatform.ServiceDefaults;
using Marten;

namespace ComplaintsPlatform.Reporting.Views;

/// <summary>A view as its owner reads it.</summary>
internal sealed record ViewShown(
    Guid ViewId, string Name, string List, IReadOnlyDictionary<string, string> Settings, DateTimeOffset SavedAt);

/// <summary>All of one's own, by name.</summary>
internal sealed record ViewList(IReadOnlyList<ViewShown> Items);

/// <summary>One's own views: everybody else's are not there.</summary>
internal static class ListViews
{
    public static void Map(RouteGroupBuilder reports) => reports
        .MapGet("/views", async (Actor actor, IQuerySession session, CancellationToken ct) =>
        {
            var own = await session.Query<SavedView>().Where(view => view.OwnerId == actor.Id).ToListAsync(ct);
            return TypedResults.Ok(new ViewList([.. own.Select(Shown)
                .OrderBy(view => view.Name, StringComparer.OrdinalIgnoreCase).ThenBy(view => view.ViewId)]));
        })
        .RequireRoles(Roles.Reading)
        .WithName("ListViews")
        .WithSummary("One's own views of lists, by name.")
        .Produces<ViewList>();

    internal static string Write(IReadOnlyDictionary<string, string> settings) => JsonSerializer.Serialize(settings);

    internal static ViewShown Shown(SavedView view) => new(view.Id, view.Name, view.List,
        view.Settings == PersonalDataAttribute.Erased
            ? new Dictionary<string, string>()
            : JsonSerializer.Deserialize<Dictionary<string, string>>(view.Settings)!, view.SavedAt);
}
