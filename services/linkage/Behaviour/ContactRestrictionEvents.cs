using ComplaintsPlatform.PersonalData;

namespace ComplaintsPlatform.Linkage;

/// <summary>How contact with somebody is restricted, looked at again, and free again.</summary>
public interface IContactRestrictionEvent : IPersonEvent
{
    Guid RestrictionId { get; }
}

/// <summary>Contact with the person is restricted because of how they behaved: what they did and what shows it, in
/// which ways, why that is proportionate, how needs and disability were taken into account, and that they were told,
/// with how to appeal (Code 5.14, 5.15).</summary>
public sealed record ContactRestricted(
    Guid PersonId, Guid RestrictionId, [property: PersonalData] string Behaviour,
    [property: PersonalData] string Evidence, IReadOnlyList<string> Ways, [property: PersonalData] string? InWords,
    [property: PersonalData] string WhyProportionate, [property: PersonalData] string NeedsConsidered,
    DateOnly ToldOn, [property: PersonalData] string HowToAppeal, DateOnly From, DateOnly ReviewOn)
    : IContactRestrictionEvent;

/// <summary>It was looked at again and is still needed, until it is looked at next.</summary>
public sealed record ContactRestrictionReviewed(
    Guid PersonId, Guid RestrictionId, DateOnly On, [property: PersonalData] string Why, DateOnly ReviewOn)
    : IContactRestrictionEvent;

/// <summary>Contact is as with anybody again.</summary>
public sealed record ContactRestrictionEnded(
    Guid PersonId, Guid RestrictionId, DateOnly On, [property: PersonalData] string Reason) : IContactRestrictionEvent;
