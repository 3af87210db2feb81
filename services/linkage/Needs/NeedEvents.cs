using ComplaintsPlatform.PersonalData;

namespace ComplaintsPlatform.Linkage;

/// <summary>
/// Something about the person that those who deal with them have to know: a vulnerability, an alert, an adjustment that
/// was agreed, a disability that they told us of. What it is stands encrypted: it is about their health more often than
/// not.
/// </summary>
public sealed record NeedRecorded(
    Guid PersonId, Guid NeedId, [property: PersonalData] string Kind, [property: PersonalData] string Code,
    [property: PersonalData] string? Description, string Source, DateOnly AgreedOn, DateOnly? ReviewOn,
    DateOnly? ExpiresOn) : IPersonEvent;

/// <summary>It was looked at again and still is so.</summary>
public sealed record NeedReviewed(
    Guid PersonId, Guid NeedId, DateOnly On, DateOnly? ReviewOn, DateOnly? ExpiresOn,
    [property: PersonalData] string? Note) : IPersonEvent;

/// <summary>It is so no more. What it was stands here again, for those who heard of it.</summary>
public sealed record NeedEnded(
    Guid PersonId, Guid NeedId, [property: PersonalData] string Kind, [property: PersonalData] string Code,
    DateOnly On, [property: PersonalData] string Reason) : IPersonEvent;

/// <summary>In which language and form they are written to, and how they want to be reached.</summary>
public sealed record PreferencesAgreed(
    Guid PersonId, [property: PersonalData] string Language, [property: PersonalData] string Format,
    [property: PersonalData] string? ContactBy, string Source, DateOnly AgreedOn, DateOnly? ReviewOn) : IPersonEvent;

/// <summary>Something about the place that those who go there have to know.</summary>
public sealed record LocationAlertRecorded(
    Guid PropertyId, Guid AlertId, string Code, [property: PersonalData] string? Description, string Source,
    DateOnly AgreedOn, DateOnly? ReviewOn, DateOnly? ExpiresOn) : IPropertyEvent;

/// <summary>It is so no more.</summary>
public sealed record LocationAlertEnded(
    Guid PropertyId, Guid AlertId, DateOnly On, [property: PersonalData] string Reason) : IPropertyEvent;
