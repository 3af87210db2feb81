using ComplaintsPlatform.Cases.Tasks;
using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using ComplaintsPlatform.ServiceDefaults.Input;
using FluentValidation;
using JasperFx.Events;
using Marten;
using Wolverine.Http;
using Wolverine.Marten;

namespace ComplaintsPlatform.Cases;

// Closes a complaint for good, with the reason. It has to be answered at its stage, with an outcome, or withdrawn; and
// where something went wrong, its root cause has to be known, or nobody learns from it. What the response promised is
// followed up also after that. Stage 2 may still be asked for: that reopens it.
public sealed record CloseComplaint(string Because, string? Note = null)
{
    public sealed class Validator : AbstractValidator<CloseComplaint>
    {
        public Validator()
        {
            RuleFor(command => command.Because).NotEmpty().WithMessage("Say why it is closed.").MaximumLength(60);
            RuleFor(command => command.Note).PlainText(4000, optional: true);
        }
    }
}

public static class CloseComplaintEndpoint
{
    public static Decision<IComplaintEvent> Decide(
        CloseComplaint command, Complaint state, Choices reasons, Actor actor, DateOnly today)
    {
        var note = Clean.Shows(command.Note) ? Clean.Lines(command.Note!) : null;

        if (state.Ending.Closure is { } before && (before.Because, before.Note) == (command.Because, note))
            return Decision<IComplaintEvent>.Nothing();
        if (MergedAway.Refusal(state) is { } merged)
            return merged;
        if (state.Ending.Closure is { } closed)
            return Decision<IComplaintEvent>.Refuse("already-closed",
                $"It was closed on {closed.ClosedOn:d MMMM yyyy} for another reason. Reopen it to close it otherwise.");
        if (reasons.Refusal(command.Because) is { } unknown)
            return unknown;
        if (state.OpenTasks().ToList() is [_, ..] open)
            return Decision<IComplaintEvent>.Refuse("tasks-open",
                $"Open tasks: {string.Join(", ", open.Select(task => task.Set!.Title))}. Wait until they are finished, "
                + "or withdraw them.");
        if (state.Ending.Withdrawal is null)
        {
            if (!state.IsAnswered)
                return Decision<IComplaintEvent>.Refuse("close-unanswered",
                    $"There is no {state.Stage.Replace('-', ' ')} response, and so no outcome. Answer it, or record "
                    + "that the resident has withdrawn it.");
            if (WentWrong(state) && state.Ending.Cause is null)
                return Decision<IComplaintEvent>.Refuse("cause-missing",
                    "Something went wrong, and nobody has said why. Record the root cause first (Code 9.1).");
        }

        return Decision<IComplaintEvent>.Accept(
            new ComplaintClosed(state.ComplaintId, today, command.Because, note, actor.Id));
    }

    [WolverinePost("/api/complaints/{complaintId}/close"), ForRoles(Roles.Handling)]
    [EndpointSummary("Close a complaint that was answered or withdrawn"), Tags("Complaints")]
    public static async Task<(IResult, Events)> Post(
        CloseComplaint command, [WriteAggregate] IEventStream<Complaint> complaint, Actor actor, IQuerySession session,
        TimeProvider time, CancellationToken ct) =>
        Decide(command, complaint.Aggregate!, await Choices.NowAsync(Choices.ClosingReasons, session, ct), actor,
            London.DayOf(time.GetUtcNow())).Answer(complaint);

    private static bool WentWrong(Complaint state) =>
        state.Stage1Response is { Outcome: not Findings.NotUpheld }
        || state.Stage2Response is { Outcome: not Findings.NotUpheld };
}
