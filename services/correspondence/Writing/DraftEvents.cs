using ComplaintsPlatform.PersonalData;

namespace ComplaintsPlatform.Correspondence;

/// <summary>What happens to a letter that people write, until it goes out. The complaint comes first: whoever is erased
/// with it takes the texts along.</summary>
public interface IDraftEvent : ILetterEvent
{
    Guid ComplaintId { get; }

    Guid LetterId { get; }
}

/// <summary>Somebody began to write a letter, by this version of the template of its kind and stage. It is signed with
/// their name.</summary>
public sealed record DraftBegun(
    Guid ComplaintId, Guid LetterId, string Reference, string Kind, string Stage, int TemplateVersion, DraftText Text,
    Guid By, string ByName) : IDraftEvent;

/// <summary>The whole text as somebody left it.</summary>
public sealed record DraftChanged(Guid ComplaintId, Guid LetterId, DraftText Text, Guid By) : IDraftEvent;

/// <summary>It will not be sent.</summary>
public sealed record DraftWithdrawn(Guid ComplaintId, Guid LetterId, Guid By) : IDraftEvent;

/// <summary>Somebody who did not write it is to read it before it goes out.</summary>
public sealed record ApprovalAskedFor(
    Guid ComplaintId, Guid LetterId, string Reference, string Kind, string Stage, IReadOnlyList<Guid> Authors, Guid By,
    string ByName) : IDraftEvent;

/// <summary>Somebody who did not write it approved it. <c>TextSha256</c> is what they read.</summary>
public sealed record DraftApproved(Guid ComplaintId, Guid LetterId, Guid By, string ByName, string TextSha256)
    : IDraftEvent;

/// <summary>Somebody who did not write it wants it changed.</summary>
public sealed record DraftReturned(
    Guid ComplaintId, Guid LetterId, Guid By, string ByName, [property: PersonalData] string Comments) : IDraftEvent;

/// <summary>It is to go out, as the copy says that was made with this event. <c>DocumentSha256</c> is of the PDF, where
/// there is one.</summary>
public sealed record LetterIssued(
    Guid ComplaintId, Guid LetterId, DateOnly IssuedOn, string Form, string? Outcome, IReadOnlyList<Guid> Authors,
    Guid? ApprovedBy, Guid By, string? DocumentSha256 = null) : IDraftEvent;

/// <summary>A letter that people wrote went out on that day. What cases records of it is here.</summary>
public sealed record LetterWentOut(
    Guid ComplaintId, Guid LetterId, string Kind, string Stage, DateOnly SentOn, string Form, string? Outcome,
    DateOnly? NewDate, int? UpdatesEvery, bool? ResidentAgreed, Guid IssuedBy, IReadOnlyList<Guid> By, DraftText Said)
    : IDraftEvent;

/// <summary>What somebody wrote in a letter, part by part (<see cref="LetterPart"/>), with the day by which the
/// response comes, the working days between updates and whether the resident agreed, where it is about that; and to
/// whom it goes, when that is not the resident. <c>Lines</c> are the standard lines that were put in.</summary>
public sealed record DraftText(
    IReadOnlyList<DraftPart> Parts, DateOnly? NewDate = null, int? UpdatesEvery = null, bool? ResidentAgreed = null,
    LetterRecipient? To = null, IReadOnlyList<Guid>? Lines = null)
{
    public string? Of(string part) => Parts.FirstOrDefault(one => one.Name == part)?.Text;

    internal bool Says(DraftText other) =>
        Parts.SequenceEqual(other.Parts) && (Lines ?? []).SequenceEqual(other.Lines ?? [])
        && this with { Parts = other.Parts, Lines = other.Lines } == other;
}

/// <summary>One part of a letter, as it was typed.</summary>
public sealed record DraftPart(string Name, [property: PersonalData] string Text);

/// <summary>Somebody else than the resident.</summary>
public sealed record LetterRecipient(
    [property: PersonalData] string Name, [property: PersonalData] string? Email = null,
    [property: PersonalData] string? PostalAddress = null);
