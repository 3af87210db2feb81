using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using FluentValidation;
using Marten;
using Wolverine.Http;

namespace ComplaintsPlatform.Linkage;

// Makes a person known, by the references that other modules use for them. A client may give the id; else it follows
// from the first reference. So the same person registered again is the same person, and nothing happens. A reference
// names one person only: with two, one would be shown the other's repairs.
public sealed record RegisterPerson(
    Guid? PersonId, IReadOnlyList<Reference> References, string Name, string? Email, string? Phone,
    IReadOnlyList<Reference>? Tenancies, Guid? PropertyId)
{
    public sealed class Validator : AbstractValidator<RegisterPerson>
    {
        public Validator()
        {
            RuleFor(command => command.References).NotEmpty()
                .Must(references => references is null || references.Count <= 20)
                .WithMessage("Give between 1 and 20 references.");
            RuleForEach(command => command.References).NotNull().SetValidator(new Reference.Validator());
            RuleForEach(command => command.Tenancies).NotNull().SetValidator(new Reference.Validator());
            RuleFor(command => command.Tenancies).Must(tenancies => tenancies is null || tenancies.Count <= 20)
                .WithMessage("Give at most 20 tenancies.");
            RuleFor(command => command.Name).PlainText(200);
            RuleFor(command => command.Email).PlainText(254, optional: true).EmailAddress();
            RuleFor(command => command.Phone).PlainText(40, optional: true);
        }
    }
}

public static class RegisterPersonEndpoint
{
    public static Decision<IPersonEvent> Decide(
        RegisterPerson command, Guid personId, Person? state, Guid? namedByReference)
    {
        var registered = new PersonRegistered(
            personId, [.. command.References.Distinct()], command.Name.Trim(), command.Email, command.Phone,
            [.. (command.Tenancies ?? []).Distinct()], command.PropertyId);
        if (state is not null)
            return state.IsSameAs(registered)
                ? Decision<IPersonEvent>.Nothing()
                : Decision<IPersonEvent>.Refuse(
                    "person-registered-otherwise", "This person is registered with other particulars.");
        return namedByReference is { } other && other != personId
            ? Decision<IPersonEvent>.Refuse(
                "reference-names-another-person",
                "One of these references belongs to a person who is registered already.")
            : Decision<IPersonEvent>.Accept(registered);
    }

    [WolverinePost("/api/people"), DecidesAgain, ForRoles(Roles.Capturing, Roles.Administrator)]
    [EndpointName("RegisterPerson"), EndpointSummary("Make a person known"), Tags("People")]
    public static async Task<IResult> Post(RegisterPerson command, IDocumentSession session, CancellationToken ct)
    {
        var id = command.PersonId
            ?? DeterministicId.Of("person", command.References[0].AllocatedBy, command.References[0].Id);
        var keys = command.References.Select(reference => reference.Key).Distinct().ToArray();
        var state = await session.Events.AggregateStreamAsync<Person>(id, token: ct);
        var others = await session.LoadManyAsync<PersonReference>(ct, keys);
        var decision = Decide(command, id, state, others.FirstOrDefault(known => known.PersonId != id)?.PersonId);
        if (decision.Events.Count > 0)
        {
            session.Events.StartStream<Person>(id, decision.Events);
            session.Insert(keys.Select(key => new PersonReference(key, id)).ToArray());
        }

        return Registered.Answer(decision, $"/api/people/{id}", new { personId = id });
    }
}
