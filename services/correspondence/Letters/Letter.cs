using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using ComplaintsPlatform.ServiceDefaults;

namespace ComplaintsPlatform.Correspondence;

/// <summary>Kinds of letters.</summary>
public static class LetterKind
{
    public const string ConfirmationOfReceipt = "confirmation-of-receipt";
}

/// <summary>Ways in which a letter goes out.</summary>
public static class LetterForm
{
    public const string Email = "email";
    public const string ByHand = "by-hand";
}

/// <summary>Where a letter stands.</summary>
public enum LetterStatus
{
    WaitingToBeSent,
    WaitingToBeSentByHand,
    Sent,
    SentByHand,
}

/// <summary>A letter: its immutable copy and where it stands.</summary>
public sealed record Letter(Guid LetterId, LetterDrafted Copy, LetterStatus Status)
{
    public static Letter Evolve(Letter? state, ILetterEvent happened) => happened switch
    {
        LetterDrafted e => new Letter(e.LetterId, e, LetterStatus.WaitingToBeSent),
        LetterToSendByHand => state! with { Status = LetterStatus.WaitingToBeSentByHand },
        LetterSent => state! with { Status = LetterStatus.Sent },
        LetterSentByHand => state! with { Status = LetterStatus.SentByHand },
        // What follows from these is an event of its own.
        LetterBlocked or DeliveryFailed => state!,
        _ => throw new UnreachableException($"Unknown event {happened.GetType().Name}."),
    };

    public static Guid IdOf(Guid complaintId, string kind) =>
        DeterministicId.Of("letter", complaintId.ToString(), kind);

    /// <summary>Whether the copy is still what was drafted; false when the person was erased meanwhile.</summary>
    internal bool IsIntact => Copy.Sha256 == HashOf(Copy.Email, Copy.Subject, Copy.Body);

    /// <summary>SHA-256 of recipient, subject and body, each on its own line, in UTF-8; lower-case hex.</summary>
    internal static string HashOf(string? recipient, string subject, string body) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{recipient}\n{subject}\n{body}")));
}
