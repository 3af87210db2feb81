using System.Collections.Immutable;
using System.Diagnostics;

namespace ComplaintsPlatform.Cases;

/// <summary>The contacts of a complaint and the updates that were promised in them, as far as rules have to know
/// them.</summary>
public sealed record ContactLog
{
    public static readonly ContactLog None = new();

    /// <summary>In the order of recording, those included that were withdrawn.</summary>
    public ImmutableList<LoggedContact> All { get; private init; } = [];

    public ImmutableDictionary<Guid, Promise> Promises { get; private init; } =
        ImmutableDictionary<Guid, Promise>.Empty;

    public LoggedContact? Find(Guid noteId) => All.Find(one => one.Said.NoteId == noteId);

    internal static ContactLog Evolve(ContactLog log, IContactEvent happened) => happened switch
    {
        ContactRecorded e => log with { All = log.All.Add(new LoggedContact(e)) },
        ContactWithdrawn e => log with
        {
            All = [.. log.All.Select(one => one.Said.NoteId == e.NoteId ? one with { IsWithdrawn = true } : one)],
        },
        UpdatePromised e => log.With(new Promise(e.PromiseId, e.NoteId, e.Round, e.PromisedOn, e.DueOn, e.PromisedBy)),
        UpdateMade e => log.With(log.Promises[e.PromiseId] with { MadeOn = e.MadeOn }),
        PromiseWithdrawn e => log.With(log.Promises[e.PromiseId] with { IsWithdrawn = true }),
        _ => throw new UnreachableException($"{happened.GetType().Name} is not folded into the contacts."),
    };

    private ContactLog With(Promise promise) =>
        this with { Promises = Promises.SetItem(promise.PromiseId, promise) };
}

/// <summary>An entry as it was recorded.</summary>
public sealed record LoggedContact(ContactRecorded Said, bool IsWithdrawn = false)
{
    /// <summary>The resident was reached.</summary>
    public bool IsContact => Said.Reached && !IsWithdrawn;
}
