using ComplaintsPlatform.PersonalData;

namespace ComplaintsPlatform.Linkage;

/// <summary>What a person said about themselves for equality monitoring. A stream of its own, apart from all else that
/// is known of them: no decision about anybody may come from it.</summary>
public interface IEqualityEvent;

/// <summary>They consented, and said this. What they did not want to say is null.</summary>
public sealed record EqualityAnswered(
    Guid EqualityId, Guid PersonId, string Channel, DateOnly ConsentedOn,
    [property: PersonalData(Subject = nameof(EqualityAnswered.PersonId))] string? AgeGroup,
    [property: PersonalData(Subject = nameof(EqualityAnswered.PersonId))] string? Sex,
    [property: PersonalData(Subject = nameof(EqualityAnswered.PersonId))] string? GenderSameAsRegisteredAtBirth,
    [property: PersonalData(Subject = nameof(EqualityAnswered.PersonId))] string? EthnicGroup,
    [property: PersonalData(Subject = nameof(EqualityAnswered.PersonId))] string? Religion,
    [property: PersonalData(Subject = nameof(EqualityAnswered.PersonId))] string? SexualOrientation,
    [property: PersonalData(Subject = nameof(EqualityAnswered.PersonId))] string? Disability) : IEqualityEvent;

/// <summary>They took their consent back: from now on nothing of it is read or counted.</summary>
public sealed record EqualityConsentWithdrawn(Guid EqualityId, Guid PersonId, DateOnly On) : IEqualityEvent;
