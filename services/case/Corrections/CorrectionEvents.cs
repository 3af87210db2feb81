using ComplaintsPlatform.PersonalData;
using ComplaintsPlatform.ServiceDefaults;

namespace ComplaintsPlatform.Cases;

/// <summary>What happens to a correction of a fact that was recorded wrongly (Code 5.12: the record is full, and
/// right).</summary>
public interface ICorrectionEvent : IComplaintEvent
{
    Guid CorrectionId { get; }
}

/// <summary>Somebody says that a fact was recorded wrongly, what is right, and why. It changes nothing yet.</summary>
public sealed record CorrectionProposed(
    Guid ComplaintId, Guid CorrectionId, string Fact, FactValue Before, FactValue After,
    [property: PersonalData] string Reason, Guid ProposedBy, string ProposedByName)
    : ICorrectionEvent, INeverMakesStale;

/// <summary>Somebody else agreed, and from now on the fact is what it is: as if it had been known from the
/// start.</summary>
public sealed record FactCorrected(
    Guid ComplaintId, Guid CorrectionId, string Fact, FactValue Before, FactValue After, Guid ApprovedBy,
    string ApprovedByName) : ICorrectionEvent;

/// <summary>Somebody else did not agree, and said why. The fact stays.</summary>
public sealed record CorrectionRejected(
    Guid ComplaintId, Guid CorrectionId, string Fact, [property: PersonalData] string Words, Guid RejectedBy,
    string RejectedByName) : ICorrectionEvent, INeverMakesStale;

/// <summary>A day, an outcome, or a name.</summary>
public sealed record FactValue(
    DateOnly? Day = null, string? Outcome = null, [property: PersonalData] string? Name = null);
