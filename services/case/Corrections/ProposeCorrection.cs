using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using ComplaintsPlatform.ServiceDefaults.Input;
using FluentValidation;
using JasperFx.Events;
using Wolverine.Http;
using Wolverine.Marten;

namespace ComplaintsPlatform.Cases;

// A fact was recorded wrongly: a day, an outcome, the name of the resident. Whoever handles the complaint says what is
// right and why; it changes nothing until somebody else who leads agrees, since limits and figures go by it. What was
// recorded stays in the record beside what is right (Code 5.12). One correction of a fact waits at a time, also of a
// complaint that has ended.
public sealed record ProposeCorrection(Guid CorrectionId, string Fact, string Value, string Reason)
{
    public sealed class Validator : AbstractValidator<ProposeCorrection>
    {
        public Validator()
        {
            RuleFor(command => command.CorrectionId).NotEqual(Guid.Empty)
                .WithMessage("Give a UUID of your own, version 7 if you can.");
            RuleFor(command => command.Fact).OneOf(CorrectableFact.All);
            RuleFor(command => command.Value).PlainText(200);
            RuleFor(command => command.Value)
                .Must((command, value) => CorrectableFact.Read(command.Fact, value) is not null)
                .When(command => CorrectableFact.All.Contains(command.Fact) && Clean.Shows(command.Value))
                .WithMessage(command => CorrectableFact.IsOutcome(command.Fact)
                    ? $"Give the outcome: {string.Join(", ", Findings.Outcomes)}."
                    : "Give the day, like 2026-03-27.");
            RuleFor(command => command.Reason).PlainText(4000);
        }
    }
}

public static class ProposeCorrectionEndpoint
{
    public static Decision<IComplaintEvent> Decide(
        ProposeCorrection command, Complaint state, Actor actor, DateOnly today)
    {
        var right = CorrectableFact.Read(command.Fact, command.Value)!;
        var reason = Clean.Lines(command.Reason);

        if (state.Corrections.All.GetValueOrDefault(command.CorrectionId) is { } known)
            return (known.Proposed.Fact, known.Proposed.After, known.Proposed.Reason) == (command.Fact, right, reason)
                ? Decision<IComplaintEvent>.Nothing()
                : Decision<IComplaintEvent>.Refuse("correction-id-taken",
                    "Another correction has the id that was given. Give another one.");
        if (MergedAway.Refusal(state) is { } merged)
            return merged;
        if (state.Corrections.Open(command.Fact) is { } open)
            return Decision<IComplaintEvent>.Refuse("correction-open",
                $"{open.Proposed.ProposedByName} has proposed a correction of the "
                + $"{CorrectableFact.Words(command.Fact)}. Wait until it is decided.");
        return CorrectableFact.Refusal(state, command.Fact, right, today)
            ?? Decision<IComplaintEvent>.Accept(new CorrectionProposed(
                state.ComplaintId, command.CorrectionId, command.Fact, CorrectableFact.Of(state, command.Fact)!, right,
                reason, actor.Id, actor.Name));
    }

    [WolverinePost("/api/complaints/{complaintId}/corrections"), AnyVersion]
    [ForRoles(Roles.ComplaintsOfficer, Roles.TeamLeader)]
    [EndpointSummary("Say that a fact was recorded wrongly, and what is right"), Tags("Corrections")]
    public static (IResult, Events) Post(
        ProposeCorrection command, [WriteAggregate] IEventStream<Complaint> complaint, Actor actor,
        TimeProvider time) =>
        Decide(command, complaint.Aggregate!, actor, London.DayOf(time.GetUtcNow())).Answer(complaint);
}
