using System.Diagnostics;
using ComplaintsPlatform.PersonalData;
using ComplaintsPlatform.ServiceDefaults;

namespace ComplaintsPlatform.Cases;

/// <summary>Two complaints become one, or one becomes two, or they have to do with each other; points move, and never
/// lose their numbers.</summary>
public interface IMergingEvent : IComplaintEvent;

/// <summary>Another complaint about the same was merged into this one, which goes on with its points; who had acted
/// on it has acted on this one.</summary>
public sealed record DuplicateMergedIn(
    Guid ComplaintId, Guid DuplicateId, string DuplicateReference, IReadOnlyList<PointOfComplaint> Points,
    [property: PersonalData] string Reason, IReadOnlyList<Guid>? ActedAtStage1 = null) : IMergingEvent;

/// <summary>This complaint was merged into another one: its clocks and its work go on there.</summary>
public sealed record MergedIntoAnother(
    Guid ComplaintId, Guid SurvivorId, string SurvivorReference, [property: PersonalData] string Reason)
    : IMergingEvent;

/// <summary>A merge was undone: the other complaint has its points back.</summary>
public sealed record DuplicateTakenOut(
    Guid ComplaintId, Guid DuplicateId, string DuplicateReference,
    [property: PersonalData] string Reason) : IMergingEvent;

/// <summary>A merge was undone: this complaint goes on by itself again, with its clocks as they were.</summary>
public sealed record MergeUndone(
    Guid ComplaintId, string Reference, Guid SurvivorId, string SurvivorReference,
    [property: PersonalData] string Reason) : IMergingEvent;

/// <summary>Some points became a complaint of their own, received on the same day.</summary>
public sealed record ComplaintSplit(
    Guid ComplaintId, Guid NewComplaintId, string Channel, string Category, DateOnly ReceivedOn, Resident? Resident,
    Guid? PropertyId, IReadOnlyList<PointOfComplaint> Points, [property: PersonalData] string? DesiredOutcome,
    string PreferredContact, [property: PersonalData] string Reason) : IMergingEvent;

/// <summary>Another complaint has to do with this one; each goes on by itself.</summary>
public sealed record ComplaintLinked(
    Guid ComplaintId, Guid OtherId, string OtherReference, [property: PersonalData] string Reason)
    : IMergingEvent, INeverMakesStale;

/// <summary>It has nothing to do with this one after all.</summary>
public sealed record LinkRemoved(
    Guid ComplaintId, Guid OtherId, string OtherReference, [property: PersonalData] string Reason)
    : IMergingEvent, INeverMakesStale;

internal static class Merging
{
    public static Complaint Evolve(Complaint complaint, IMergingEvent happened) => happened switch
    {
        DuplicateMergedIn e => complaint.With(e.Points) with
        {
            MergedIn = complaint.MergedIn.SetItem(e.DuplicateId, [.. e.Points.Select(point => point.Number)]),
            ActedAtStage1 = complaint.ActedAtStage1.Union(e.ActedAtStage1 ?? []),
        },
        DuplicateTakenOut e => complaint.Without(complaint.MergedIn.GetValueOrDefault(e.DuplicateId, [])) with
        { MergedIn = complaint.MergedIn.Remove(e.DuplicateId) },
        MergedIntoAnother e => complaint with { MergedInto = e },
        MergeUndone => complaint with { MergedInto = null },
        ComplaintSplit e => complaint.Without([.. e.Points.Select(point => point.Number)]) with
        { SplitOff = complaint.SplitOff.Add(e.NewComplaintId) },
        ComplaintLinked e => complaint with { LinkedTo = complaint.LinkedTo.Add(e.OtherId) },
        LinkRemoved e => complaint with { LinkedTo = complaint.LinkedTo.Remove(e.OtherId) },
        _ => throw new UnreachableException($"{happened.GetType().Name} is neither merged nor split."),
    };
}
