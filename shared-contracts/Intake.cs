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
[MessageIdentity("complaints.intake.complaint-made.v1")]
public sealed record ComplaintMade(
    Guid ComplaintId, string Reference, string Channel, string Category, DateOnly ReceivedOn,
    DateTimeOffset RecordedAt, Guid RecordedBy,
    Complainant Resident, Guid? PropertyId, IReadOnlyList<PointOfComplaint> Points, string? DesiredOutcome,
    string PreferredContact);

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
