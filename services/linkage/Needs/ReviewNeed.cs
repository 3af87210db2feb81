using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using ComplaintsPlatform.ServiceDefaults.Input;
using FluentValidation;
using JasperFx.Events;
using Wolverine.Http;
using Wolverine.Marten;

namespace ComplaintsPlatform.Linkage;

// Notes that a need was looked at again and still stands, and when it is to be looked at next.
public sealed record ReviewNeed(Guid NeedId, DateOnly? ReviewOn, DateOnly? ExpiresOn = null, string? Note = null)
{
    public sealed class Validator : AbstractValidator<ReviewNeed>
    {
        public Validator() => RuleFor(command => command.Note).MaximumLength(2000);
    }
}

public static class ReviewNeedEndpoint
{
    public static Decision<IPersonEvent> Decide(ReviewNeed command, PersonFile state, DateOnly today) =>
        MergedRecord.Unless(state, () =>
        {
            if (!state.Needs.TryGetValue(command.NeedId, out var need) || need.EndedOn is not null)
                return Decision<IPersonEvent>.Refuse(
                    "need-not-known", "This person has no such need. Read the person again.");
            return command.ReviewOn < today || command.ExpiresOn < today
                ? Decision<IPersonEvent>.Refuse("review-in-the-past", "The next review lies ahead. Put the day right.")
                : Decision<IPersonEvent>.Accept(new NeedReviewed(
                    state.PersonId, command.NeedId, today, command.ReviewOn, command.ExpiresOn,
                    FreeText.Read(command.Note).TextOrNull));
        });

    [WolverinePost("/api/people/{personId}/review-need"), ForRoles(Roles.Capturing)]
    [EndpointName("ReviewNeed"), EndpointSummary("Note that a need still stands"), Tags("Needs")]
    public static (IResult, Events) Post(
        ReviewNeed command, [WriteAggregate("personId")] IEventStream<PersonFile> person, TimeProvider time) =>
        Decide(command, person.Aggregate!, London.DayOf(time.GetUtcNow())).Answer(person);
}

// Ends a need: it was only for a time, or was never so.
public sealed record EndNeed(Guid NeedId, string Reason)
{
    public sealed class Validator : AbstractValidator<EndNeed>
    {
        public Validator() =>
            RuleFor(command => command.Reason).MaximumLength(2000).Must(Clean.Shows).WithMessage("Give the reason.");
    }
}

public static class EndNeedEndpoint
{
    public static Decision<IPersonEvent> Decide(EndNeed command, PersonFile state, DateOnly today) =>
        MergedRecord.Unless(state, () =>
        {
            if (!state.Needs.TryGetValue(command.NeedId, out var need))
                return Decision<IPersonEvent>.Refuse(
                    "need-not-known", "This person has no such need. Read the person again.");
            return need.EndedOn is not null
                ? Decision<IPersonEvent>.Nothing()
                : Decision<IPersonEvent>.Accept(new NeedEnded(
                    state.PersonId, need.NeedId, need.Kind, need.Code, today, FreeText.Read(command.Reason).Text));
        });

    [WolverinePost("/api/people/{personId}/end-need"), ForRoles(Roles.Capturing)]
    [EndpointName("EndNeed"), EndpointSummary("End a need, alert or adjustment"), Tags("Needs")]
    public static (IResult, Events) Post(
        EndNeed command, [WriteAggregate("personId")] IEventStream<PersonFile> person, TimeProvider time) =>
        Decide(command, person.Aggregate!, London.DayOf(time.GetUtcNow())).Answer(person);
}
