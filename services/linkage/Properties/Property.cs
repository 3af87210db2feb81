using System.Diagnostics;

namespace ComplaintsPlatform.Linkage;

/// <summary>What we know of a property.</summary>
public interface IPropertyEvent;

/// <summary>The property was made known to us.</summary>
public sealed record PropertyRegistered(
    Guid PropertyId, string? Uprn, string Address, IReadOnlyList<Reference> References) : IPropertyEvent;

// A word of Visual Basic, in which nobody writes against a service.
#pragma warning disable CA1716
/// <summary>A home, or another place that is repaired. An address alone names no person.</summary>
public sealed record Property(Guid PropertyId, string? Uprn, string Address, IReadOnlyList<Reference> References)
#pragma warning restore CA1716
{
    public static Property Evolve(Property? state, IPropertyEvent happened) => happened switch
    {
        PropertyRegistered e => new Property(e.PropertyId, e.Uprn, e.Address, e.References),
        _ => throw new UnreachableException($"Unknown event {happened.GetType().Name}."),
    };

    internal static IEnumerable<string> KeysOf(string? uprn, IEnumerable<Reference> references) =>
        (uprn is null ? [] : new[] { Linkage.Uprn.Key(uprn) }).Concat(references.Select(reference => reference.Key));

    /// <summary>Whether registering again with these particulars says nothing new.</summary>
    internal bool IsSameAs(PropertyRegistered other) =>
        Uprn == other.Uprn && Address == other.Address && References.SequenceEqual(other.References);
}
