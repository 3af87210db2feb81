using ComplaintsPlatform.ServiceDefaults;
using Marten;

namespace ComplaintsPlatform.Cases;

/// <summary>Who may know of a complaint, in words that rules ask in, and what goes on with it when complaints are
/// merged or split.</summary>
internal static class NamedPeople
{
    /// <summary>Whether it is about this member of staff.</summary>
    public static bool IsAbout(this Complaint state, Guid userId) =>
        state.AboutStaff.Exists(staff => staff.UserId == userId);

    /// <summary>Whom it is about.</summary>
    public static IReadOnlyList<Guid> About(this Complaint state) =>
        [.. state.AboutStaff.Select(staff => staff.UserId)];

    /// <summary>The only ones who may know of it; none when it is not restricted.</summary>
    public static IReadOnlyList<Guid> Named(this Complaint state) =>
        [.. (state.OnlyFor ?? []).Select(person => person.UserId)];

    /// <summary>The same; null when everybody may whom it is not about.</summary>
    public static IReadOnlyList<Guid>? NamedOrAll(this Complaint state) =>
        state.OnlyFor is null ? null : state.Named();

    /// <summary>Who alone may know of it from then on; null when everybody may again.</summary>
    public static IReadOnlyList<Guid>? OnlyFor(this AccessRestricted decided) =>
        decided.People.Count == 0 ? null : [.. decided.People.Select(person => person.UserId)];

    public static string InWords(this AccessRestricted decided) => decided.People.Count == 0
        ? "Restricted no more: everybody who reads complaints may know of it."
        : $"Restricted to {string.Join(", ", decided.People.Select(person => person.Name))}: nobody else may know of it"
            + $"{(decided.Unseen ? ". Decided by a compliance officer who could not see it" : "")}.";

    /// <summary>What was merged or split off stays hidden from whom it was hidden from, and is not given to whom the
    /// resident did not want. Each is decided on what the one before left, so nobody loses it twice.</summary>
    public static IReadOnlyList<IComplaintEvent> Carried(Complaint from, Complaint to, string reason)
    {
        List<IComplaintEvent> all = [];
        all.AddRange(DeclareConflictEndpoint.Carried(from, to, reason));
        all.AddRange(NamedCarried(from, all.Aggregate(to, Complaint.Evolve), reason));
        all.AddRange(AskForAnotherOfficerEndpoint.Carried(from, all.Aggregate(to, Complaint.Evolve), reason));
        return all;
    }

    /// <summary>
    /// Each record names the other, so it is for those alone who may know of both. May nobody, it is for those of the
    /// first, and a compliance officer names others.
    /// </summary>
    public static IEnumerable<IComplaintEvent> NamedCarried(Complaint from, Complaint to, string reason)
    {
        if (from.OnlyFor is not { } theirs) return [];
        var ours = to.OnlyFor is null ? null : to.Named().ToHashSet();
        var both = theirs.FindAll(person => ours?.Contains(person.UserId) != false);
        if (both.IsEmpty) both = theirs;
        return ours?.SetEquals(both.Select(person => person.UserId)) == true
            ? []
            : RestrictComplaintEndpoint.Restricted(to, both, reason, unseen: false);
    }

    /// <summary>Complaints that were merged into it go with it: their records name it.</summary>
    public static async Task<Decision<IComplaintEvent>> AlsoMergedInAsync(
        this Decision<IComplaintEvent> decision, Complaint survivor, IDocumentSession session, CancellationToken ct)
    {
        if (decision.IsRefused || decision.Events.OfType<AccessRestricted>().SingleOrDefault() is not { } decided)
            return decision;
        foreach (var id in survivor.MergedIn.Keys)
        {
            var stream = await session.Events.FetchForWriting<Complaint>(id, ct);
            if (stream.Aggregate is { } merged)
                stream.AppendOne(decided with { ComplaintId = id, HiddenFrom = merged.About() });
        }

        return decision;
    }
}
