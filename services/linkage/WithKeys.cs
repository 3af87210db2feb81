using ComplaintsPlatform.PersonalData;
using Marten;

namespace ComplaintsPlatform.Linkage;

/// <summary>Reading what is known of many people at once.</summary>
internal static class WithKeys
{
    /// <summary>
    /// The entries that a query finds, in its order: first which they are, then their keys, then themselves. Three
    /// questions, where each person's key would else be asked for by itself, since no two share one.
    /// </summary>
    public static async Task<IReadOnlyList<T>> ReadAsync<T>(
        this IQueryable<T> query, IQuerySession session, PersonalDataKeys keys, CancellationToken ct)
        where T : class, IEntry
    {
        Guid[] ids = [.. await query.Select(entry => entry.Id).ToListAsync(ct)];
        if (ids.Length == 0) return [];
        await keys.HaveAtHandAsync(ids, ct);
        var found = (await session.LoadManyAsync<T>(ct, ids)).ToDictionary(entry => entry.Id);
        return [.. ids.Where(found.ContainsKey).Select(id => found[id])];
    }
}
