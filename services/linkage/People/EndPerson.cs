using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using FluentValidation;
using JasperFx.Events;
using Wolverine.Http;
using Wolverine.Marten;

namespace ComplaintsPlatform.Linkage;

// Notes that the person is no resident any more. Their record stays and can be found; it says since when and why.
public sealed record EndPerson(DateOnly On, string Cause)
{
    internal static readonly string[] Causes = ["moved-away", "died", "tenancy-ended", "other"];

    public sealed class Validator : AbstractValidator<EndPerson>
    {
        public Validator() => RuleFor(command => command.Cause).MustBeOneOf(Causes);
    }
}

public static class EndPersonEndpoint
{
    public static Decision<IPersonEvent> Decide(EndPerson command, PersonFile state, DateOnly today) =>
        MergedRecord.Unless(state, () =>
        {
            if (state.Person.EndedOn == command.On && state.Person.EndedBecause == command.Cause)
                return Decision<IPersonEvent>.Nothing();
            return command.On > today
                ? Decision<IPersonEvent>.Refuse(
                    "ended-in-the-future", "This day has not come yet. Record it when it has.")
                : Decision<IPersonEvent>.Accept(new PersonEnded(state.PersonId, command.On, command.Cause));
        });

    [WolverinePost("/api/people/{personId}/end"), ForRoles(Roles.Capturing)]
    [EndpointName("EndPerson"), EndpointSummary("Note that a person is no resident any more"), Tags("People")]
    public static (IResult, Events) Post(
        EndPerson command, [WriteAggregate("personId")] IEventStream<PersonFile> person, TimeProvider time) =>
        Decide(command, person.Aggregate!, London.DayOf(time.GetUtcNow())).Answer(person);
}
