namespace ComplaintsPlatform.Correspondence;

/// <summary>A letter with its exact text and what became of it.</summary>
public sealed record LetterAnswer(
    Guid LetterId, long Version, string Kind, string Template, string Form, LetterStatus Status, string RecipientName,
    string? Email, string? PostalAddress, string Subject, string Body, string Sha256, DateTimeOffset DraftedAt,
    DateTimeOffset? SentAt, DateOnly? SentOn, string? MessageId, string? WhyByHand, string? Failure)
{
    /// <summary>Of what people wrote: its stage, and who wrote, approved and issued it.</summary>
    public string? Stage { get; init; }

    public IReadOnlyList<Person> WrittenBy { get; init; } = [];

    public Person? ApprovedBy { get; init; }

    /// <summary>The day on which it came back, and why; null where it did not.</summary>
    public DateOnly? CameBackOn { get; init; }

    public string? CameBackBecause { get; init; }

    /// <summary>How what was wrong with it was put right, in words.</summary>
    public string? PutRight { get; init; }

    /// <summary>SHA-256 of the PDF; null where none was made.</summary>
    public string? DocumentSha256 { get; init; }
}

/// <summary>The letters of a complaint, the oldest first, and those that are being written.</summary>
public sealed record LettersOfComplaint(
    Guid ComplaintId, IReadOnlyList<LetterAnswer> Letters, IReadOnlyList<DraftLine> Drafts);
