using Marten;
using Marten.Linq.MatchesSql;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Wolverine;

namespace ComplaintsPlatform.ServiceDefaults;

/// <summary>A complaint of which some users, or all but a few, may know nothing, as cases said.</summary>
/// <param name="ComplaintId">The complaint.</param>
/// <param name="HiddenFrom">Ids of the users; may be none.</param>
/// <param name="Version">Version of the complaint with which it was said: an older message changes nothing.</param>
/// <param name="OnlyFor">The only users who may know of it; null when it is restricted to nobody.</param>
public sealed record RestrictedComplaint(
    Guid ComplaintId, IReadOnlyList<Guid> HiddenFrom, long Version, IReadOnlyList<Guid>? OnlyFor = null)
{
    /// <summary>True when there is no such complaint for this user.</summary>
    public bool IsHiddenFrom(Guid userId) => Restrictions.Hide(HiddenFrom, OnlyFor, userId);
}

/// <summary>What other services than cases need so that a complaint about somebody, or one that is restricted to
/// others, is not there for them.</summary>
public static class Restrictions
{
    /// <summary>The document that keeps them.</summary>
    public static void AddRestrictions(this StoreOptions store) =>
        store.Schema.For<RestrictedComplaint>().Identity(restricted => restricted.ComplaintId).GinIndexJsonData();

    /// <summary>The one rule: hidden from whom it is about, and from everybody who is not named where some are.
    /// </summary>
    public static bool Hide(IReadOnlyList<Guid> hiddenFrom, IReadOnlyList<Guid>? onlyFor, Guid userId) =>
        hiddenFrom.Contains(userId) || onlyFor?.Contains(userId) == false;

    /// <summary>The same rule in SQL, over a document with <c>hiddenFrom</c> and <c>onlyFor</c>; its one parameter is
    /// the user's id as text.</summary>
    /// <param name="data">The document's column, such as <c>d.data</c>.</param>
    /// <param name="parameter">How the parameter is written.</param>
    public static string HideSql(string data, string parameter = "?") =>
        $"""
        (select coalesce({data} -> 'hiddenFrom' @> who.id, false)
           or coalesce(not nullif({data} -> 'onlyFor', 'null'::jsonb) @> who.id, false)
         from (values (to_jsonb({parameter}::text))) who (id))
        """;

    /// <summary>Keeps what a message said, unless a later one was heard before.</summary>
    /// <param name="session">The handler's, which saves it.</param>
    /// <param name="complaintId">The complaint.</param>
    /// <param name="hiddenFrom">Everybody who may know nothing of it; those said before and not now may again.</param>
    /// <param name="onlyFor">The only ones who may know of it; null: everybody else may.</param>
    /// <param name="envelope">The message's.</param>
    /// <param name="cancellationToken">Ends the look at what is known.</param>
    /// <returns>What is so now; a later word stands against this one.</returns>
    public static async Task<RestrictedComplaint> RestrictAsync(
        this IDocumentSession session, Guid complaintId, IReadOnlyList<Guid> hiddenFrom, IReadOnlyList<Guid>? onlyFor,
        Envelope envelope, CancellationToken cancellationToken)
    {
        var said = new RestrictedComplaint(complaintId, hiddenFrom, envelope.StreamVersion() ?? 0, onlyFor);
        var known = await session.LoadAsync<RestrictedComplaint>(complaintId, cancellationToken);
        if (known is not null && known.Version > said.Version) return known;
        session.Store(said);
        return said;
    }

    /// <summary>A complaint that comes out of another one is hidden as that is from its first moment on, until
    /// something is said of it itself.</summary>
    /// <param name="session">The handler's, which saves it.</param>
    /// <param name="complaintId">The new complaint.</param>
    /// <param name="source">What it came out of; null when it came by itself.</param>
    /// <param name="cancellationToken">Ends the look at what is known.</param>
    public static async Task RestrictLikeAsync(
        this IDocumentSession session, Guid complaintId, Guid? source, CancellationToken cancellationToken)
    {
        if (source is { } id && await session.LoadAsync<RestrictedComplaint>(id, cancellationToken) is { } restricted
            && await session.LoadAsync<RestrictedComplaint>(complaintId, cancellationToken) is null)
            session.Store(restricted with { ComplaintId = complaintId, Version = 0 });
    }

    /// <summary>The complaints that a user may know nothing of, to be left out of lists.</summary>
    public static async Task<IReadOnlySet<Guid>> HiddenFromAsync(
        this IQuerySession session, Guid userId, CancellationToken cancellationToken) =>
        (await session.Query<RestrictedComplaint>()
            .Where(restricted => restricted.MatchesSql(HiddenSql, userId.ToString()))
            .Select(restricted => restricted.ComplaintId).ToListAsync(cancellationToken)).ToHashSet();

    /// <summary>Whether there is no such complaint for a user.</summary>
    public static async Task<bool> IsHiddenFromAsync(
        this IQuerySession session, Guid complaintId, Guid userId, CancellationToken cancellationToken) =>
        await session.LoadAsync<RestrictedComplaint>(complaintId, cancellationToken) is { } restricted
        && restricted.IsHiddenFrom(userId);

    private static readonly string HiddenSql = HideSql("d.data");

    /// <summary>
    /// Answers every route and verb with a <c>complaintId</c> by 404 for whom that complaint is hidden from, as if
    /// there were none. Call it before routes are mapped.
    /// </summary>
    public static WebApplication UseRestrictions(this WebApplication app)
    {
        app.Use(async (context, next) =>
        {
            if (context.User.Identity is { IsAuthenticated: true }
                && Guid.TryParse(context.GetRouteValue("complaintId") as string, out var complaintId)
                && await context.RequestServices.GetRequiredService<IQuerySession>()
                    .IsHiddenFromAsync(complaintId, Actor.Of(context).Id, context.RequestAborted))
                await Api.NotFound().ExecuteAsync(context);
            else
                await next(context);
        });
        return app;
    }
}
