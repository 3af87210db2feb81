using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using ComplaintsPlatform.ServiceDefaults.Input;
using FluentValidation;
using JasperFx.Events;
using Wolverine.Http;
using Wolverine.Marten;

namespace ComplaintsPlatform.Cases.Tasks;

// Whoever has the task was reminded: that it was chased, when, and in which words, is recorded. Chased again on the
// same day in the same words it was chased once.
public sealed record ChaseTask(string? Words = null)
{
    public sealed class Validator : AbstractValidator<ChaseTask>
    {
        public Validator() => RuleFor(command => command.Words).PlainText(1000, optional: true);
    }
}

public static class ChaseTaskEndpoint
{
    public static Decision<IComplaintEvent> Decide(ChaseTask command, Complaint state, CaseTask task, DateOnly today)
    {
        var chased = new TaskChased(
            state.ComplaintId, task.TaskId, today, Clean.Shows(command.Words) ? Clean.Lines(command.Words) : null);
        return MayTouch.Ended(task) ?? (chased == task.Chase
            ? Decision<IComplaintEvent>.Nothing()
            : Decision<IComplaintEvent>.Accept(chased));
    }

    [WolverinePost("/api/complaints/{complaintId}/tasks/{taskId}/chase"), AnyVersion, ForRoles(Roles.Handling)]
    [EndpointSummary("Record that a task was chased"), Tags("Tasks")]
    public static (IResult, Events) Post(
        ChaseTask command, Guid taskId, [WriteAggregate] IEventStream<Complaint> complaint, Actor actor,
        TimeProvider time) =>
        complaint.Aggregate!.TaskSeenBy(actor, taskId) is { } task
            ? Decide(command, complaint.Aggregate!, task, London.DayOf(time.GetUtcNow())).Answer(complaint)
            : (Api.Answer<object>(null, 0), []);
}
