using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using FluentValidation;
using JasperFx.Events;
using Wolverine.Http;
using Wolverine.Marten;

namespace ComplaintsPlatform.Intake;

// Whoever took a contact puts it back, with the reason, or a leader does: it has its old place in the queue.
public sealed record PutContactBack(string Reason)
{
    public sealed class Validator : AbstractValidator<PutContactBack>
    {
        public Validator() => RuleFor(command => command.Reason).PlainText(1000);
    }
}

public static class PutContactBackEndpoint
{
    public static Decision<IContactEvent> Decide(PutContactBack command, Contact state, Actor actor)
    {
        if (state.Finished is not null)
            return Decision<IContactEvent>.Refuse("contact-finished", "It waits no longer: something was made of it.");
        if (state.Taken is not { } taken)
            return Decision<IContactEvent>.Nothing();
        if (taken.TakenBy != actor.Id && !actor.Roles.Contains(Roles.TeamLeader))
            return Decision<IContactEvent>.Refuse("contact-of-another",
                $"{taken.TakenByName} has this contact. Ask them or a team leader to put it back.");
        return Decision<IContactEvent>.Accept(new ContactPutBack(state.ContactId, command.Reason));
    }

    [WolverinePost("/api/waiting-contacts/{contactId}/put-back"), AnyVersion, ForRoles(Roles.Capturing)]
    [EndpointSummary("Put a contact back into the queue"), Tags("Waiting contacts")]
    public static (IResult, Events) Post(
        PutContactBack command, [WriteAggregate] IEventStream<Contact> contact, Actor actor) =>
        Decide(command, contact.Aggregate!, actor).Answer(contact);
}
