using ComplaintsPlatform.Contracts.Cases;
using ComplaintsPlatform.Contracts.SlaClock;
using ComplaintsPlatform.ServiceDefaults;
using Marten;
using Wolverine;

namespace ComplaintsPlatform.Correspondence.Notices;

// What cases and sla-clock say of a complaint and of its tasks, as far as somebody is told of it. Twice, late or out of
// order: what is known is the same in the end, and each notice is there once.
public static class HearComplaintsHandler
{
    public static Task<OutgoingMessages> Handle(
        ComplaintOpened said, Envelope envelope, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
        HearAsync(said.ComplaintId, said, envelope, session, time, ct);

    public static Task<OutgoingMessages> Handle(
        ComplaintAssigned said, Envelope envelope, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
        HearAsync(said.ComplaintId, said, envelope, session, time, ct);

    public static Task<OutgoingMessages> Handle(
        ComplaintReleased said, Envelope envelope, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
        HearAsync(said.ComplaintId, said, envelope, session, time, ct);

    public static Task<OutgoingMessages> Handle(
        QueuedForTeam said, Envelope envelope, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
        HearAsync(said.ComplaintId, said, envelope, session, time, ct);

    public static Task<OutgoingMessages> Handle(
        ContactJoined said, Envelope envelope, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
        HearAsync(said.ComplaintId, said, envelope, session, time, ct);

    public static Task<OutgoingMessages> Handle(
        ComplaintEscalated said, Envelope envelope, IDocumentSession session, TimeProvider time,
        CancellationToken ct) => HearAsync(said.ComplaintId, said, envelope, session, time, ct);

    public static Task<OutgoingMessages> Handle(
        ComplaintWithdrawn said, Envelope envelope, IDocumentSession session, TimeProvider time,
        CancellationToken ct) => HearAsync(said.ComplaintId, said, envelope, session, time, ct);

    public static Task<OutgoingMessages> Handle(
        ComplaintClosed said, Envelope envelope, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
        HearAsync(said.ComplaintId, said, envelope, session, time, ct);

    public static Task<OutgoingMessages> Handle(
        ComplaintReopened said, Envelope envelope, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
        HearAsync(said.ComplaintId, said, envelope, session, time, ct);

    public static Task<OutgoingMessages> Handle(
        ComplaintMerged said, Envelope envelope, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
        HearAsync(said.ComplaintId, said, envelope, session, time, ct);

    public static Task<OutgoingMessages> Handle(
        MergeUndone said, Envelope envelope, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
        HearAsync(said.ComplaintId, said, envelope, session, time, ct);

    public static Task<OutgoingMessages> Handle(
        DeadlineSet said, Envelope envelope, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
        HearAsync(said.ComplaintId, said, envelope, session, time, ct);

    public static Task<OutgoingMessages> Handle(
        DeadlineNear said, Envelope envelope, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
        HearAsync(said.ComplaintId, said, envelope, session, time, ct);

    public static Task<OutgoingMessages> Handle(
        DeadlineBreached said, Envelope envelope, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
        HearAsync(said.ComplaintId, said, envelope, session, time, ct);

    public static Task<OutgoingMessages> Handle(
        BreachWithdrawn said, Envelope envelope, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
        HearAsync(said.ComplaintId, said, envelope, session, time, ct);

    public static Task<OutgoingMessages> Handle(
        ClockStopped said, Envelope envelope, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
        HearAsync(said.ComplaintId, said, envelope, session, time, ct);

    public static Task<OutgoingMessages> Handle(
        FactCorrected said, Envelope envelope, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
        HearAsync(said.ComplaintId, said, envelope, session, time, ct);

    public static Task<OutgoingMessages> Handle(
        CorrectionProposed said, Envelope envelope, IDocumentSession session, TimeProvider time,
        CancellationToken ct) => HearAsync(said.ComplaintId, said, envelope, session, time, ct);

    internal static Telling Telling(this Envelope envelope, TimeProvider time) => new(
        envelope.StreamVersion() ?? 0, envelope.SentAt == default ? time.GetUtcNow() : envelope.SentAt,
        Guid.TryParse(envelope.UserName, out var actor) ? actor : null);

    private static async Task<OutgoingMessages> HearAsync(
        Guid id, object said, Envelope envelope, IDocumentSession session, TimeProvider time, CancellationToken ct)
    {
        var telling = envelope.Telling(time);
        var before = await session.LoadAsync<WatchedComplaint>(id, ct) ?? new WatchedComplaint(id);
        var complaint = before.Hear(said, telling);
        if (complaint != before) session.Store(complaint);
        if (complaint == before && said is not ContactJoined) return [];
        var everybody = WhatToTell.ConcernsPeople(said, complaint)
            ? await session.EverybodyAsync(ct)
            : Everybody.Nobody;
        // It had not passed after all: whoever has not read that it had need not.
        if (said is BreachWithdrawn right && before.Clocks.FirstOrDefault(one => one.Clock == right.Clock) is { } was)
        {
            Guid[] ids = [.. everybody.Colleagues.Select(one => Notice.IdOf(
                one.UserId, $"passed {id} {right.Clock} {was.DueOn:O}"))];
            session.DeleteWhere<Notice>(notice => notice.NoticeId.IsOneOf(ids) && notice.ReadAt == null);
        }

        // Tasks that were heard of before the case was known to be open.
        var tasks = said is ComplaintOpened
            ? await session.Query<WatchedTask>().Where(task => task.ComplaintId == id).ToListAsync(ct)
            : [];
        return await session.TellAsync(complaint,
            [
                .. WhatToTell.Of(complaint, everybody), .. WhatToTell.Of(said, telling, complaint, everybody),
                .. tasks.SelectMany(task => WhatToTell.Of(task, complaint)),
            ], time, ct);
    }
}
