using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using FluentValidation;
using JasperFx.Events;
using Wolverine.Http;
using Wolverine.Marten;

namespace ComplaintsPlatform.Cases.Tasks;

// Gives a task back, with the reason: it waits for its team again, or for whoever handles the complaint where it has no
// team. Whoever has it may, or whoever handles the complaint.
public sealed record ReleaseTask(string Reason)
{
    public sealed class Validator : AbstractValidator<ReleaseTask>
    {
        public Validator() => RuleFor(command => command.Reason).PlainText(1000);
    }
}

public static class ReleaseTaskEndpoint
{
    public static Decision<IComplaintEvent> Decide(ReleaseTask command, Complaint state, CaseTask task, Actor actor)
    {
        if (task.Waits)
            return Decision<IComplaintEvent>.Nothing();
        return MayTouch.Ended(task) ?? (actor.Handles() ? null : MayTouch.Another(task, actor))
            ?? Decision<IComplaintEvent>.Accept(new TaskReleased(
                state.ComplaintId, task.TaskId, task.For.AssigneeId!.Value, task.For.AssigneeName ?? "",
                Because.Released, command.Reason));
    }

    /// <summary>Whoever may have no part in the complaint any more has none of its tasks either.</summary>
    internal static IEnumerable<IComplaintEvent> Taken(Complaint state, IEnumerable<Guid> holders, string because) =>
        from task in state.Tasks.Values
        where task.IsOpen && task.For.AssigneeId is { } holder && holders.Contains(holder)
        select new TaskReleased(
            state.ComplaintId, task.TaskId, task.For.AssigneeId!.Value, task.For.AssigneeName ?? "", because);

    [WolverinePost("/api/complaints/{complaintId}/tasks/{taskId}/release"), AnyVersion, ForRoles(Roles.AtWork)]
    [EndpointSummary("Give a task back to its team, with the reason"), Tags("Tasks")]
    public static (IResult, Events) Post(
        ReleaseTask command, Guid taskId, [WriteAggregate] IEventStream<Complaint> complaint, Actor actor) =>
        complaint.Aggregate!.TaskSeenBy(actor, taskId) is { } task
            ? Decide(command, complaint.Aggregate!, task, actor).Answer(complaint)
            : (Api.Answer<object>(null, 0), []);
}
