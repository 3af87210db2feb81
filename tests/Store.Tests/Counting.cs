using System.Collections.Concurrent;
using ComplaintsPlatform.PersonalData;
using JasperFx.Events;
using JasperFx.Events.Daemon;
using JasperFx.Events.Projections;
using Marten;
using Marten.Events.Aggregation;
using Marten.Events.Projections;
using Marten.Subscriptions;

namespace ComplaintsPlatform.Store.Tests;

public sealed record Counted(int Number);

public sealed record StruckOut(int Number);

public sealed record Count(Guid CountId, IReadOnlyList<int> Numbers)
{
    public static Count Evolve(Count? state, object happened)
    {
        var count = state ?? new Count(Guid.Empty, []);
        return happened is StruckOut struckOut
            ? count with { Numbers = [.. count.Numbers.Where(number => number != struckOut.Number)] }
            : count with { Numbers = [.. count.Numbers, ((Counted)happened).Number] };
    }
}

/// <summary>An event about a person.</summary>
public sealed record SignedOff(Guid PersonId, [property: PersonalData(Subject = nameof(SignedOff.PersonId))] string By);

/// <summary>A stream's own read model.</summary>
public sealed record Sum(Guid Id, int Total, IReadOnlyList<int> Last);

public sealed class Sums : SingleStreamProjection<Sum, Guid>
{
    public Sums() => Name = "sums";

    /// <summary>An event that it cannot be made from, since somebody made a mistake in it.</summary>
    public int? Breaks { get; set; }

    public override Sum? Evolve(Sum? snapshot, Guid id, IEvent e) => e.Data switch
    {
        Counted counted when counted.Number == Breaks => throw new InvalidOperationException("A mistake."),
        Counted counted => new Sum(
            id, (snapshot?.Total ?? 0) + counted.Number, [.. (snapshot?.Last ?? []).TakeLast(2), counted.Number]),
        StruckOut struckOut when snapshot is not null => snapshot with { Total = snapshot.Total - struckOut.Number },
        _ => snapshot,
    };
}

/// <summary>A row for each event; its table is known by what is written only.</summary>
public sealed record Line(Guid Id, Guid Count, int Number);

public sealed partial class Lines : EventProjection
{
    public Lines() => Name = "lines";

    public override ValueTask ApplyAsync(IDocumentOperations operations, IEvent e, CancellationToken cancellation)
    {
        if (e.Data is Counted counted) operations.Store(new Line(e.Id, e.StreamId, counted.Number));
        else if (e.Data is StruckOut struckOut)
            operations.DeleteWhere<Line>(line => line.Count == e.StreamId && line.Number == struckOut.Number);
        return ValueTask.CompletedTask;
    }
}

/// <summary>The same, kept behind the log.</summary>
public sealed record LateLine(Guid Id, Guid Count, int Number);

public sealed partial class LateLines : EventProjection
{
    public LateLines() => Name = "late-lines";

    /// <summary>An event that it fails at.</summary>
    public int? Breaks { get; set; }

    public override ValueTask ApplyAsync(IDocumentOperations operations, IEvent e, CancellationToken cancellation)
    {
        if (e.Data is not Counted counted) return ValueTask.CompletedTask;
        if (counted.Number == Breaks) throw new InvalidOperationException("A mistake.");
        operations.Store(new LateLine(e.Id, e.StreamId, counted.Number));
        return ValueTask.CompletedTask;
    }
}

/// <summary>A row for each event that a rebuild writes over and never takes away.</summary>
public sealed record KeptLine(Guid Id, Guid Count, int Number);

public sealed partial class KeptLines : EventProjection
{
    public KeptLines()
    {
        Name = "kept-lines";
        Options.TeardownDataOnRebuild = false;
    }

    public override ValueTask ApplyAsync(IDocumentOperations operations, IEvent e, CancellationToken cancellation)
    {
        if (e.Data is Counted counted) operations.Store(new KeptLine(e.Id, e.StreamId, counted.Number));
        return ValueTask.CompletedTask;
    }
}

/// <summary>Reads the log as a subscription and remembers what it was given.</summary>
public sealed class Reader : ISubscription
{
    private readonly ConcurrentQueue<IEvent> read = [];

    public IReadOnlyList<IEvent> Read => [.. read.Where(happened => happened.Data is not Tombstone)];

    public void Subscribe(StoreOptions store) => store.Events.Subscribe(this, options => options.Name = "reader");

    public Task<IChangeListener> ProcessEventsAsync(
        EventRange page, ISubscriptionController controller, IDocumentOperations operations,
        CancellationToken cancellationToken)
    {
        foreach (var happened in page.Events) read.Enqueue(happened);
        return Task.FromResult(NullChangeListener.Instance);
    }
}
