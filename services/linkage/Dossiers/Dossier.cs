using System.Collections.Immutable;
using System.Diagnostics;

namespace ComplaintsPlatform.Linkage;

/// <summary>Why a record belongs to a complaint.</summary>
public static class LinkReason
{
    public const string SamePerson = "same-person";
    public const string SameProperty = "same-property";
    public const string SamePersonAndProperty = "same-person-and-property";

    public static string Of(bool byPerson, bool byProperty) => (byPerson, byProperty) switch
    {
        (true, true) => SamePersonAndProperty,
        (true, false) => SamePerson,
        (false, true) => SameProperty,
        _ => throw new UnreachableException("A link has a reason."),
    };
}

/// <summary>The records that were joined to a complaint: true while the link stands, false once it was undone.</summary>
public sealed record Dossier(Guid ComplaintId, ImmutableDictionary<Guid, bool> Links)
{
    public static Dossier Evolve(Dossier? state, IDossierEvent happened) => happened switch
    {
        DossierOpened e => new Dossier(e.ComplaintId, ImmutableDictionary<Guid, bool>.Empty),
        RecordLinked e => state! with { Links = state.Links.SetItem(e.RecordId, true) },
        RecordUnlinked e => state! with { Links = state.Links.SetItem(e.RecordId, false) },
        LinkReasonAdded or EvidenceChanged => state!,
        _ => throw new UnreachableException($"Unknown event {happened.GetType().Name}."),
    };
}
