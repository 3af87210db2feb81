using System.Collections.Immutable;
using System.Diagnostics;
using ComplaintsPlatform.ServiceDefaults;

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

    /// <summary>What follows from the contacts for what was promised in them, and is not recorded yet: so it makes no
    /// difference in which order they are recorded, and what was withdrawn leaves no trace in it.</summary>
    internal IEnumerable<IContactEvent> Missing(Guid complaintId, DateOnly today)
    {
        foreach (var (place, contact) in All.Index())
        {
            if (contact.Said.NextUpdateOn is not { } dueOn) continue;
            var id = Promise.IdOf(complaintId, contact.Said.NoteId);
            var known = Promises.GetValueOrDefault(id);
            if (contact.IsWithdrawn)
            {
                if (known is { IsWithdrawn: false }) yield return new PromiseWithdrawn(complaintId, id);
                continue;
            }

            var promise = known ?? new Promise(
                id, contact.Said.NoteId, 1, contact.Said.On ?? today, dueOn, contact.Said.RecordedBy);
            var made = MadeBy(place, promise.PromisedOn);
            var round = promise.Round;
            // What was taken for the update was none, or not so early.
            var isOwedAgain = promise.MadeOn is { } taken && !(made?.Said.On <= taken);
            if (known is null || isOwedAgain)
                yield return new UpdatePromised(complaintId, id, promise.NoteId, isOwedAgain ? ++round : round,
                    promise.PromisedOn, dueOn, promise.PromisedBy);
            if (made?.Said is { On: { } on } said && (on != promise.MadeOn || isOwedAgain))
                yield return new UpdateMade(complaintId, id, round, on, said.NoteId);
        }
    }

    // The first contact since: on a later day, or on the same one and recorded after it.
    private LoggedContact? MadeBy(int place, DateOnly promisedOn) => All
        .Where((one, index) => one.IsContact
            && (one.Said.On > promisedOn || (one.Said.On == promisedOn && index > place)))
        .MinBy(one => one.Said.On);

    private ContactLog With(Promise promise) =>
        this with { Promises = Promises.SetItem(promise.PromiseId, promise) };
}

/// <summary>An entry as it was recorded.</summary>
public sealed record LoggedContact(ContactRecorded Said, bool IsWithdrawn = false)
{
    /// <summary>The resident was reached.</summary>
    public bool IsContact => Said.Reached && !IsWithdrawn;
}

/// <summary>The resident is to hear again by a day.</summary>
public sealed record Promise(
    Guid PromiseId, Guid NoteId, int Round, DateOnly PromisedOn, DateOnly DueOn, Guid PromisedBy)
{
    public DateOnly? MadeOn { get; init; }

    public bool IsWithdrawn { get; init; }

    /// <summary>sla-clock keeps it as it keeps a task: nobody gives a task this id.</summary>
    public static Guid IdOf(Guid complaintId, Guid noteId) =>
        DeterministicId.Of($"promised update {complaintId} {noteId}");
}
