using ComplaintsPlatform.Contracts.Linkage;
using Marten;

namespace ComplaintsPlatform.Cases;

/// <summary>A home that linkage knows. Of its address only the postcode is known here.</summary>
public sealed record Home(Guid PropertyId, string? Postcode);

/// <summary>Where a complaint is about: the home that it names; else where the resident lives.</summary>
public sealed record Place(Guid? PropertyId, string? Postcode)
{
    public static Place Of(Guid? propertyId, Resident? resident) => new(
        propertyId, propertyId is null ? ServiceDefaults.Input.Postcode.OfAddress(resident?.PostalAddress) : null);
}

// Linkage says where a home is when it is registered, which happens once. Homes that were registered before cases
// listened are told again by republishing: POST /api/operations/linkage/republish {"to":"cases"}.
public static class HearHomesHandler
{
    public static void Handle(PropertyRegistered said, IDocumentSession session) =>
        session.Store(new Home(said.PropertyId, said.Postcode));
}
