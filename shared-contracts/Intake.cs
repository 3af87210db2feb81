namespace ComplaintsPlatform.Contracts.Intake;

/// <summary>A complaint was made, through any channel. Opens the case, the dossier and the confirmation of
/// receipt.</summary>
/// <param name="ComplaintId">Names the complaint everywhere.</param>
/// <param name="Reference">What staff and resident quote, such as <c>CMP-7K3M-9QXT</c>.</param>
/// <param name="Channel">phone, email, web-form, resident-portal, letter, in-person, social-media, web-chat.</param>
/// <param name="Category">Classification at capture, such as <c>repairs</c>.</param>
/// <param name="ReceivedOn">Business date in Europe/London from which the acknowledgement clock runs (Code 6.2); may
/// lie in the past.</param>
/// <param name="RecordedAt">When it was recorded, UTC.</param>
/// <param name="RecordedBy">Who captured it.</param>
/// <param name="Resident">Who complains.</param>
/// <param name="PropertyId">The property at linkage, when known.</param>
/// <param name="Points">Points of complaint in order; at least one.</param>
/// <param name="DesiredOutcome">What the resident wants, or null.</param>
/// <param name="PreferredContact">email, phone, letter or text.</param>
/// <param name="Anonymous">Nobody is named: <c>Resident.Name</c> is no name then, and there is an address only if one
/// was left.</param>
/// <param name="Circumstances">What happened and when, as far as it was told.</param>
/// <param name="Wishes">When and how often the resident wants to be contacted.</param>
/// <param name="Classification">Services, nature and priority, as far as they were chosen at capture.</param>
/// <param name="ToPutRight">Details of contact that cannot be used as they were given; somebody has to ask.</param>
/// <param name="WhatWasDone">What was put right at first contact, or null. It ends nothing.</param>
/// <param name="FromSubmissionId">The service request or other contact that it came from, which goes on.</param>
/// <param name="SplitFromId">The complaint whose points became this one.</param>
[MessageIdentity("complaints.intake.complaint-made.v1")]
public sealed record ComplaintMade(
    Guid ComplaintId, string Reference, string Channel, string Category, DateOnly ReceivedOn,
    DateTimeOffset RecordedAt, Guid RecordedBy,
    Complainant Resident, Guid? PropertyId, IReadOnlyList<PointOfComplaint> Points, string? DesiredOutcome,
    string PreferredContact, bool Anonymous = false, Circumstances? Circumstances = null, ContactWishes? Wishes = null,
    Classification? Classification = null, IReadOnlyList<DetailToPutRight>? ToPutRight = null,
    string? WhatWasDone = null, Guid? FromSubmissionId = null, Guid? SplitFromId = null);

/// <summary>Who complains, as given at capture.</summary>
/// <param name="PersonId">The person at linkage, when known.</param>
/// <param name="Name">As the resident gave it.</param>
/// <param name="Email">Or null.</param>
/// <param name="Phone">Or null.</param>
/// <param name="PostalAddress">Or null.</param>
public sealed record Complainant(Guid? PersonId, string Name, string? Email, string? Phone, string? PostalAddress);

/// <summary>One point of complaint.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Text">In the resident's words.</param>
public sealed record PointOfComplaint(int Number, string Text);

/// <summary>What happened, as it was told.</summary>
/// <param name="WhatHappened">The story, beside the points.</param>
/// <param name="When">In the resident's words, such as "since January".</param>
/// <param name="HappenedOn">The day, when one is known.</param>
public sealed record Circumstances(string? WhatHappened, string? When, DateOnly? HappenedOn);

/// <summary>How somebody wants to be contacted, in their words.</summary>
/// <param name="Times">Such as "mornings".</param>
/// <param name="Frequency">How often they want to hear, such as "weekly".</param>
/// <param name="Availability">When somebody can come or meet.</param>
public sealed record ContactWishes(string? Times, string? Frequency, string? Availability);

/// <summary>Classification beside the category.</summary>
/// <param name="Services">The services concerned; may be none yet.</param>
/// <param name="Nature">The nature of the problem, or null.</param>
/// <param name="Priority">standard, high or urgent, or null.</param>
public sealed record Classification(IReadOnlyList<string> Services, string? Nature, string? Priority);

/// <summary>A detail that cannot be used as it was given.</summary>
/// <param name="Field">Which, such as <c>resident.email</c>.</param>
/// <param name="Given">What was given, as text; null when something is missing.</param>
/// <param name="Why">A sentence for whoever puts it right.</param>
public sealed record DetailToPutRight(string Field, string? Given, string Why);

/// <summary>Something other than a complaint was recorded: a service request, an enquiry and so on (Code
/// 1.4).</summary>
/// <param name="SubmissionId">Names it.</param>
/// <param name="Reference">What people quote, such as <c>CON-7K3M-9QXT</c>.</param>
/// <param name="Type">service-request, enquiry, compliment and so on.</param>
/// <param name="Channel">How it came.</param>
/// <param name="ReceivedOn">Business date of receipt.</param>
/// <param name="RecordedAt">When it was recorded, UTC.</param>
/// <param name="PropertyId">The property, when known.</param>
/// <param name="Service">The service that it concerns, when known.</param>
[MessageIdentity("complaints.intake.submission-recorded.v1")]
public sealed record SubmissionRecorded(
    Guid SubmissionId, string Reference, string Type, string Channel, DateOnly ReceivedOn, DateTimeOffset RecordedAt,
    Guid? PropertyId, string? Service);

/// <summary>A submission was not taken as a complaint, on a ground of section 2 of the Code.</summary>
/// <param name="SubmissionId">Which.</param>
/// <param name="Ground">over-12-months, legal-proceedings or already-considered.</param>
/// <param name="Paragraph">Where the ground stands in the Code.</param>
/// <param name="RefusedOn">Business date of the decision.</param>
/// <param name="Reference">What people quote; null in what was said before this was.</param>
[MessageIdentity("complaints.intake.complaint-refused.v1")]
public sealed record ComplaintRefused(
    Guid SubmissionId, string Ground, string Paragraph, DateOnly RefusedOn, string? Reference = null);

/// <summary>What a submission asked for is done or answered.</summary>
/// <param name="SubmissionId">Which.</param>
/// <param name="ResolvedOn">Business date.</param>
/// <param name="AtFirstContact">On the spot, when it was brought.</param>
[MessageIdentity("complaints.intake.submission-resolved.v1")]
public sealed record SubmissionResolved(Guid SubmissionId, DateOnly ResolvedOn, bool AtFirstContact);
