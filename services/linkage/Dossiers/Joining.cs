namespace ComplaintsPlatform.Linkage;

/// <summary>A complaint and a repair that belong together, and why.</summary>
internal sealed record Pair(Guid ComplaintId, Guid RepairId, bool ByPerson, bool ByProperty);

/// <summary>A repair as it stands.</summary>
internal sealed record StandingRepair(Repair Repair, long Version);

/// <summary>Something that happened to a repair: the version that it made.</summary>
internal sealed record RepairChange(Guid RepairId, long Version, IRepairEvent Happened);

/// <summary>
/// What is recorded in a dossier of what was found and heard. Decided on the dossier alone, so the same told again
/// changes nothing: a record is linked once, an undone link is never made again, and a change is recorded once.
/// </summary>
internal static class Joining
{
    public static IEnumerable<IDossierEvent> Decide(
        Dossier dossier, IEnumerable<Pair> pairs, IReadOnlyDictionary<Guid, StandingRepair> repairs,
        IEnumerable<RepairChange> changes)
    {
        foreach (var pair in pairs)
            if (Decide(dossier, pair, repairs) is { } happened)
            {
                dossier = Dossier.Evolve(dossier, happened);
                yield return happened;
            }

        // A link pins a version of the record; what comes after that is a change, what the record already held when it
        // was linked is not.
        foreach (var change in changes)
            if (dossier.Links.TryGetValue(change.RepairId, out var link) && link.Stands
                && change.Version > link.RecordVersion)
                yield return new EvidenceChanged(
                    dossier.ComplaintId, change.RepairId, change.Version, RepairStatus.After(change.Happened));
    }

    /// <summary>The links that stood for the person alone, of repairs that are none of theirs.</summary>
    public static IEnumerable<IDossierEvent> LetGo(
        Dossier dossier, IReadOnlyList<string> personKeys, IEnumerable<RepairEntry> repairs) =>
        from repair in repairs
        where dossier.Links.TryGetValue(repair.Id, out var link) && link is { Stands: true, ByProperty: false }
            && (repair.PersonKey is null || !personKeys.Contains(repair.PersonKey))
        orderby repair.Id
        select new RecordUnlinked(dossier.ComplaintId, repair.Id, "The merge of two people was undone.");

    private static IDossierEvent? Decide(Dossier dossier, Pair pair, IReadOnlyDictionary<Guid, StandingRepair> repairs)
    {
        if (!dossier.Links.TryGetValue(pair.RepairId, out var link))
        {
            var (repair, version) = repairs[pair.RepairId];
            return new RecordLinked(
                dossier.ComplaintId, pair.RepairId, "repair", repair.WorkOrder, version, repair.Status,
                LinkReason.Of(pair.ByPerson, pair.ByProperty));
        }

        var (byPerson, byProperty) = (pair.ByPerson || link.ByPerson, pair.ByProperty || link.ByProperty);
        return link.Stands && (byPerson, byProperty) != (link.ByPerson, link.ByProperty)
            ? new LinkReasonAdded(dossier.ComplaintId, pair.RepairId, LinkReason.Of(byPerson, byProperty))
            : null;
    }
}
