using System.Collections.Immutable;
using System.Diagnostics;

namespace ComplaintsPlatform.Cases;

/// <summary>The corrections that were proposed, and the name that the resident goes by here.</summary>
public sealed record CorrectionLog
{
    public static readonly CorrectionLog None = new();

    /// <summary>By their ids.</summary>
    public ImmutableDictionary<Guid, Correction> All { get; private init; } =
        ImmutableDictionary<Guid, Correction>.Empty;

    /// <summary>Null of who gave none.</summary>
    public string? ResidentName { get; init; }

    public static CorrectionLog Of(Resident? resident) => None with { ResidentName = resident?.Name };

    /// <summary>What waits for a decision about that fact; null when nothing does.</summary>
    public Correction? Open(string fact) =>
        All.Values.FirstOrDefault(one => one.State == CorrectionState.Open && one.Proposed.Fact == fact);

    internal static Complaint Evolve(Complaint complaint, ICorrectionEvent happened) => happened switch
    {
        CorrectionProposed e => complaint.With(new Correction(e)),
        FactCorrected e => CorrectableFact.Into(
            complaint.Decided(e.CorrectionId, CorrectionState.Approved, e.ApprovedBy), e.Fact, e.After),
        CorrectionRejected e => complaint.Decided(e.CorrectionId, CorrectionState.Rejected, e.RejectedBy),
        _ => throw new UnreachableException($"{happened.GetType().Name} is not folded into corrections."),
    };

    internal CorrectionLog With(Correction one) => this with { All = All.SetItem(one.Proposed.CorrectionId, one) };
}

public enum CorrectionState
{
    Open,
    Approved,
    Rejected,
}

/// <summary>A correction as it was proposed, and what became of it.</summary>
public sealed record Correction(CorrectionProposed Proposed)
{
    public CorrectionState State { get; init; }

    public Guid? DecidedBy { get; init; }
}

internal static class CorrectionFolding
{
    public static Complaint With(this Complaint complaint, Correction one) =>
        complaint with { Corrections = complaint.Corrections.With(one) };

    public static Complaint Decided(this Complaint complaint, Guid id, CorrectionState state, Guid by) =>
        complaint.With(complaint.Corrections.All[id] with { State = state, DecidedBy = by });
}
