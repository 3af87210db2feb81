using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using FluentValidation;
using JasperFx.Events;
using Wolverine.Http;
using Wolverine.Marten;

namespace ComplaintsPlatform.Linkage;

// Looked at again, a restriction is still needed: why, and when it is looked at next, within six months (Code 5.14).
public sealed record ReviewContactRestriction(Guid RestrictionId, string Why, DateOnly ReviewOn)
{
    public sealed class Validator : AbstractValidator<ReviewContactRestriction>
    {
        public Validator() => RuleFor(command => command.Why).PlainText(4000);
    }
}

public static class ReviewContactRestrictionEndpoint
{
    public static Decision<IPersonEvent> Decide(
        ReviewContactRestriction command, PersonFile state, DateOnly today) => MergedRecord.Unless(state, () =>
        {
            if (!state.ContactRestrictions.TryGetValue(command.RestrictionId, out var one) || one.EndedOn is not null)
                return Decision<IPersonEvent>.Refuse("restriction-not-known",
                    "This person has no such restriction that stands. Read the person again.");
            if (one.Reviews is [.., var last] && (last.On, last.Why, last.ReviewOn)
                == (today, command.Why, command.ReviewOn))
                return Decision<IPersonEvent>.Nothing();
            return RestrictContactEndpoint.Refusal(today, command.ReviewOn) ?? Decision<IPersonEvent>.Accept(
                new ContactRestrictionReviewed(
                    state.PersonId, command.RestrictionId, today, command.Why, command.ReviewOn));
        });

    [WolverinePost("/api/people/{personId}/review-contact-restriction")]
    [ForRoles(Roles.Handling, Roles.ComplianceOfficer)]
    [EndpointName("ReviewContactRestriction"), EndpointSummary("Keep a restriction after looking at it again")]
    [Tags("Needs")]
    public static (IResult, Events) Post(
        ReviewContactRestriction command, [WriteAggregate("personId")] IEventStream<PersonFile> person,
        TimeProvider time) => Decide(command, person.Aggregate!, London.DayOf(time.GetUtcNow())).Answer(person);
}

// Contact is as with anybody again.
public sealed record EndContactRestriction(Guid RestrictionId, string Reason)
{
    public sealed class Validator : AbstractValidator<EndContactRestriction>
    {
        public Validator() => RuleFor(command => command.Reason).PlainText(4000);
    }
}

public static class EndContactRestrictionEndpoint
{
    public static Decision<IPersonEvent> Decide(EndContactRestriction command, PersonFile state, DateOnly today) =>
        MergedRecord.Unless(state, () =>
        {
            if (!state.ContactRestrictions.TryGetValue(command.RestrictionId, out var one))
                return Decision<IPersonEvent>.Refuse("restriction-not-known",
                    "This person has no such restriction that stands. Read the person again.");
            return one.EndedOn is not null
                ? Decision<IPersonEvent>.Nothing()
                : Decision<IPersonEvent>.Accept(new ContactRestrictionEnded(
                    state.PersonId, command.RestrictionId, today, command.Reason));
        });

    [WolverinePost("/api/people/{personId}/end-contact-restriction")]
    [ForRoles(Roles.Handling, Roles.ComplianceOfficer)]
    [EndpointName("EndContactRestriction"), EndpointSummary("End a restriction of contact"), Tags("Needs")]
    public static (IResult, Events) Post(
        EndContactRestriction command, [WriteAggregate("personId")] IEventStream<PersonFile> person,
        TimeProvider time) => Decide(command, person.Aggregate!, London.DayOf(time.GetUtcNow())).Answer(person);
}
