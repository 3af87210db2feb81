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

/// <summary>
/// A record that was joined: up to which version of it is known here, and whether the link stands or was undone.
/// </summary>
public sealed record Link(bool ByPerson, bool ByProperty, long RecordVersion, bool Stands = true)
{
    internal Link Because(string why) =>
        this with { ByPerson = why != LinkReason.SameProperty, ByProperty = why != LinkReason.SamePerson };
}

/// <summary>Whose a complaint is, and the records that were joined to it.</summary>
public sealed record Dossier(
    Guid ComplaintId, ImmutableDictionary<Guid, Link> Links, Guid? PersonId = null, Guid? PropertyId = null)
{
    /// <summary>Who may complain, as long as nobody said who does.</summary>
    public ImmutableHashSet<Guid> Suggested { get; init; } = [];

    /// <summary>The version of the case that put the day of receipt right last; 0 while none did.</summary>
    public long CorrectedAt { get; init; }

    public static Dossier Evolve(Dossier? state, IDossierEvent happened) => happened switch
    {
        DossierOpened e => new Dossier(
            e.ComplaintId, ImmutableDictionary<Guid, Link>.Empty, e.PersonId, e.PropertyId)
        { Suggested = [.. (e.SuggestedPersons ?? []).Select(suggested => suggested.PersonId)] },
        ReceiptCorrected e => state! with { CorrectedAt = e.CaseVersion },
        PersonConfirmed e => state! with { PersonId = e.PersonId, Suggested = [] },
        PersonRejected e => state! with
        {
            PersonId = state.PersonId == e.PersonId ? null : state.PersonId,
            Suggested = state.Suggested.Remove(e.PersonId),
        },
        RecordLinked e => state! with
        {
            Links = state.Links.SetItem(e.RecordId, new Link(false, false, e.RecordVersion).Because(e.Why)),
        },
        LinkReasonAdded e => state!.With(e.RecordId, link => link.Because(e.Why)),
        EvidenceChanged e => state!.With(e.RecordId, link => link with { RecordVersion = e.RecordVersion }),
        RecordUnlinked e => state!.With(e.RecordId, link => link with { Stands = false }),
        _ => throw new UnreachableException($"Unknown event {happened.GetType().Name}."),
    };

    private Dossier With(Guid record, Func<Link, Link> change) =>
        Links.TryGetValue(record, out var link) ? this with { Links = Links.SetItem(record, change(link)) } : this;
}
