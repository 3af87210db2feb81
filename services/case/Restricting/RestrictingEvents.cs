using ComplaintsPlatform.PersonalData;

namespace ComplaintsPlatform.Cases;

/// <summary>Only these people may know of the complaint from now on, and whoever it is about not even then; none:
/// everybody may again. <c>HiddenFrom</c> is whom it is about, so that each word to others says the whole;
/// <c>Unseen</c>: a compliance officer decided it who cannot see the complaint.</summary>
public sealed record AccessRestricted(
    Guid ComplaintId, IReadOnlyList<NamedPerson> People, [property: PersonalData] string Reason,
    IReadOnlyList<Guid> HiddenFrom, bool Unseen = false) : IComplaintEvent;

/// <summary>Somebody who may know of a restricted complaint.</summary>
public sealed record NamedPerson(
    Guid UserId, [property: PersonalData(Subject = nameof(NamedPerson.UserId))] string Name);
