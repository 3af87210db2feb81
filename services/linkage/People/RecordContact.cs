using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using ComplaintsPlatform.ServiceDefaults.Input;
using FluentValidation;
using JasperFx.Events;
using Wolverine.Http;
using Wolverine.Marten;

namespace ComplaintsPlatform.Linkage;

// Notes that somebody was in contact with the person: by what channel, when, about what, and what came of it. Under an
// id of the client's it is one contact, however often it is sent.
public sealed record RecordContact(
    string Channel, string About, string? Outcome = null, DateTimeOffset? At = null, Guid? ComplaintId = null,
    Guid? ContactId = null)
{
    public sealed class Validator : AbstractValidator<RecordContact>
    {
        public Validator()
        {
            RuleFor(command => command.Channel).MustBeChannel();
            RuleFor(command => command.About).MaximumLength(4000).Must(Clean.Shows)
                .WithMessage("Say what it was about.");
            RuleFor(command => command.Outcome).MaximumLength(4000);
        }
    }
}

public static class RecordContactEndpoint
{
    public static Decision<IPersonEvent> Decide(
        RecordContact command, PersonFile state, Guid contactId, DateTimeOffset now) =>
        MergedRecord.Unless(state, () =>
        {
            if (state.Contacts.Contains(contactId)) return Decision<IPersonEvent>.Nothing();
            return command.At > now
                ? Decision<IPersonEvent>.Refuse(
                    "contact-in-the-future", "A contact is recorded after it was made. Put its time right.")
                : Decision<IPersonEvent>.Accept(new ContactRecorded(
                    state.PersonId, contactId, command.Channel, (command.At ?? now).ToUniversalTime(),
                    FreeText.Read(command.About).Text, FreeText.Read(command.Outcome).TextOrNull, command.ComplaintId));
        });

    [WolverinePost("/api/people/{personId}/record-contact"), AnyVersion, ForRoles(Roles.Capturing)]
    [EndpointName("RecordContact"), EndpointSummary("Note a contact with a person"), Tags("People")]
    public static (IResult, Events) Post(
        RecordContact command, [WriteAggregate("personId")] IEventStream<PersonFile> person, TimeProvider time) =>
        Decide(command, person.Aggregate!, command.ContactId ?? Guid.CreateVersion7(time.GetUtcNow()), time.GetUtcNow())
            .Answer(person);
}
