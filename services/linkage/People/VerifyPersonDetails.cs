using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using FluentValidation;
using JasperFx.Events;
using Wolverine.Http;
using Wolverine.Marten;

namespace ComplaintsPlatform.Linkage;

// Notes that the person was asked at a contact and these details are right. Those that we do not have cannot be.
public sealed record VerifyPersonDetails(IReadOnlyList<string> Details, string Channel)
{
    internal static readonly string[] Known = ["name", "email", "phone", "postal-address", "home"];

    public sealed class Validator : AbstractValidator<VerifyPersonDetails>
    {
        public Validator()
        {
            RuleFor(command => command.Details).NotEmpty()
                .Must(details => details is null || details.All(Known.Contains))
                .WithMessage($"Give one or more of: {string.Join(", ", Known)}.");
            RuleFor(command => command.Channel).MustBeChannel();
        }
    }
}

public static class VerifyPersonDetailsEndpoint
{
    public static Decision<IPersonEvent> Decide(VerifyPersonDetails command, PersonFile state, DateOnly today) =>
        MergedRecord.Unless(state, () =>
        {
            var details = command.Details.Distinct().ToList();
            if (details.Exists(detail => !IsKnown(state.Person, detail)))
                return Decision<IPersonEvent>.Refuse("detail-not-known",
                    "There is no such detail of this person, or it is one to put right. Change it first.");
            return details.TrueForAll(detail => state.Verified.GetValueOrDefault(detail)?.On == today)
                ? Decision<IPersonEvent>.Nothing()
                : Decision<IPersonEvent>.Accept(
                    new PersonDetailsVerified(state.PersonId, details, command.Channel, today));
        });

    [WolverinePost("/api/people/{personId}/verify-details"), ForRoles(Roles.Capturing)]
    [EndpointName("VerifyPersonDetails"), EndpointSummary("Note that details were asked for and are right")]
    [Tags("People")]
    public static (IResult, Events) Post(
        VerifyPersonDetails command, [WriteAggregate("personId")] IEventStream<PersonFile> person, TimeProvider time) =>
        Decide(command, person.Aggregate!, London.DayOf(time.GetUtcNow())).Answer(person);

    private static bool IsKnown(Person person, string detail) =>
        !ToPutRight.In(person).Any(odd => odd.Field == detail) && detail switch
        {
            "email" => person.Email is not null,
            "phone" => person.Phone is not null,
            "postal-address" => person.PostalAddress is not null,
            "home" => person.PropertyId is not null,
            _ => true,
        };
}
