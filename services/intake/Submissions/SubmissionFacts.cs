using ComplaintsPlatform.PersonalData;

namespace ComplaintsPlatform.Intake;

/// <summary>Something other than a complaint was brought: a service request, an enquiry, a compliment and so
/// on.</summary>
public sealed record SubmissionRecorded(
    Guid SubmissionId, string Reference, string Type, string Channel, DateOnly ReceivedOn, Resident? Resident,
    Guid? PropertyId, [property: PersonalData] string What, string? Service, string PreferredContact,
    TypeDetails? Details, IReadOnlyList<DetailToPutRight>? ToPutRight,
    [property: PersonalData] string? WhyNoComplaint = null) : ISubmissionEvent;

/// <summary>What only one type of submission has; the rest is null.</summary>
public sealed record TypeDetails(
    string? Platform = null, [property: PersonalData] string? Author = null,
    [property: PersonalData] string? Link = null, int? Signatures = null,
    [property: PersonalData] string? Member = null, string? MemberRole = null,
    string? Regime = null, string? Survey = null, int? Score = null,
    [property: PersonalData] string? DecisionAppealed = null);

/// <summary>A record of another module, with who allocated its number.</summary>
public sealed record RecordReference(string Id, string AllocatedBy);

/// <summary>It is with one of the landlord's services, perhaps as a repair there.</summary>
public sealed record PassedToService(
    Guid SubmissionId, string Service, RecordReference? Repair,
    [property: PersonalData] string? Note) : ISubmissionEvent;

/// <summary>Dissatisfaction showed, and the choice to complain was offered (Code 1.3, 1.6).</summary>
public sealed record ComplaintOffered(
    Guid SubmissionId, DateOnly On, [property: PersonalData] string Words) : ISubmissionEvent;

/// <summary>The person was told of the choice and does not want to complain.</summary>
public sealed record OfferDeclined(
    Guid SubmissionId, DateOnly On, [property: PersonalData] string? Words) : ISubmissionEvent;

/// <summary>A complaint was made of it, in a stream of its own. What was asked for goes on (Code 1.5).</summary>
public sealed record PromotedToComplaint(
    Guid SubmissionId, Guid ComplaintId, string Reference, DateOnly ReceivedOn) : ISubmissionEvent;

/// <summary>It was not taken as a complaint, on a ground of section 2 of the Code.</summary>
public sealed record ComplaintRefused(
    Guid SubmissionId, string Ground, string Paragraph, DateOnly RefusedOn, DateOnly? GroundDate,
    string? EarlierReference, [property: PersonalData] string Reasons, [property: PersonalData] string Circumstances,
    OmbudsmanDetails Ombudsman, string? Reference = null) : ISubmissionEvent;

/// <summary>How the Ombudsman is reached, as it was told in a letter.</summary>
public sealed record OmbudsmanDetails(string Name, string Website, string Phone)
{
    /// <summary>Of the settings <c>Ombudsman__Name</c>, <c>Ombudsman__Website</c> and <c>Ombudsman__Phone</c>; without
    /// them, as known in 2026.</summary>
    internal static OmbudsmanDetails From(IConfiguration settings) => new(
        settings["Ombudsman:Name"] ?? "Housing Ombudsman Service",
        settings["Ombudsman:Website"] ?? "www.housing-ombudsman.org.uk",
        settings["Ombudsman:Phone"] ?? "0300 111 3000");
}

/// <summary>What was asked for is done, or answered.</summary>
public sealed record SubmissionResolved(
    Guid SubmissionId, DateOnly ResolvedOn, bool AtFirstContact, [property: PersonalData] string WhatWasDone)
    : ISubmissionEvent;
