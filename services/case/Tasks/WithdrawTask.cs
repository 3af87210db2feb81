using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using FluentValidation;
using JasperFx.Events;
using Wolverine.Http;
using Wolverine.Marten;

namespace ComplaintsPlatform.Cases.Tasks;

// A task need not be done: who says so and why stay in the record. What was finished stays as it was found out.
public sealed record WithdrawTask(string Reason)
{
    public sealed class Validator : AbstractValidator<WithdrawTask>
    {
        public Validator() => RuleFor(command => command.Reason).PlainText(1000);
    }
}

public static class WithdrawTaskEndpoint
{
    public static Decision<IComplaintEvent> Decide(WithdrawTask command, Complaint state, CaseTask task) =>
        task.State == TaskState.Withdrawn
            ? Decision<IComplaintEvent>.Nothing()
            : MayTouch.Ended(task) ?? Decision<IComplaintEvent>.Accept(
                new TaskWithdrawn(state.ComplaintId, task.TaskId, command.Reason));

    [WolverinePost("/api/complaints/{complaintId}/tasks/{taskId}/withdraw"), AnyVersion, ForRoles(Roles.Handling)]
    [EndpointSummary("Withdraw a task, with the reason: it need not be done"), Tags("Tasks")]
    public static (IResult, Events) Post(
        WithdrawTask command, Guid taskId, [WriteAggregate] IEventStream<Complaint> complaint, Actor actor) =>
        complaint.Aggregate!.TaskSeenBy(actor, taskId) is { } task
            ? Decide(command, complaint.Aggregate!, task).Answer(complaint)
            : (Api.Answer<object>(null, 0), []);
}
