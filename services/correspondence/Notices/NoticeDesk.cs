using ComplaintsPlatform.ServiceDefaults;
using Marten;
using Wolverine;

namespace ComplaintsPlatform.Correspondence.Notices;

/// <summary>
/// Keeps notices: one for each person and cause, none for whom the complaint is hidden from or who is no longer at
/// work, and a message to oneself for each email that is wanted. All of it is in the transaction of what was heard.
/// </summary>
internal static class NoticeDesk
{
    // Messages that are said again, to a consumer that has lost what it heard, tell nobody of what is long over.
    private static readonly TimeSpan Told = TimeSpan.FromDays(14), Emailed = TimeSpan.FromDays(3);

    public static async Task<OutgoingMessages> TellAsync(
        this IDocumentSession session, WatchedComplaint complaint, IEnumerable<Tell> all, TimeProvider time,
        CancellationToken ct)
    {
        var now = time.GetUtcNow();
        OutgoingMessages later = [];
        var tells = all.Where(tell => tell.At > now - Told).DistinctBy(tell => Notice.IdOf(tell.UserId, tell.Cause))
            .ToDictionary(tell => Notice.IdOf(tell.UserId, tell.Cause));
        if (tells.Count == 0) return later;
        foreach (var known in await session.LoadManyAsync<Notice>(ct, [.. tells.Keys])) tells.Remove(known.NoticeId);
        var restricted = await session.LoadAsync<RestrictedComplaint>(complaint.ComplaintId, ct);
        foreach (var (id, tell) in tells)
        {
            if (restricted?.IsHiddenFrom(tell.UserId) == true
                || await session.LoadAsync<Colleague>(tell.UserId, ct) is { Disabled: true }) continue;
            session.Insert(new Notice(
                id, tell.UserId, complaint.ComplaintId, complaint.Reference, tell.Kind, tell.Text, tell.At)
            { TaskId = tell.TaskId, TaskSort = tell.TaskSort, LetterId = tell.LetterId, ForHolder = tell.ForHolder });
            var chosen = await session.PreferencesAsync(tell.UserId, ct);
            if (chosen.HowFor(tell.Kind) == HowToTell.Email && tell.At > now - Emailed)
                later.Schedule(new EmailNotice(id), chosen.FreeAt(now));
        }

        return later;
    }
}
