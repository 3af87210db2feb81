using ComplaintsPlatform.ServiceDefaults;
using Marten;

namespace ComplaintsPlatform.Cases;

/// <summary>A list that an administrator gives whole each time; its version counts how often it changed.</summary>
public interface IWholeList
{
    long Version { get; }
}

public static class WholeList
{
    /// <summary>Takes a new list in place of the present one, 412 when <c>If-Match</c> names an older; answers with the
    /// list as it is then.</summary>
    /// <param name="session">Where its stream is kept.</param>
    /// <param name="id">The stream.</param>
    /// <param name="initial">The list as long as nobody has set it.</param>
    /// <param name="name">What people call it, in the plural.</param>
    /// <param name="context">The request.</param>
    /// <param name="decide">What follows from the present one.</param>
    /// <param name="evolve">The list after an event.</param>
    /// <param name="ct">Ends it early.</param>
    public static async Task<IResult> SetAsync<TList, TEvent>(
        this IDocumentSession session, Guid id, TList initial, string name, HttpContext context,
        Func<TList, Task<Decision<TEvent>>> decide, Func<TList, TEvent, TList> evolve, CancellationToken ct)
        where TList : class, IWholeList where TEvent : notnull
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
        return Api.Answer(after, after.Version);
    }
}
