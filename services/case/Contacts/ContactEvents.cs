using ComplaintsPlatform.PersonalData;
using ComplaintsPlatform.ServiceDefaults;

namespace ComplaintsPlatform.Cases;

/// <summary>What stands in the contact log of a complaint, and what was promised in it. None of it makes a version
/// stale: whoever writes a response is not held up because somebody rang.</summary>
public interface IContactEvent : IComplaintEvent, INeverMakesStale;

/// <summary>What an entry in the contact log is.</summary>
public enum ContactKind
{
    /// <summary>Something to remember.</summary>
    Note,
    Call,
    Visit,
    Meeting,

    /// <summary>From one colleague to the others who work on the complaint.</summary>
    Message,
}

/// <summary>A call, a visit, a meeting, a note. <c>On</c> is the day on which it was, <c>With</c> with whom, and
/// <c>TheyRang</c> says who rang whom; <c>Reached</c> says that it was with the resident and that they were there: an
/// attempt is no contact. <c>NextUpdateOn</c> is the day by which they were promised to hear again (Code 5.9,
/// 6.6).</summary>
public sealed record ContactRecorded(
    Guid ComplaintId, Guid NoteId, ContactKind Kind, DateOnly? On, [property: PersonalData] string? With,
    bool TheyRang, bool WithResident, bool Reached, [property: PersonalData] string Words,
    IReadOnlyList<Guid> Documents, DateOnly? NextUpdateOn, Guid RecordedBy, string RecordedByName) : IContactEvent;

/// <summary>An entry was made by mistake. <c>WasContact</c>: the resident was said to have been reached.</summary>
public sealed record ContactWithdrawn(
    Guid ComplaintId, Guid NoteId, [property: PersonalData] string Reason, bool WasContact) : IContactEvent;

/// <summary>The resident is to hear again by this day, as they were told on that one. <c>Round</c> counts how often it
/// is owed: what was taken for the update may turn out not to have been one.</summary>
public sealed record UpdatePromised(
    Guid ComplaintId, Guid PromiseId, Guid NoteId, int Round, DateOnly PromisedOn, DateOnly DueOn, Guid PromisedBy)
    : IContactEvent;

/// <summary>The resident heard on this day, as it was promised; in time or not. Told again with an earlier day when
/// that contact was recorded late.</summary>
public sealed record UpdateMade(Guid ComplaintId, Guid PromiseId, int Round, DateOnly MadeOn, Guid NoteId)
    : IContactEvent;

/// <summary>Nothing was promised: the entry that said so was made by mistake.</summary>
public sealed record PromiseWithdrawn(Guid ComplaintId, Guid PromiseId) : IContactEvent;

/// <summary>The day of a promised update is near.</summary>
public sealed record UpdateWarned(Guid ComplaintId, Guid PromiseId, DateOnly DueOn, int WorkingDaysLeft) : IReportedFact
{
    string IReportedFact.NaturalKey => $"update-warned {PromiseId} {DueOn:O}";
}

/// <summary>A promised update was not recorded by its day.</summary>
public sealed record UpdateFoundOverdue(Guid ComplaintId, Guid PromiseId, DateOnly DueOn) : IReportedFact
{
    string IReportedFact.NaturalKey => $"update-overdue {PromiseId} {DueOn:O}";
}
