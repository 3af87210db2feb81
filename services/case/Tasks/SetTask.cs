using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using ComplaintsPlatform.ServiceDefaults.Input;
using FluentValidation;
using JasperFx.Events;
using Marten;
using Wolverine.Http;
using Wolverine.Marten;

namespace ComplaintsPlatform.Cases.Tasks;

// Asks a person or a team for something: to investigate, to say what they know, to call back. The task keeps its own
// copy of what its kind says today. The kind says what whoever gets it may see of the complaint; a task may leave some
// of it out, and show no more. Its due day is given: cases counts no working days. Whoever handles the complaint sets
// it, under an id of their own, so that sent again it is one task. No If-Match, since it overwrites nobody's work.
public sealed record SetTask(
    Guid TaskId, string Type, DateOnly DueOn, Guid? AssigneeId = null, Guid? TeamId = null, string? Title = null,
    string? Instructions = null, bool IsMandatory = false, Included? Includes = null, bool EvenIfAbsent = false)
{
    public sealed class Validator : AbstractValidator<SetTask>
    {
        public Validator()
        {
            RuleFor(command => command.TaskId).NotEmpty();
            RuleFor(command => command.Type).PlainText(60);
            RuleFor(command => command.DueOn).NotEmpty().WithMessage("Say by which day it is to be done.");
            RuleFor(command => command.AssigneeId).Must((command, person) => person is not null
                || command.TeamId is not null).WithMessage("Say who does it: a person, a team, or both.");
            RuleFor(command => command.Title).PlainText(120, optional: true);
            RuleFor(command => command.Instructions).PlainText(4000, optional: true);
        }
    }
}

public static class SetTaskEndpoint
{
    public static Decision<IComplaintEvent> Decide(
        SetTask command, Complaint state, TaskTypes types, Chosen chosen, Actor actor, DateOnly today)
    {
        if (state.Tasks.TryGetValue(command.TaskId, out var known))
            return IsSame(command, known.Set!)
                ? Decision<IComplaintEvent>.Nothing()
                : Refuse("task-id-taken",
                    "Another task of this complaint has this id. Give this one an id of its own.");
        if ((Ending.Refusal(state) ?? Independence.Refusal(state, actor)) is { } refusal)
            return refusal;
        if (types.Find(command.Type) is not { InUse: true } type)
            return Refuse("task-type-not-in-use", types.Find(command.Type) is { } retired
                ? $"{retired.Name} is no longer used. Choose another kind."
                : "There is no such kind of task. GET /api/task-types lists them.");
        if (command.DueOn < today)
            return Refuse("task-due-in-the-past", "Nobody can do it before today. Choose today or a later day.");
        var includes = command.Includes ?? type.Includes;
        if ((includes.Contact && !type.Includes.Contact) || (includes.Details && !type.Includes.Details)
            || (includes.Documents && !type.Includes.Documents))
            return Refuse("task-shows-too-much",
                $"{type.Name} does not show whoever gets it so much of the complaint. Choose another kind, or leave it "
                + "out.");
        var kind = new TaskKind(type.Key, type.Name, type.Decides, type.Roles, types.Version);
        return MayTake.Refusal(state, kind, state.Stage, chosen,
                new(command.AssigneeId, command.TeamId, command.EvenIfAbsent), today)
            ?? Decision<IComplaintEvent>.Accept(new TaskSet(
                state.ComplaintId, command.TaskId, kind,
                Clean.Shows(command.Title) ? Clean.Line(command.Title) : type.Name,
                Clean.Shows(command.Instructions) ? Clean.Lines(command.Instructions) : type.Instructions,
                state.Stage, command.DueOn, type.IsMandatory || command.IsMandatory, includes, chosen.ToGivenTo(),
                actor.Id));
    }

    // Whom it is for by name says nothing new: ids and names of people do not change.
    private static bool IsSame(SetTask command, TaskSet set) =>
        set.Kind.Key == command.Type && set.DueOn == command.DueOn && set.For.AssigneeId == command.AssigneeId
        && (!Clean.Shows(command.Title) || Clean.Line(command.Title) == set.Title)
        && (!Clean.Shows(command.Instructions) || Clean.Lines(command.Instructions) == set.Instructions);

    [WolverinePost("/api/complaints/{complaintId}/tasks"), AnyVersion, ForRoles(Roles.Handling)]
    [EndpointSummary("Ask a person or a team for something"), Tags("Tasks")]
    public static async Task<(IResult, Events)> Post(
        SetTask command, [WriteAggregate] IEventStream<Complaint> complaint, IDocumentSession session, Actor actor,
        TimeProvider time, CancellationToken ct) =>
        Decide(command, complaint.Aggregate!, await TaskTypes.NowAsync(session, ct),
            await MayTake.FindAsync(command.AssigneeId, command.TeamId, session, ct), actor,
            London.DayOf(time.GetUtcNow())).Answer(complaint);

    private static Decision<IComplaintEvent> Refuse(string code, string sentence) =>
        Decision<IComplaintEvent>.Refuse(code, sentence);
}
