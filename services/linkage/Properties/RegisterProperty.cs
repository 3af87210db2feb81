using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.EventStore;
using ComplaintsPlatform.ServiceDefaults;
using Dapper;
using FluentValidation;
using Npgsql;

namespace ComplaintsPlatform.Linkage;

// Makes a property known by its UPRN, the landlord's references, or both. A client may give the id; else it follows from the UPRN or the first reference.
// The same property registered again is the same property, and nothing happens.
public sealed record RegisterProperty(Guid? PropertyId, string? Uprn, string Address, IReadOnlyList<Reference>? References)
{
    internal sealed class Validator : AbstractValidator<RegisterProperty>
    {
        public Validator()
        {
            RuleFor(command => command.Uprn).Must(Linkage.Uprn.IsValid).WithMessage("A UPRN has 1 to 12 digits.");
            RuleFor(command => command.Address).PlainText(500);
            RuleFor(command => command.References).Must(references => references is null || references.Count <= 20).WithMessage("Give at most 20 references.");
            RuleFor(command => command.References).NotEmpty().When(command => command.Uprn is null).WithMessage("Give a UPRN or a reference.");
            RuleForEach(command => command.References).NotNull().SetValidator(new Reference.Validator());
        }
    }
}

internal static class RegisterPropertyEndpoint
{
    public static Decision<IPropertyEvent> Decide(RegisterProperty command, Guid propertyId, Property? state, Guid? namedByReference)
    {
        var registered = new PropertyRegistered(propertyId, Uprn.Of(command.Uprn), command.Address.Trim(), [.. (command.References ?? []).Distinct()]);
        if (state is not null)
            return state.IsSameAs(registered)
                ? Decision<IPropertyEvent>.Nothing()
                : Decision<IPropertyEvent>.Refuse("property-registered-otherwise", "This property is registered with other particulars.");
        return namedByReference is { } other && other != propertyId
            ? Decision<IPropertyEvent>.Refuse("reference-names-another-property", "The UPRN or a reference belongs to a property that is registered already.")
            : Decision<IPropertyEvent>.Accept(registered);
    }

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/api/properties", async (RegisterProperty command, IDocumentSession session, NpgsqlDataSource database, CancellationToken ct) =>
        {
            var keys = Property.KeysOf(Uprn.Of(command.Uprn), command.References ?? []).ToArray();
            var id = command.PropertyId ?? DeterministicId.Of("property", keys[0]);
            await using var connection = database.CreateConnection(); // open only for its query: the session needs one, too
            var named = await connection.QueryFirstOrDefaultAsync<Guid?>(new CommandDefinition(
                "SELECT property_id FROM read.property_reference WHERE key = ANY(@keys) AND property_id <> @id LIMIT 1", new { keys, id }, cancellationToken: ct));
            var isNew = false;
            var outcome = await session.Decide<Property, IPropertyEvent>(id, null, state =>
            {
                isNew = state is null;
                return Decide(command, id, state, named);
            }, ct);
            return Registered.Answer(outcome, isNew, $"/api/properties/{id}", new { propertyId = id });
        })
        .Validate(new RegisterProperty.Validator())
        .RequireRoles([.. Roles.Capturing, Roles.Administrator])
        .WithName("RegisterProperty").WithTags("Properties");
}
