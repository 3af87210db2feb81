using ComplaintsPlatform.Contracts.Cases;
using ComplaintsPlatform.Contracts.SlaClock;
using Marten;
using Wolverine;

namespace ComplaintsPlatform.Correspondence.Notices;

// What cases and sla-clock say of tasks, as far as somebody is told of it.
public static class HearTasksHandler
{
    public static Task<OutgoingMessages> Handle(
        TaskDue said, Envelope envelope, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
        HearAsync(said.ComplaintId, said.TaskId, said, envelope, session, time, ct);

    public static Task<OutgoingMessages> Handle(
        TaskGiven said, Envelope envelope, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
        HearAsync(said.ComplaintId, said.TaskId, said, envelope, session, time, ct);

    public static Task<OutgoingMessages> Handle(
        TaskEnded said, Envelope envelope, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
        HearAsync(said.ComplaintId, said.TaskId, said, envelope, session, time, ct);

    // What was promised or ordered has a day and an owner as a task has.
    public static Task<OutgoingMessages> Handle(
        ActionDone said, Envelope envelope, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
        HearAsync(said.ComplaintId, said.ActionId,
            new TaskEnded(said.ComplaintId, said.ActionId, said.Round, said.DoneOn), envelope, session, time, ct);

    public static Task<OutgoingMessages> Handle(
        TaskNear said, Envelope envelope, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
        HearAsync(said.ComplaintId, said.TaskId, said, envelope, session, time, ct);

    public static Task<OutgoingMessages> Handle(
        TaskOverdue said, Envelope envelope, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
        HearAsync(said.ComplaintId, said.TaskId, said, envelope, session, time, ct);

    private static async Task<OutgoingMessages> HearAsync(
        Guid complaintId, Guid taskId, object said, Envelope envelope, IDocumentSession session, TimeProvider time,
        CancellationToken ct)
    {
        var id = WatchedTask.IdOf(complaintId, taskId);
        var task = (await session.LoadAsync<WatchedTask>(id, ct) ?? new WatchedTask(id, complaintId, taskId))
            .Hear(said, envelope.Telling(time));
        session.Store(task);
        return await session.LoadAsync<WatchedComplaint>(complaintId, ct) is { } complaint
            ? await session.TellAsync(complaint, WhatToTell.Of(task, complaint), time, ct)
            : [];
    }
}
