using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using ComplaintsPlatform.ServiceDefaults.Input;
using FluentValidation;
using JasperFx.Events;
using Wolverine.Http;
using Wolverine.Marten;

namespace ComplaintsPlatform.Linkage;

// Puts right how a person is called, reached and where they live: all of it as it is from now on. What was odd and is
// right now is flagged no more; what was verified and is changed counts as verified no more.
public sealed record ChangePersonDetails(
    string Name, string? Email, string? Phone, string? PostalAddress, Guid? PropertyId)
{
    public sealed class Validator : AbstractValidator<ChangePersonDetails>
    {
        public Validator()
        {
            RuleFor(command => command.Name).NotNull().MaximumLength(500);
            RuleFor(command => command.Email).MaximumLength(500);
            RuleFor(command => command.Phone).MaximumLength(200);
            RuleFor(command => command.PostalAddress).MaximumLength(1000);
        }
    }
}

public static class ChangePersonDetailsEndpoint
{
    public static Decision<IPersonEvent> Decide(ChangePersonDetails command, PersonFile state) =>
        MergedRecord.Unless(state, () =>
        {
            var before = state.Person;
            var changed = new PersonDetailsChanged(
                state.PersonId, PersonName.Read(command.Name).Text, EmailAddress.Read(command.Email).TextOrNull,
                PhoneNumber.Read(command.Phone).TextOrNull, FreeText.Read(command.PostalAddress).TextOrNull,
                command.PropertyId);
            return changed == new PersonDetailsChanged(
                before.PersonId, before.Name, before.Email, before.Phone, before.PostalAddress, before.PropertyId)
                ? Decision<IPersonEvent>.Nothing()
                : Decision<IPersonEvent>.Accept(changed);
        });

    [WolverinePost("/api/people/{personId}/change-details"), ForRoles(Roles.Capturing, Roles.Administrator)]
    [EndpointName("ChangePersonDetails"), EndpointSummary("Change how a person is called and reached"), Tags("People")]
    public static (IResult, Events) Post(
        ChangePersonDetails command, [WriteAggregate("personId")] IEventStream<PersonFile> person) =>
        Decide(command, person.Aggregate!).Answer(person);
}
