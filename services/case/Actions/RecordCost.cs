using ComplaintsPlatform.ServiceDefaults;
using ComplaintsPlatform.ServiceDefaults.Input;
using FluentValidation;
using JasperFx.Events;
using Wolverine.Http;
using Wolverine.Marten;

namespace ComplaintsPlatform.Cases.Actions;

// What the complaint cost beside what is paid to the resident (a surveyor, works, somebody's time), or what putting it
// right saves. Under an id of its own, so that sent again it is counted once.
public sealed record RecordCost(Guid CostId, string Kind, string What, decimal Amount, DateOnly? On = null)
{
    public const string Cost = "cost", Saving = "saving";

    public sealed class Validator : AbstractValidator<RecordCost>
    {
        public Validator()
        {
            RuleFor(command => command.CostId).NotEmpty();
            RuleFor(command => command.Kind).OneOf([Cost, Saving]);
            RuleFor(command => command.What).PlainText(400).Must(Clean.Shows).WithMessage("Say what it was for.");
            RuleFor(command => command.Amount).InclusiveBetween(0.01m, PromiseAction.Most).PrecisionScale(9, 2, true)
                .WithMessage("Give the amount in pounds and pence, more than nothing.");
        }
    }
}

public static class RecordCostEndpoint
{
    public static Decision<IComplaintEvent> Decide(RecordCost command, Complaint state, DateOnly today)
    {
        if (state.Costs.Contains(command.CostId))
            return Decision<IComplaintEvent>.Nothing();
        var on = command.On ?? today;
        return on > today
            ? Decision<IComplaintEvent>.Refuse("cost-in-the-future",
                "It cannot have been spent after today. Put the day right.")
            : MergedAway.Refusal(state) ?? Decision<IComplaintEvent>.Accept(new CostRecorded(
                state.ComplaintId, command.CostId, command.Kind, Clean.Line(command.What), command.Amount, on));
    }

    [WolverinePost("/api/complaints/{complaintId}/costs"), AnyVersion, ForRoles(ActionKinds.Promising)]
    [EndpointSummary("Record what a complaint cost, or what putting it right saves"), Tags("Actions")]
    public static (IResult, Events) Post(
        RecordCost command, [WriteAggregate] IEventStream<Complaint> complaint, TimeProvider time) =>
        Decide(command, complaint.Aggregate!, London.DayOf(time.GetUtcNow())).Answer(complaint);
}
