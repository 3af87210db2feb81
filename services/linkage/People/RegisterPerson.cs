using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.PersonalData;
using ComplaintsPlatform.ServiceDefaults;
using ComplaintsPlatform.ServiceDefaults.Input;
using FluentValidation;
using Marten;
using Wolverine.Http;

namespace ComplaintsPlatform.Linkage;

// Makes a person known, by the references that other modules use for them if there are any. A client may give the id;
// else it follows from the first reference. So the same person registered again is the same person, and nothing
// happens. A reference names one person only: with two, one would be shown the other's repairs. Who is registered
// already, perhaps, is shown first; a client that has looked says that it is somebody else. An odd detail is kept and
// flagged.
public sealed record RegisterPerson(
    Guid? PersonId, IReadOnlyList<Reference>? References, string Name, string? Email, string? Phone,
    IReadOnlyList<Reference>? Tenancies, Guid? PropertyId, string? PostalAddress = null, bool IsSomebodyElse = false)
{
    public sealed class Validator : AbstractValidator<RegisterPerson>
    {
        public Validator()
        {
            RuleFor(command => command.References).Must(references => references is null || references.Count <= 20)
                .WithMessage("Give at most 20 references.");
            RuleForEach(command => command.References).NotNull().SetValidator(new Reference.Validator());
            RuleForEach(command => command.Tenancies).NotNull().SetValidator(new Reference.Validator());
            RuleFor(command => command.Tenancies).Must(tenancies => tenancies is null || tenancies.Count <= 20)
                .WithMessage("Give at most 20 tenancies.");
            RuleFor(command => command.Name).NotNull().MaximumLength(500);
            RuleFor(command => command.Email).MaximumLength(500);
            RuleFor(command => command.Phone).MaximumLength(200);
            RuleFor(command => command.PostalAddress).MaximumLength(1000);
        }
    }
}

public static class RegisterPersonEndpoint
{
    /// <summary><paramref name="namedByReference"/>: another person who has one of the references already;
    /// <paramref name="doubles"/>: who may be this person.</summary>
    public static Decision<IPersonEvent> Decide(
        RegisterPerson command, Guid personId, Person? state, Guid? namedByReference,
        IReadOnlyList<PossibleDouble> doubles)
    {
        var registered = Registered(command, personId);
        if (state is not null)
            return state.IsSameAs(registered)
                ? Decision<IPersonEvent>.Nothing()
                : Decision<IPersonEvent>.Refuse(
                    "person-registered-otherwise", "This person is registered with other particulars.");
        if (namedByReference is { } other && other != personId)
            return Decision<IPersonEvent>.Refuse(
                "reference-names-another-person",
                "One of these references belongs to a person who is registered already.");
        return doubles.Count > 0 && !command.IsSomebodyElse
            ? Decision<IPersonEvent>.Refuse("possible-double",
                "This person may be registered already. Use one of doubles, or say isSomebodyElse.")
            : Decision<IPersonEvent>.Accept(registered);
    }

    [WolverinePost("/api/people"), DecidesAgain, ForRoles(Roles.Capturing, Roles.Administrator)]
    [EndpointName("RegisterPerson"), EndpointSummary("Make a person known"), Tags("People")]
    public static async Task<IResult> Post(
        RegisterPerson command, IDocumentSession session, PersonalDataKeys keys, TimeProvider time,
        CancellationToken ct)
    {
        var references = Reference.Read(command.References);
        var id = command.PersonId ?? (references.Count > 0
            ? DeterministicId.Of("person", references[0].AllocatedBy, references[0].Id)
            : Guid.CreateVersion7(time.GetUtcNow()));
        var lookups = references.Select(reference => reference.Key).ToArray();
        var state = await session.Events.AggregateStreamAsync<Person>(id, token: ct);
        var others = await session.LoadManyAsync<PersonReference>(ct, lookups);
        var doubles = state is null && !command.IsSomebodyElse
            ? await PossibleDoubles.OfAsync(Registered(command, id), session, keys, ct)
            : [];
        var decision = Decide(
            command, id, state, others.FirstOrDefault(known => known.PersonId != id)?.PersonId, doubles);
        if (decision.Refusal is { Code: "possible-double" } refusal)
            return Api.Refused(refusal, nameof(doubles), doubles);
        if (decision.Events.Count > 0)
        {
            session.Events.StartStream<Person>(id, decision.Events);
            session.Insert(lookups.Select(key => new PersonReference(key, id)).ToArray());
        }

        return Linkage.Registered.Answer(decision, $"/api/people/{id}", new { personId = id });
    }

    private static PersonRegistered Registered(RegisterPerson command, Guid personId) => new(
        personId, Reference.Read(command.References), PersonName.Read(command.Name).Text,
        EmailAddress.Read(command.Email).TextOrNull, PhoneNumber.Read(command.Phone).TextOrNull,
        Reference.Read(command.Tenancies), command.PropertyId, FreeText.Read(command.PostalAddress).TextOrNull);
}
