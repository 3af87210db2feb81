using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using JasperFx.Events;
using Wolverine.Http;
using Wolverine.Marten;

namespace ComplaintsPlatform.Cases.Tasks;

// Somebody of its team takes a task. When several reach for one, exactly one gets it, and the others are told who has
// it: the rule itself lets only one win, so there is no If-Match.
public static class ClaimTaskEndpoint
{
    public static Decision<IComplaintEvent> Decide(Complaint state, CaseTask task, Actor actor)
    {
        if (task.IsOpen && task.IsHeldBy(actor.Id))
            return Decision<IComplaintEvent>.Nothing();
        return MayTouch.Ended(task) ?? MayTouch.Another(task, actor) ?? MayTake.Refusal(state, task, actor)
            ?? Decision<IComplaintEvent>.Accept(
                new TaskClaimed(state.ComplaintId, task.TaskId, actor.Id, actor.Name));
    }

    [WolverinePost("/api/complaints/{complaintId}/tasks/{taskId}/claim"), AnyVersion, ForRoles(Roles.AtWork)]
    [EndpointSummary("Take a task of one's team: exactly one wins"), Tags("Tasks")]
    public static (IResult, Events) Post(
        Guid taskId, [WriteAggregate] IEventStream<Complaint> complaint, Actor actor) =>
        complaint.Aggregate!.TaskSeenBy(actor, taskId) is { } task
            ? Decide(complaint.Aggregate!, task, actor).Answer(complaint)
            : (Api.Answer<object>(null, 0), []);
}
