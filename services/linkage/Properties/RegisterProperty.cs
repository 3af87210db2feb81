using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using FluentValidation;
using Marten;
using Wolverine.Http;

namespace ComplaintsPlatform.Linkage;

// Makes a property known by its UPRN, the landlord's references, or both. A client may give the id; else it follows
// from the UPRN or the first reference. The same property registered again is the same property, and nothing happens.
public sealed record RegisterProperty(
    Guid? PropertyId, string? Uprn, string Address, IReadOnlyList<Reference>? References)
{
    public sealed class Validator : AbstractValidator<RegisterProperty>
    {
        public Validator()
        {
            RuleFor(command => command.Uprn).Must(Linkage.Uprn.IsValid).WithMessage("A UPRN has 1 to 12 digits.");
            RuleFor(command => command.Address).PlainText(500);
            RuleFor(command => command.References).Must(references => references is null || references.Count <= 20)
                .WithMessage("Give at most 20 references.");
            RuleFor(command => command.References).NotEmpty().When(command => command.Uprn is null)
                .WithMessage("Give a UPRN or a reference.");
            RuleForEach(command => command.References).NotNull().SetValidator(new Reference.Validator());
        }
    }
}

public static class RegisterPropertyEndpoint
{
    public static Decision<IPropertyEvent> Decide(
        RegisterProperty command, Guid propertyId, Property? state, Guid? namedByReference)
    {
        var registered = new PropertyRegistered(
            propertyId, Uprn.Of(command.Uprn), command.Address.Trim(), [.. (command.References ?? []).Distinct()]);
        if (state is not null)
            return state.IsSameAs(registered)
                ? Decision<IPropertyEvent>.Nothing()
                : Decision<IPropertyEvent>.Refuse(
                    "property-registered-otherwise", "This property is registered with other particulars.");
        return namedByReference is { } other && other != propertyId
            ? Decision<IPropertyEvent>.Refuse(
                "reference-names-another-property",
                "The UPRN or a reference belongs to a property that is registered already.")
            : Decision<IPropertyEvent>.Accept(registered);
    }

    [WolverinePost("/api/properties"), DecidesAgain, ForRoles(Roles.Capturing, Roles.Administrator)]
    [EndpointName("RegisterProperty"), EndpointSummary("Make a property known"), Tags("Properties")]
    public static async Task<IResult> Post(RegisterProperty command, IDocumentSession session, CancellationToken ct)
    {
        var keys = Property.KeysOf(Uprn.Of(command.Uprn), command.References ?? []).Distinct().ToArray();
        var id = command.PropertyId ?? DeterministicId.Of("property", keys[0]);
        var state = await session.Events.AggregateStreamAsync<Property>(id, token: ct);
        var others = await session.LoadManyAsync<PropertyReference>(ct, keys);
        var decision = Decide(command, id, state, others.FirstOrDefault(known => known.PropertyId != id)?.PropertyId);
        if (decision.Events.Count > 0)
        {
            session.Events.StartStream<Property>(id, decision.Events);
            session.Insert(keys.Select(key => new PropertyReference(key, id)).ToArray());
        }

        return Registered.Answer(decision, $"/api/properties/{id}", new { propertyId = id });
    }
}
