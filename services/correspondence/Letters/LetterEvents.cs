using ComplaintsPlatform.PersonalData;
using ComplaintsPlatform.ServiceDefaults;

namespace ComplaintsPlatform.Correspondence;

/// <summary>The life of one letter, in the order that it goes through.</summary>
public interface ILetterEvent;

/// <summary>
/// The letter was written. This is the immutable copy: what is sent is exactly this, and <see cref="Sha256"/> says so.
/// <see cref="AboutId"/> is the person when known, else the complaint: whoever is erased takes the letter's text along.
/// </summary>
public sealed record LetterDrafted(
    Guid LetterId, Guid ComplaintId, Guid AboutId, string Reference, string Kind, string Template, string Form,
    [property: PersonalData(Subject = nameof(LetterDrafted.AboutId))] string RecipientName,
    [property: PersonalData(Subject = nameof(LetterDrafted.AboutId))] string? Email,
    [property: PersonalData(Subject = nameof(LetterDrafted.AboutId))] string? PostalAddress,
    [property: PersonalData(Subject = nameof(LetterDrafted.AboutId))] string Subject,
    [property: PersonalData(Subject = nameof(LetterDrafted.AboutId))] string Body,
    string Sha256) : ILetterEvent;

/// <summary>The letter cannot be sent as it is: there was nothing to put into these places.</summary>
public sealed record LetterBlocked(Guid LetterId, IReadOnlyList<string> Unfilled) : ILetterEvent;

/// <summary>Somebody has to send the letter by hand.</summary>
public sealed record LetterToSendByHand(
    Guid LetterId, Guid ComplaintId, string Reference, string Kind, string Why) : ILetterEvent;

/// <summary>The mail server took the letter.</summary>
public sealed record LetterSent(Guid LetterId, Guid ComplaintId, string Kind, string MessageId) : ILetterEvent;

/// <summary>The letter did not and will not arrive: refused for good, or not taken for too long.</summary>
public sealed record DeliveryFailed(
    Guid LetterId, Guid ComplaintId, string Kind, int? SmtpStatus, string Why) : ILetterEvent;

/// <summary>A letter that had gone out came back, or did not arrive, for one of the reasons of
/// <see cref="CameBack"/>. The complaint comes first: whoever is erased with it takes what was written along.</summary>
public sealed record LetterCameBack(
    Guid ComplaintId, Guid LetterId, string Reference, string Kind, DateOnly OnDay, string Because, Guid By)
    : ILetterEvent, INeverMakesStale;

/// <summary>What was wrong with a letter was put right in a way that the platform cannot see.</summary>
public sealed record LetterPutRight(
    Guid ComplaintId, Guid LetterId, [property: PersonalData] string Words, Guid By, string ByName)
    : ILetterEvent, INeverMakesStale;

/// <summary>Somebody sent the letter by hand.</summary>
public sealed record LetterSentByHand(
    Guid LetterId, Guid ComplaintId, string Kind, DateOnly SentOn, string How) : ILetterEvent;
