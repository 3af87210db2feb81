using JasperFx.Events;
using Marten;
using Marten.Events.Aggregation;

namespace ComplaintsPlatform.ServiceDefaults;

/// <summary>Registration of a stream's total <c>Evolve</c> as the way in which Marten folds its state.</summary>
public static class Folds
{
    /// <summary>
    /// Folds <typeparamref name="TState"/> live from its stream at each command: streams are short, and no snapshot of
    /// what people said is kept.
    /// </summary>
    /// <param name="store">Marten's options.</param>
    /// <param name="id">The property that holds the stream's id.</param>
    /// <param name="evolve">Total and pure: never refuses an old event.</param>
    public static StoreOptions Fold<TState, TEvent>(
        this StoreOptions store,
        System.Linq.Expressions.Expression<Func<TState, object>> id, Func<TState?, TEvent, TState> evolve)
        where TState : class where TEvent : notnull
    {
        store.Schema.For<TState>().Identity(id);
        store.Projections.Add(new Fold<TState, TEvent>(evolve), JasperFx.Events.Projections.ProjectionLifecycle.Live);
        return store;
    }
}

/// <summary>A live fold by a function.</summary>
internal sealed class Fold<TState, TEvent>(Func<TState?, TEvent, TState> evolve) : SingleStreamProjection<TState, Guid>
    where TState : class where TEvent : notnull
{
    public override TState? Evolve(TState? snapshot, Guid id, IEvent e) => e.Data is TEvent happened
        ? evolve(snapshot, happened)
        : snapshot;
}
