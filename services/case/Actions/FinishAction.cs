using ComplaintsPlatform.ServiceDefaults;
using ComplaintsPlatform.ServiceDefaults.Input;
using FluentValidation;
using JasperFx.Events;
using Wolverine.Http;
using Wolverine.Marten;

namespace ComplaintsPlatform.Cases.Actions;

// It was done, on that day: what shows it, in words and by documents of the complaint (Code 7.3). Money that nobody has
// agreed to yet is not paid. Whoever has the action records it, or who promises for the landlord; also after closing.
public sealed record FinishAction(
    string Evidence, DateOnly? DoneOn = null, IReadOnlyList<Guid>? Documents = null, string? PaidBy = null)
{
    /// <summary>How money reaches the resident: paid out, or set off against arrears.</summary>
    public static readonly string[] WaysToPay = ["payment", "offset-against-arrears"];

    public sealed class Validator : AbstractValidator<FinishAction>
    {
        public Validator()
        {
            RuleFor(command => command.Evidence).PlainText(10_000).Must(Clean.Shows)
                .WithMessage("The text shows nothing. Write what was done, and what shows it.");
            RuleFor(command => command.Documents).Must(documents => documents is null or { Count: <= 50 })
                .WithMessage("Name up to 50 documents.");
            RuleFor(command => command.PaidBy).OneOf(WaysToPay, optional: true);
        }
    }
}

public static class FinishActionEndpoint
{
    public static Decision<IComplaintEvent> Decide(
        FinishAction command, Complaint state, CaseAction action, Actor actor, DateOnly today)
    {
        IReadOnlyList<Guid> documents = [.. (command.Documents ?? []).Distinct()];
        var evidence = Clean.Lines(command.Evidence);
        var doneOn = command.DoneOn ?? action.Done?.DoneOn ?? today;

        if (action is { State: ActionState.Done, Done: { } done })
            return (done.Evidence, done.DoneOn) == (evidence, doneOn)
                ? Decision<IComplaintEvent>.Nothing()
                : Refuse("action-done-already",
                    $"{done.DoneByName} recorded that it was done on {done.DoneOn:d MMMM yyyy}. Plan it again if it is "
                    + "not done after all.");
        if (action.RefusalTo(actor) is { } another)
            return another;
        if (action.State == ActionState.Dropped)
            return Refuse("action-dropped", "It was decided that it will not be done. Promise it anew if it will.");
        if (action.WaitsForApproval)
            return Refuse("compensation-not-approved",
                "Nobody has agreed to this amount yet. Ask somebody who may to approve it.");
        if (action.Promise.Money is not null && command.PaidBy is null)
            return Refuse("paid-how-missing", "Say whether it was paid out, or set off against arrears.");
        if (doneOn > today)
            return Refuse("action-done-in-the-future", "It cannot have been done after today. Put the day right.");
        if (doneOn < state.ReceivedOn)
            return Refuse("action-done-before-receipt",
                $"The complaint came on {state.ReceivedOn:d MMMM yyyy}. Put the day right on which it was done.");
        if (documents.Any(id => state.Documents.GetValueOrDefault(id) is not { IsWithdrawn: false }))
            return Refuse("action-document-unknown",
                "One of the documents is not of this complaint, or was withdrawn. Add it to the complaint first.");
        return Decision<IComplaintEvent>.Accept(new ActionDone(
            state.ComplaintId, action.Promise.ActionId, action.Round, doneOn, evidence, documents,
            action.Promise.Money is null ? null : command.PaidBy, action.Promise.Money?.Amount, actor.Id, actor.Name));
    }

    [WolverinePost("/api/complaints/{complaintId}/actions/{actionId}/finish"), AnyVersion]
    [ForRoles(ActionKinds.Owners)]
    [EndpointSummary("Record that an action was done, and what shows it"), Tags("Actions")]
    public static (IResult, Events) Post(
        FinishAction command, Guid actionId, [WriteAggregate] IEventStream<Complaint> complaint, Actor actor,
        TimeProvider time) =>
        complaint.Aggregate!.Actions.GetValueOrDefault(actionId) is { } action
            ? Decide(command, complaint.Aggregate!, action, actor, London.DayOf(time.GetUtcNow())).Answer(complaint)
            : (Api.Answer<object>(null, 0), []);

    private static Decision<IComplaintEvent> Refuse(string code, string sentence) =>
        Decision<IComplaintEvent>.Refuse(code, sentence);
}
