using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using FluentValidation;
using JasperFx.Events;
using Marten;
using Wolverine.Http;
using Wolverine.Marten;

namespace ComplaintsPlatform.Cases.Tasks;

// Gives a task to somebody else, or to another team. Whoever has it may, or whoever handles the complaint. It names
// with whom they saw it (from; null for nobody), so that two who give it at once do not do so unawares.
public sealed record GiveTask(
    Guid? AssigneeId = null, Guid? TeamId = null, Guid? From = null, string? Reason = null, bool EvenIfAbsent = false)
{
    public sealed class Validator : AbstractValidator<GiveTask>
    {
        public Validator()
        {
            RuleFor(command => command.AssigneeId).Must((command, person) => person is not null
                || command.TeamId is not null).WithMessage("Say who does it: a person, a team, or both.");
            RuleFor(command => command.Reason).PlainText(1000, optional: true);
        }
    }
}

public static class GiveTaskEndpoint
{
    public static Decision<IComplaintEvent> Decide(
        GiveTask command, Complaint state, CaseTask task, Chosen chosen, Actor actor, DateOnly today)
    {
        // Without a team it stays its team's: a colleague has it now.
        var to = chosen.ToGivenTo();
        if (to.Team is null) to = to with { Team = task.For.Team };
        if (task.IsOpen && to == task.For && (command.AssigneeId ?? command.TeamId) is not null)
            return Decision<IComplaintEvent>.Nothing();
        if ((MayTouch.Ended(task) ?? (actor.Handles() ? null : MayTouch.Another(task, actor))) is { } refusal)
            return refusal;
        if (command.From != task.For.AssigneeId)
            return Decision<IComplaintEvent>.Refuse("task-given-meanwhile",
                $"{task.For.AssigneeName ?? "Nobody"} has it now. Look again, and give it from there.");
        return MayTake.Refusal(state, task.Kind, task.Stage, chosen,
                new(command.AssigneeId, command.TeamId, command.EvenIfAbsent), today)
            ?? Decision<IComplaintEvent>.Accept(
                new TaskGiven(state.ComplaintId, task.TaskId, to, command.Reason));
    }

    [WolverinePost("/api/complaints/{complaintId}/tasks/{taskId}/give"), AnyVersion, ForRoles(Roles.AtWork)]
    [EndpointSummary("Give a task to somebody else, or to another team"), Tags("Tasks")]
    public static async Task<(IResult, Events)> Post(
        GiveTask command, Guid taskId, [WriteAggregate] IEventStream<Complaint> complaint, IDocumentSession session,
        Actor actor, TimeProvider time, CancellationToken ct) =>
        complaint.Aggregate!.TaskSeenBy(actor, taskId) is { } task
            ? Decide(command, complaint.Aggregate!, task,
                await MayTake.FindAsync(command.AssigneeId, command.TeamId, session, ct), actor,
                London.DayOf(time.GetUtcNow())).Answer(complaint)
            : (Api.Answer<object>(null, 0), []);
}
