using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using ComplaintsPlatform.ServiceDefaults.Input;
using FluentValidation;
using JasperFx.Events;
using Wolverine.Http;
using Wolverine.Marten;

namespace ComplaintsPlatform.Cases;

// The resident takes the complaint back, and no limit runs any more. What was missed until that day stays missed. One
// that was answered is not withdrawn: there is nothing left to take back.
public sealed record WithdrawComplaint(string Reason, DateOnly? WithdrawnOn = null)
{
    public sealed class Validator : AbstractValidator<WithdrawComplaint>
    {
        public Validator() => RuleFor(command => command.Reason).PlainText(4000).Must(Clean.Shows)
            .WithMessage("The text shows nothing. Write what the resident said.");
    }
}

public static class WithdrawComplaintEndpoint
{
    public static Decision<IComplaintEvent> Decide(
        WithdrawComplaint command, Complaint state, Actor actor, DateOnly today)
    {
        var before = state.Ending.Withdrawal;
        // Without a day it is today's; said again after midnight, by whomever, it is still the one that was recorded.
        var withdrawn = new ComplaintWithdrawn(
            state.ComplaintId, command.WithdrawnOn ?? before?.WithdrawnOn ?? today, Clean.Lines(command.Reason),
            before?.RecordedBy ?? actor.Id);

        if (withdrawn == before)
            return Decision<IComplaintEvent>.Nothing();
        if (Ending.Refusal(state) is { } refusal)
            return refusal;
        if (state.AnsweredOn(state.Stage) is { } responded)
            return Decision<IComplaintEvent>.Refuse("withdrawn-after-response",
                $"It was answered on {responded:d MMMM yyyy}, so it is not withdrawn any more. Close it.");
        if (withdrawn.WithdrawnOn > today)
            return Decision<IComplaintEvent>.Refuse("withdrawn-in-the-future",
                "It cannot have been withdrawn after today. Put the day right on which it was.");
        if (withdrawn.WithdrawnOn < (state.Escalation?.RequestedOn ?? state.ReceivedOn))
            return Decision<IComplaintEvent>.Refuse("withdrawn-before-receipt",
                "It cannot have been withdrawn before they asked. Put the day right on which it was.");
        return Decision<IComplaintEvent>.Accept(withdrawn);
    }

    [WolverinePost("/api/complaints/{complaintId}/withdraw"), ForRoles(Roles.Handling)]
    [EndpointSummary("Record that the resident took the complaint back"), Tags("Complaints")]
    public static (IResult, Events) Post(
        WithdrawComplaint command, [WriteAggregate] IEventStream<Complaint> complaint, Actor actor,
        TimeProvider time) =>
        Decide(command, complaint.Aggregate!, actor, London.DayOf(time.GetUtcNow())).Answer(complaint);
}
