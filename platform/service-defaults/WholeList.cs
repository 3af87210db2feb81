using Marten;
using Microsoft.AspNetCore.Http;

namespace ComplaintsPlatform.ServiceDefaults;

/// <summary>A list that an administrator looks after, in one stream of its own.</summary>
public interface IWholeList
{
    /// <summary>How often it changed; 0 as long as nobody has changed it.</summary>
    long Version { get; }
}

/// <summary>Changes of such lists, each under the version that was seen.</summary>
public static class WholeList
{
    /// <summary>Takes a change of the present list, 412 when <c>If-Match</c> names an older; answers with the list as
    /// it is then.</summary>
    /// <param name="session">Where its stream is kept.</param>
    /// <param name="id">The stream.</param>
    /// <param name="initial">The list as long as nobody has set it.</param>
    /// <param name="name">What people call it, in the plural.</param>
    /// <param name="context">The request.</param>
    /// <param name="decide">What follows from the present one.</param>
    /// <param name="evolve">The list after an event.</param>
    /// <param name="ct">Ends it early.</param>
    public static Task<IResult> SetAsync<TList, TEvent>(
        this IDocumentSession session, Guid id, TList initial, string name, HttpContext context,
        Func<TList, Task<Decision<TEvent>>> decide, Func<TList, TEvent, TList> evolve, CancellationToken ct)
        where TList : class, IWholeList where TEvent : notnull =>
        session.SetAsync(id, initial, name, context, decide, evolve, static list => list, ct);

    /// <summary>The same, where the answer shows the list otherwise than it is kept.</summary>
    /// <param name="session">Where its stream is kept.</param>
    /// <param name="id">The stream.</param>
    /// <param name="initial">The list as long as nobody has set it.</param>
    /// <param name="name">What people call it, in the plural.</param>
    /// <param name="context">The request.</param>
    /// <param name="decide">What follows from the present one.</param>
    /// <param name="evolve">The list after an event.</param>
    /// <param name="show">What the answer says of it.</param>
    /// <param name="ct">Ends it early.</param>
    public static async Task<IResult> SetAsync<TList, TEvent, TShown>(
        this IDocumentSession session, Guid id, TList initial, string name, HttpContext context,
        Func<TList, Task<Decision<TEvent>>> decide, Func<TList, TEvent, TList> evolve, Func<TList, TShown> show,
        CancellationToken ct)
        where TList : class, IWholeList where TEvent : notnull where TShown : class
    {
        var seen = ExpectedVersion.From(context);
        var stream = await session.Events.FetchForWriting<TList>(id, ct);
        var now = stream.Aggregate ?? initial;
        if (seen is not null && seen != now.Version)
            return Api.Problem(StatusCodes.Status412PreconditionFailed, "version-stale",
                $"The {name} were changed and are at version {now.Version}. Read them again.");
        var decision = await decide(now);
        if (decision.IsRefused) return Api.Refused(decision.Refusal);
        stream.AppendMany(decision.Events.Cast<object>());
        var after = decision.Events.Aggregate(now, evolve);
        return Api.Answer(show(after), after.Version);
    }
}
