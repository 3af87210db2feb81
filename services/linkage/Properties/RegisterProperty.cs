using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using ComplaintsPlatform.ServiceDefaults.Input;
using FluentValidation;
using Marten;
using Wolverine.Http;

namespace ComplaintsPlatform.Linkage;

// Makes a property known by its UPRN, the landlord's references, or both. A client may give the id; else it follows
// from the first reference, the UPRN or the address. The same property registered again is the same property, and
// nothing happens. A UPRN that names no home, or another one, is kept and flagged, and joins nothing.
public sealed record RegisterProperty(
    Guid? PropertyId, string? Uprn, string Address, IReadOnlyList<Reference>? References)
{
    public sealed class Validator : AbstractValidator<RegisterProperty>
    {
        public Validator()
        {
            RuleFor(command => command.Uprn).MaximumLength(100);
            RuleFor(command => command.Address).MaximumLength(500).Must(Clean.Shows).WithMessage("Give the address.");
            RuleFor(command => command.References).Must(references => references is null || references.Count <= 20)
                .WithMessage("Give at most 20 references.");
            RuleFor(command => command.References).NotEmpty().When(command => !Clean.Shows(command.Uprn))
                .WithMessage("Give a UPRN or a reference.");
            RuleForEach(command => command.References).NotNull().SetValidator(new Reference.Validator());
        }
    }
}

public static class RegisterPropertyEndpoint
{
    /// <summary><paramref name="known"/>: which of its keys (UPRN, references) are whose already.</summary>
    public static Decision<IPropertyEvent> Decide(
        RegisterProperty command, Guid propertyId, Property? state, IReadOnlyDictionary<string, Guid> known)
    {
        var references = Reference.Read(command.References);
        var uprn = Property.UprnKey(command.Uprn);
        var isShared = uprn is not null && known.TryGetValue(uprn, out var owner) && owner != propertyId;
        var registered = new PropertyRegistered(
            propertyId, Uprn.Read(command.Uprn).TextOrNull, Clean.Line(command.Address), references, isShared);
        if (state is not null)
            return state.IsSameAs(registered)
                ? Decision<IPropertyEvent>.Nothing()
                : Decision<IPropertyEvent>.Refuse(
                    "property-registered-otherwise", "This property is registered with other particulars.");
        // With nothing but the UPRN it is the other one.
        return references.Any(reference => known.TryGetValue(reference.Key, out var other) && other != propertyId)
            || (isShared && references.Count == 0)
            ? Decision<IPropertyEvent>.Refuse(
                "reference-names-another-property",
                "The UPRN or a reference belongs to a property that is registered already.")
            : Decision<IPropertyEvent>.Accept(registered);
    }

    [WolverinePost("/api/properties"), DecidesAgain, ForRoles(Roles.Capturing, Roles.Administrator)]
    [EndpointName("RegisterProperty"), EndpointSummary("Make a property known"), Tags("Properties")]
    public static async Task<IResult> Post(RegisterProperty command, IDocumentSession session, CancellationToken ct)
    {
        var references = Reference.Read(command.References);
        var keys = Property.KeysOf(command.Uprn, references).ToArray();
        var known = (await session.LoadManyAsync<PropertyReference>(ct, keys))
            .ToDictionary(reference => reference.Id, reference => reference.PropertyId);
        var id = command.PropertyId ?? await IdOf(command, keys, references, known, session, ct);
        var state = await session.Events.AggregateStreamAsync<Property>(id, token: ct);
        var decision = Decide(command, id, state, known);
        if (decision.Events.Count > 0)
        {
            session.Events.StartStream<Property>(id, decision.Events);
            session.Insert(keys.Where(key => !known.ContainsKey(key))
                .Select(key => new PropertyReference(key, id)).ToArray());
        }

        return Registered.Answer(decision, $"/api/properties/{id}", new { propertyId = id });
    }

    // The id of what it names already; else of its UPRN, unless another home has that; else of its reference, else of
    // its address: told of again, it is the same.
    private static async Task<Guid> IdOf(
        RegisterProperty command, string[] keys, IReadOnlyList<Reference> references, Dictionary<string, Guid> known,
        IDocumentSession session, CancellationToken ct)
    {
        if (references.FirstOrDefault(reference => known.ContainsKey(reference.Key)) is { } its) return known[its.Key];
        if (keys.Length == 0) return DeterministicId.Of("property", $"address|{Clean.Fold(command.Address)}");
        if (!known.TryGetValue(keys[0], out var owner)) return DeterministicId.Of("property", keys[0]);
        var other = await session.Events.AggregateStreamAsync<Property>(owner, token: ct);
        return references.Count == 0 || Clean.Fold(other?.Address) == Clean.Fold(command.Address)
            ? owner
            : DeterministicId.Of("property", references[0].Key);
    }
}
