using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using ComplaintsPlatform.ServiceDefaults.Input;
using FluentValidation;
using JasperFx.Events;
using Wolverine.Http;
using Wolverine.Marten;

namespace ComplaintsPlatform.Linkage;

// Lets somebody act for the person: a relative, an advocate, a councillor. A resident may be represented or accompanied
// in every stage (Code 5.2). What for, from and until when, and where the authority is written, are kept with it.
public sealed record AuthoriseRepresentative(
    string Name, string Relationship, string Scope, DateOnly From, DateOnly? Until = null, string? Organisation = null,
    string? Email = null, string? Phone = null, string? DocumentReference = null, Guid? ComplaintId = null,
    Guid? RepresentativePersonId = null, Guid? RepresentativeId = null)
{
    internal static readonly string[] Relationships =
        ["relative", "friend", "advocate", "solicitor", "support-worker", "councillor", "member-of-parliament",
            "power-of-attorney", "other"];

    internal const string OneComplaint = "one-complaint";

    internal static readonly string[] Scopes =
        ["everything", "complaints", OneComplaint, "repairs", "rent-and-service-charges", "correspondence-only"];

    public sealed class Validator : AbstractValidator<AuthoriseRepresentative>
    {
        public Validator()
        {
            RuleFor(command => command.Name).MaximumLength(500).Must(Clean.Shows).WithMessage("Give the name.");
            RuleFor(command => command.Relationship).MustBeOneOf(Relationships);
            RuleFor(command => command.Scope).MustBeOneOf(Scopes);
            RuleFor(command => command.ComplaintId).NotNull().When(command => command.Scope == OneComplaint)
                .WithMessage("Say for which complaint.");
            RuleFor(command => command.Until).GreaterThanOrEqualTo(command => command.From)
                .WithMessage("The authority ends on or after the day on which it begins.");
            RuleFor(command => command.Organisation).MaximumLength(200);
            RuleFor(command => command.Email).MaximumLength(500);
            RuleFor(command => command.Phone).MaximumLength(200);
            RuleFor(command => command.DocumentReference).MaximumLength(200);
        }
    }
}

public static class AuthoriseRepresentativeEndpoint
{
    public static Decision<IPersonEvent> Decide(
        AuthoriseRepresentative command, PersonFile state, Guid representativeId) =>
        MergedRecord.Unless(state, () =>
        {
            if (state.Representatives.ContainsKey(representativeId)) return Decision<IPersonEvent>.Nothing();
            return command.RepresentativePersonId == state.PersonId
                ? Decision<IPersonEvent>.Refuse(
                    "representative-is-the-person", "Nobody represents themselves. Name the person who acts for them.")
                : Decision<IPersonEvent>.Accept(new RepresentativeAuthorised(
                    state.PersonId, representativeId, command.RepresentativePersonId,
                    PersonName.Read(command.Name).Text, FreeText.Read(command.Organisation).TextOrNull,
                    EmailAddress.Read(command.Email).TextOrNull, PhoneNumber.Read(command.Phone).TextOrNull,
                    command.Relationship, command.Scope, command.ComplaintId, command.From, command.Until,
                    ReferenceNumber.Read(command.DocumentReference).TextOrNull));
        });

    [WolverinePost("/api/people/{personId}/authorise-representative"), AnyVersion, ForRoles(Roles.Capturing)]
    [EndpointName("AuthoriseRepresentative"), EndpointSummary("Let somebody act for a person"), Tags("People")]
    public static (IResult, Events) Post(
        AuthoriseRepresentative command, [WriteAggregate("personId")] IEventStream<PersonFile> person,
        TimeProvider time) =>
        Decide(command, person.Aggregate!, command.RepresentativeId ?? Guid.CreateVersion7(time.GetUtcNow()))
            .Answer(person);
}

// Ends an authority after a day: withdrawn by the person, or lapsed. It stays in the record.
public sealed record EndRepresentative(Guid RepresentativeId, DateOnly On, string Reason)
{
    public sealed class Validator : AbstractValidator<EndRepresentative>
    {
        public Validator() =>
            RuleFor(command => command.Reason).MaximumLength(2000).Must(Clean.Shows).WithMessage("Give the reason.");
    }
}

public static class EndRepresentativeEndpoint
{
    public static Decision<IPersonEvent> Decide(EndRepresentative command, PersonFile state) =>
        MergedRecord.Unless(state, () =>
        {
            if (!state.Representatives.TryGetValue(command.RepresentativeId, out var representative))
                return Decision<IPersonEvent>.Refuse(
                    "representative-not-known", "This person has no such representative. Read the person again.");
            if (representative.Until <= command.On) return Decision<IPersonEvent>.Nothing();
            return command.On < representative.From
                ? Decision<IPersonEvent>.Refuse(
                    "authority-ends-before-it-began", "The authority began later. Put the day right.")
                : Decision<IPersonEvent>.Accept(new RepresentativeEnded(
                    state.PersonId, command.RepresentativeId, command.On, FreeText.Read(command.Reason).Text));
        });

    [WolverinePost("/api/people/{personId}/end-representative"), ForRoles(Roles.Capturing)]
    [EndpointName("EndRepresentative"), EndpointSummary("End somebody's authority to act"), Tags("People")]
    public static (IResult, Events) Post(
        EndRepresentative command, [WriteAggregate("personId")] IEventStream<PersonFile> person) =>
        Decide(command, person.Aggregate!).Answer(person);
}
