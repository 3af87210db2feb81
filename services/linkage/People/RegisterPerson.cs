using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.EventStore;
using ComplaintsPlatform.ServiceDefaults;
using Dapper;
using FluentValidation;
using Npgsql;

namespace ComplaintsPlatform.Linkage;

// Makes a person known, by the references that other modules use for them. A client may give the id; else it follows from the first reference. So the same
// person registered again is the same person, and nothing happens. A reference names one person only: with two, one would be shown the other's repairs.
public sealed record RegisterPerson(
    Guid? PersonId, IReadOnlyList<Reference> References, string Name, string? Email, string? Phone, IReadOnlyList<Reference>? Tenancies, Guid? PropertyId)
{
    internal sealed class Validator : AbstractValidator<RegisterPerson>
    {
        public Validator()
        {
            RuleFor(command => command.References).NotEmpty().Must(references => references is null || references.Count <= 20)
                .WithMessage("Give between 1 and 20 references.");
            RuleForEach(command => command.References).NotNull().SetValidator(new Reference.Validator());
            RuleForEach(command => command.Tenancies).NotNull().SetValidator(new Reference.Validator());
            RuleFor(command => command.Tenancies).Must(tenancies => tenancies is null || tenancies.Count <= 20).WithMessage("Give at most 20 tenancies.");
            RuleFor(command => command.Name).PlainText(200);
            RuleFor(command => command.Email).PlainText(254, optional: true).EmailAddress();
            RuleFor(command => command.Phone).PlainText(40, optional: true);
        }
    }
}

internal static class RegisterPersonEndpoint
{
    public static Decision<IPersonEvent> Decide(RegisterPerson command, Guid personId, Person? state, Guid? namedByReference)
    {
        var registered = new PersonRegistered(
            personId, [.. command.References.Distinct()], command.Name.Trim(), command.Email, command.Phone, [.. (command.Tenancies ?? []).Distinct()], command.PropertyId);
        if (state is not null)
            return state.IsSameAs(registered)
                ? Decision<IPersonEvent>.Nothing()
                : Decision<IPersonEvent>.Refuse("person-registered-otherwise", "This person is registered with other particulars.");
        return namedByReference is { } other && other != personId
            ? Decision<IPersonEvent>.Refuse("reference-names-another-person", "One of these references belongs to a person who is registered already.")
            : Decision<IPersonEvent>.Accept(registered);
    }

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/api/people", async (RegisterPerson command, IDocumentSession session, NpgsqlDataSource database, CancellationToken ct) =>
        {
            var id = command.PersonId ?? DeterministicId.Of("person", command.References[0].AllocatedBy, command.References[0].Id);
            await using var connection = database.CreateConnection(); // open only for its query: the session needs one, too
            var named = await connection.QueryFirstOrDefaultAsync<Guid?>(new CommandDefinition(
                "SELECT person_id FROM read.person_reference WHERE key = ANY(@keys) AND person_id <> @id LIMIT 1",
                new { keys = command.References.Select(reference => reference.Key).ToArray(), id }, cancellationToken: ct));
            var isNew = false;
            var outcome = await session.Decide<Person, IPersonEvent>(id, null, state =>
            {
                isNew = state is null;
                return Decide(command, id, state, named);
            }, ct);
            return Registered.Answer(outcome, isNew, $"/api/people/{id}", new { personId = id });
        })
        .Validate(new RegisterPerson.Validator())
        .RequireRoles([.. Roles.Capturing, Roles.Administrator])
        .WithName("RegisterPerson").WithTags("People");
}
