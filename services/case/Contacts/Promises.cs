using ComplaintsPlatform.ServiceDefaults;

namespace ComplaintsPlatform.Cases;

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

/// <summary>What residents were promised, and whether they heard.</summary>
internal static class Promises
{
    /// <summary>What follows from the contacts for what was promised in them, and is not recorded yet: so it makes no
    /// difference in which order they are recorded, and what was withdrawn leaves no trace in it.</summary>
    internal static IEnumerable<IContactEvent> Missing(ContactLog log, Guid complaintId, DateOnly today)
    {
        foreach (var (place, contact) in log.All.Index())
        {
            if (contact.Said.NextUpdateOn is not { } dueOn) continue;
            var id = Promise.IdOf(complaintId, contact.Said.NoteId);
            var known = log.Promises.GetValueOrDefault(id);
            if (contact.IsWithdrawn)
            {
                if (known is { IsWithdrawn: false }) yield return new PromiseWithdrawn(complaintId, id);
                continue;
            }

            var promise = known ?? new Promise(
                id, contact.Said.NoteId, 1, contact.Said.On ?? today, dueOn, contact.Said.RecordedBy);
            var made = MadeBy(log, place, promise.PromisedOn);
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
    private static LoggedContact? MadeBy(ContactLog log, int place, DateOnly promisedOn) => log.All
        .Where((one, index) => one.IsContact
            && (one.Said.On > promisedOn || (one.Said.On == promisedOn && index > place)))
        .MinBy(one => one.Said.On);
}
