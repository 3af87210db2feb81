namespace ComplaintsPlatform.RecordIntegrity;

/// <summary>What a verification found.</summary>
/// <param name="IsIntact">True when nothing was found.</param>
/// <param name="EventsChecked">How many events were recomputed.</param>
/// <param name="Head">
/// Hash of the stream's last event, or of the log's head at its last seal; lower-case hex; null when there is none.
/// </param>
/// <param name="Findings">
/// The bad positions, at most 100: by stream and version, the first bad one first; the log as a whole last.
/// </param>
public sealed record VerificationReport(
    bool IsIntact, long EventsChecked, string? Head, IReadOnlyList<VerificationFinding> Findings);

/// <summary>One bad position.</summary>
/// <param name="StreamId">The stream, or null when the log's head itself does not match.</param>
/// <param name="Version">The version in the stream, where there is one.</param>
/// <param name="Problem">What is wrong, in words.</param>
public sealed record VerificationFinding(Guid? StreamId, long? Version, string Problem);
