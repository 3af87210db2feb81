using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using ComplaintsPlatform.ServiceDefaults.Input;
using FluentValidation;
using JasperFx.Events;
using Wolverine.Http;
using Wolverine.Marten;

namespace ComplaintsPlatform.Cases.Tasks;

// The task is done: what was found out, with the documents of the complaint that show it. Whoever has it finishes it,
// or somebody of the team for which it waits, whose it is then. No If-Match: two who finish two tasks at once both do,
// and nobody else's work is overwritten. Also on a complaint that was merged away: what was asked is answered.
public sealed record FinishTask(string Findings, IReadOnlyList<Guid>? Documents = null)
{
    public sealed class Validator : AbstractValidator<FinishTask>
    {
        public Validator()
        {
            RuleFor(command => command.Findings).PlainText(10000);
            RuleFor(command => command.Documents).Must(documents => documents is null or { Count: <= 50 })
                .WithMessage("Name up to 50 documents.");
        }
    }
}

public static class FinishTaskEndpoint
{
    public static Decision<IComplaintEvent> Decide(
        FinishTask command, Complaint state, CaseTask task, Actor actor, DateOnly today)
    {
        IReadOnlyList<Guid> documents = [.. (command.Documents ?? []).Distinct()];
        var findings = Clean.Lines(command.Findings);
        if (task.State == TaskState.Finished && task.Finish!.FinishedBy == actor.Id && task.Finish.Findings == findings
            && task.Finish.Documents.SequenceEqual(documents))
            return Decision<IComplaintEvent>.Nothing();
        if ((MayTouch.Ended(task) ?? MayTouch.Another(task, actor) ?? MayTake.Refusal(state, task, actor))
            is { } refusal)
            return refusal;
        if (documents.Any(id => state.Documents.GetValueOrDefault(id) is not { IsWithdrawn: false }))
            return Decision<IComplaintEvent>.Refuse("task-document-unknown",
                "One of the documents is not of this complaint, or was withdrawn. Add it to the complaint first.");
        return Decision<IComplaintEvent>.Accept(new TaskFinished(
            state.ComplaintId, task.TaskId, task.Round + 1, today, findings, documents, actor.Id, actor.Name));
    }

    [WolverinePost("/api/complaints/{complaintId}/tasks/{taskId}/finish"), AnyVersion, ForRoles(Roles.AtWork)]
    [EndpointSummary("Finish a task: what was found out, and what shows it"), Tags("Tasks")]
    public static (IResult, Events) Post(
        FinishTask command, Guid taskId, [WriteAggregate] IEventStream<Complaint> complaint, Actor actor,
        TimeProvider time) =>
        complaint.Aggregate!.TaskSeenBy(actor, taskId) is { } task
            ? Decide(command, complaint.Aggregate!, task, actor, London.DayOf(time.GetUtcNow())).Answer(complaint)
            : (Api.Answer<object>(null, 0), []);
}
