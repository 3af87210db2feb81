using Marten;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Wolverine;

namespace ComplaintsPlatform.ServiceDefaults;

/// <summary>A complaint of which some users may know nothing, as cases said.</summary>
/// <param name="ComplaintId">The complaint.</param>
/// <param name="HiddenFrom">Ids of the users; may be none.</param>
/// <param name="Version">Version of the complaint with which it was said: an older message changes nothing.</param>
public sealed record RestrictedComplaint(Guid ComplaintId, IReadOnlyList<Guid> HiddenFrom, long Version);

/// <summary>What other services than cases need so that a complaint about somebody is not there for them.</summary>
public static class Restrictions
{
    /// <summary>The document that keeps them.</summary>
    public static void AddRestrictions(this StoreOptions store) =>
        store.Schema.For<RestrictedComplaint>().Identity(restricted => restricted.ComplaintId).GinIndexJsonData();

    /// <summary>Keeps what a message said, unless a later one was heard before.</summary>
    /// <param name="session">The handler's, which saves it.</param>
    /// <param name="complaintId">The complaint.</param>
    /// <param name="hiddenFrom">Everybody who may know nothing of it; those said before and not now may again.</param>
    /// <param name="envelope">The message's.</param>
    /// <param name="cancellationToken">Ends the look at what is known.</param>
    public static async Task RestrictAsync(
        this IDocumentSession session, Guid complaintId, IReadOnlyList<Guid> hiddenFrom, Envelope envelope,
        CancellationToken cancellationToken)
    {
        var said = new RestrictedComplaint(complaintId, hiddenFrom, envelope.StreamVersion() ?? 0);
        var known = await session.LoadAsync<RestrictedComplaint>(complaintId, cancellationToken);
        if (known is null || known.Version <= said.Version) session.Store(said);
    }

    /// <summary>The complaints that a user may know nothing of, to be left out of lists.</summary>
    public static async Task<IReadOnlySet<Guid>> HiddenFromAsync(
        this IQuerySession session, Guid userId, CancellationToken cancellationToken) =>
        (await session.Query<RestrictedComplaint>().Where(restricted => restricted.HiddenFrom.Contains(userId))
            .Select(restricted => restricted.ComplaintId).ToListAsync(cancellationToken)).ToHashSet();

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
                    .LoadAsync<RestrictedComplaint>(complaintId, context.RequestAborted) is { } restricted
                && restricted.HiddenFrom.Contains(Actor.Of(context).Id))
                await Api.NotFound().ExecuteAsync(context);
            else
                await next(context);
        });
        return app;
    }
}
