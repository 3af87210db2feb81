using ComplaintsPlatform.ServiceDefaults;
using Marten;
using Wolverine;
using Wolverine.Attributes;
using Wolverine.Marten;

namespace ComplaintsPlatform.Cases.Tasks;

/// <summary>A message to oneself: this task waits again if they still have it.</summary>
// Its name is stored: the type may be renamed, the name may not.
[MessageIdentity("cases.put-back-task")]
public sealed record PutBackTask(Guid ComplaintId, Guid TaskId, Guid UserId);

// Whoever has left has no task: each one waits for its team again, or for whoever handles the complaint. Who is away
// keeps theirs, since a task is mostly theirs to answer, and whoever set it sees when it is late.
public static class PutBackTaskHandler
{
    public static Decision<IComplaintEvent> Decide(PutBackTask message, Complaint? state) =>
        state?.Tasks.GetValueOrDefault(message.TaskId) is { IsOpen: true } task && task.IsHeldBy(message.UserId)
            ? Decision<IComplaintEvent>.Accept(new TaskReleased(
                state.ComplaintId, task.TaskId, message.UserId, task.For.AssigneeName ?? "", Because.UserDisabled))
            : Decision<IComplaintEvent>.Nothing();

    /// <summary>Their tasks.</summary>
    internal static async Task<IEnumerable<PutBackTask>> OfAsync(
        Guid userId, IQuerySession session, CancellationToken ct) =>
        (await session.Query<TaskRow>().Where(row => row.AssigneeId == userId && row.FinishedOn == null)
            .ToListAsync(ct)).Select(row => new PutBackTask(row.ComplaintId, row.TaskId, userId));

    public static Events Handle(
        PutBackTask message,
        [WriteAggregate(nameof(PutBackTask.ComplaintId), Required = false)] Complaint? complaint,
        IDocumentSession session)
    {
        session.LastModifiedBy = ReturnWorkHandler.TheSystem;
        return Decide(message, complaint).ToEvents();
    }
}
