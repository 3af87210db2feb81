using System.Linq.Expressions;
using Marten;

namespace ComplaintsPlatform.Linkage;

/// <summary>A document that a projection writes.</summary>
internal interface IEntry
{
    Guid Id { get; }
}

/// <summary>
/// A document as a projection has to see it: what was stored before in the same transaction counts. A rebuild applies
/// many events in one, and a session reads only what is committed.
/// </summary>
internal static class Latest
{
    public static async Task<T?> LatestAsync<T>(this IDocumentOperations operations, Guid id, CancellationToken ct)
        where T : class, IEntry =>
        Pending<T>(operations).LastOrDefault(entry => entry.Id == id) ?? await operations.LoadAsync<T>(id, ct);

    public static async Task<IReadOnlyList<T>> LatestAsync<T>(
        this IDocumentOperations operations, Expression<Func<T, bool>> which, CancellationToken ct)
        where T : class, IEntry
    {
        var stored = await operations.Query<T>().Where(which).ToListAsync(ct);
        var pending = Pending<T>(operations).GroupBy(entry => entry.Id)
            .ToDictionary(entry => entry.Key, entry => entry.Last());
        var meant = which.Compile();
        return
        [
            .. stored.Where(entry => !pending.ContainsKey(entry.Id)), .. pending.Values.Where(meant),
        ];
    }

    private static IEnumerable<T> Pending<T>(IDocumentOperations operations) where T : class =>
        ((IDocumentSession)operations).PendingChanges.AllChangedFor<T>();
}
