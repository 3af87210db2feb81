using System.Collections.Immutable;
using System.Diagnostics;
using ComplaintsPlatform.ServiceDefaults.Input;

namespace ComplaintsPlatform.Linkage;

/// <summary>What we know of a property.</summary>
public interface IPropertyEvent;

/// <summary>
/// The property was made known to us. <see cref="UprnIsShared"/>: another had its UPRN already, as when the number of a
/// block is given for each of its flats; it then names no home.
/// </summary>
public sealed record PropertyRegistered(
    Guid PropertyId, string? Uprn, string Address, IReadOnlyList<Reference> References, bool UprnIsShared = false)
    : IPropertyEvent;

// A word of Visual Basic, in which nobody writes against a service.
#pragma warning disable CA1716
/// <summary>A home, or another place that is repaired. An address alone names no person.</summary>
public sealed record Property(
    Guid PropertyId, string? Uprn, string Address, IReadOnlyList<Reference> References, bool UprnIsShared = false)
#pragma warning restore CA1716
{
    /// <summary>What those who go there have to know; not in the registers.</summary>
    public ImmutableList<LocationAlert> Alerts { get; init; } = [];

    public static Property Evolve(Property? state, IPropertyEvent happened) => happened switch
    {
        LocationAlertRecorded e => state! with
        {
            Alerts = state.Alerts.Add(new LocationAlert(
                e.AlertId, e.Code, e.Description, e.Source, e.AgreedOn, e.ReviewOn, e.ExpiresOn)),
        },
        LocationAlertEnded e => state! with
        {
            Alerts = [.. state.Alerts.Select(alert =>
                alert.AlertId == e.AlertId ? alert with { EndedOn = e.On } : alert)],
        },
        PropertyRegistered e => new Property(e.PropertyId, e.Uprn, e.Address, e.References, e.UprnIsShared),
        _ => throw new UnreachableException($"Unknown event {happened.GetType().Name}."),
    };

    /// <summary>How a UPRN is looked up; null for one that names no home.</summary>
    internal static string? UprnKey(string? uprn) =>
        ServiceDefaults.Input.Uprn.Read(uprn).Canonical is { } canonical ? $"uprn|{canonical}" : null;

    internal static IEnumerable<string> KeysOf(string? uprn, IEnumerable<Reference> references) =>
        (UprnKey(uprn) is { } key ? new[] { key } : [])
            .Concat(references.Select(reference => reference.Key)).Distinct();

    /// <summary>Whether registering again with these particulars says nothing new.</summary>
    internal bool IsSameAs(PropertyRegistered other) => Uprn == other.Uprn
        && Clean.Fold(Address) == Clean.Fold(other.Address) && References.SequenceEqual(other.References);
}
