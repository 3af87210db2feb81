using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using ComplaintsPlatform.ServiceDefaults.Input;
using FluentValidation;
using JasperFx.Events;
using Wolverine.Http;
using Wolverine.Marten;

namespace ComplaintsPlatform.Cases;

// Records that the resident was told of a later day for the response, with the reason (Code 6.4, 6.15), the Ombudsman's
// details (6.5, 6.16), how often they hear in between (5.9) and whether they agreed. It may be recorded after the day
// on which they were told. What was told is a fact, also when it was told too late, goes too far or lacks something:
// sla-clock says whether it moves the limit, and the case shows what it lacks.
public sealed record RecordExtension(
    string Reason, DateOnly NewDate, DateOnly? ToldOn = null, string? Stage = null, string? GoodReason = null,
    int? UpdatesEvery = null, bool? ResidentAgreed = null, bool OmbudsmanDetailsGiven = false)
{
    public sealed class Validator : AbstractValidator<RecordExtension>
    {
        public Validator()
        {
            RuleFor(command => command.Reason).PlainText(4000);
            RuleFor(command => command.GoodReason).PlainText(4000, optional: true);
            RuleFor(command => command.Stage).OneOf(Findings.Stages, optional: true);
            RuleFor(command => command.UpdatesEvery).InclusiveBetween(1, 20)
                .WithMessage("Say after how many working days the resident hears again, 1 to 20.");
        }
    }
}

public static class RecordExtensionEndpoint
{
    public static Decision<IComplaintEvent> Decide(
        RecordExtension command, Complaint state, Actor actor, DateOnly today)
    {
        var stage = command.Stage ?? state.Stage;
        var atStage2 = stage == Findings.Stage2;
        // Said again, by whomever and after midnight as well, it is the one that was told.
        var same = state.Extensions.Find(told => told.Stage == stage && told.NewDate == command.NewDate
            && told.ToldOn == (command.ToldOn ?? told.ToldOn));
        var extension = new ExtensionRecorded(
            state.ComplaintId, stage, command.ToldOn ?? same?.ToldOn ?? today, command.NewDate, command.Reason,
            Clean.Shows(command.GoodReason) ? command.GoodReason : null, command.UpdatesEvery, command.ResidentAgreed,
            command.OmbudsmanDetailsGiven, same?.RecordedBy ?? actor.Id);

        if (extension == same)
            return Decision<IComplaintEvent>.Nothing();
        if ((Ending.Refusal(state) ?? Independence.At(stage, state, actor)) is { } refusal)
            return refusal;
        if (same is not null)
            return Decision<IComplaintEvent>.Refuse("already-extended",
                $"That the response comes by {same.NewDate:d MMMM yyyy} was told on {same.ToldOn:d MMMM yyyy}. What "
                + "was told cannot be replaced; a later day is another extension.");
        if (extension.ToldOn > today)
            return Decision<IComplaintEvent>.Refuse("extended-in-the-future",
                "They cannot have been told after today. Record it once they have been told.");
        if (extension.ToldOn < (atStage2 ? state.Escalation!.RequestedOn : state.ReceivedOn))
            return Decision<IComplaintEvent>.Refuse("extended-before-receipt",
                "They cannot have been told before they asked. Put the day right on which they were told.");
        if (extension.NewDate <= extension.ToldOn)
            return Decision<IComplaintEvent>.Refuse("extended-into-the-past",
                "The new day has to come after the day on which they were told.");
        if (state.AnsweredOn(stage) is { } responded && extension.ToldOn >= responded)
            return Decision<IComplaintEvent>.Refuse("extended-after-response",
                $"The response was sent on {responded:d MMMM yyyy}: there was nothing to extend any more.");
        return Decision<IComplaintEvent>.Accept(extension);
    }

    [WolverinePost("/api/complaints/{complaintId}/record-extension"), ForRoles(Roles.Handling)]
    [EndpointSummary("Record that the resident was told of a later day for the response"), Tags("Complaints")]
    public static (IResult, Events) Post(
        RecordExtension command, [WriteAggregate] IEventStream<Complaint> complaint, Actor actor,
        TimeProvider time) =>
        Decide(command, complaint.Aggregate!, actor, London.DayOf(time.GetUtcNow())).Answer(complaint);
}
