using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using ComplaintsPlatform.ServiceDefaults.Input;
using FluentValidation;
using JasperFx.Events;
using Wolverine.Http;
using Wolverine.Marten;

namespace ComplaintsPlatform.Cases.Tasks;

// What was found out is not enough: the task is to be done again by whoever did it, with comments and a new day. It
// names which of its findings were read (round), so that nobody sends back what they have not seen.
public sealed record ReturnTask(string Comments, int Round, DateOnly DueOn)
{
    public sealed class Validator : AbstractValidator<ReturnTask>
    {
        public Validator()
        {
            RuleFor(command => command.Comments).PlainText(4000);
            RuleFor(command => command.Round).GreaterThan(0);
            RuleFor(command => command.DueOn).NotEmpty().WithMessage("Say by which day it is to be done.");
        }
    }
}

public static class ReturnTaskEndpoint
{
    public static Decision<IComplaintEvent> Decide(
        ReturnTask command, Complaint state, CaseTask task, Actor actor, DateOnly today)
    {
        var comments = Clean.Lines(command.Comments);
        if (task.Return is { } before && before.Round == command.Round && before.Comments == comments
            && before.DueOn == command.DueOn)
            return Decision<IComplaintEvent>.Nothing();
        if ((Ending.Refusal(state) ?? Independence.Refusal(state, actor)) is { } refusal)
            return refusal;
        if (task.State != TaskState.Finished)
            return Decision<IComplaintEvent>.Refuse("task-not-finished",
                "Only what was finished is returned. Chase it, give it to somebody else, or withdraw it.");
        if (task.Round != command.Round)
            return Decision<IComplaintEvent>.Refuse("task-finished-again",
                "It was finished again meanwhile. Read what was found out this time.");
        if (command.DueOn < today)
            return Decision<IComplaintEvent>.Refuse("task-due-in-the-past",
                "Nobody can do it before today. Choose today or a later day.");
        return Decision<IComplaintEvent>.Accept(
            new TaskReturned(state.ComplaintId, task.TaskId, task.Round, command.DueOn, comments));
    }

    [WolverinePost("/api/complaints/{complaintId}/tasks/{taskId}/return"), AnyVersion, ForRoles(Roles.Handling)]
    [EndpointSummary("Send a finished task back to be done again, with comments"), Tags("Tasks")]
    public static (IResult, Events) Post(
        ReturnTask command, Guid taskId, [WriteAggregate] IEventStream<Complaint> complaint, Actor actor,
        TimeProvider time) =>
        complaint.Aggregate!.TaskSeenBy(actor, taskId) is { } task
            ? Decide(command, complaint.Aggregate!, task, actor, London.DayOf(time.GetUtcNow())).Answer(complaint)
            : (Api.Answer<object>(null, 0), []);
}
