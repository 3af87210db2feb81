using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using ComplaintsPlatform.ServiceDefaults;

namespace ComplaintsPlatform.Correspondence;

/// <summary>Kinds of letters.</summary>
public static class LetterKind
{
    public const string ConfirmationOfReceipt = "confirmation-of-receipt";
    public const string Acknowledgement = "acknowledgement";
    public const string Extension = "extension";
    public const string Response = "response";
    public const string Other = "other";

    /// <summary>A question to the resident.</summary>
    public const string Clarification = "clarification";

    /// <summary>That the complaint is closed, or withdrawn.</summary>
    public const string Closing = "closing";

    /// <summary>That something is not taken as a complaint: of a submission, not of a complaint.</summary>
    public const string Refusal = "refusal";

    /// <summary>That the complaint does not go on at stage 2.</summary>
    public const string EscalationRefusal = "escalation-refusal";

    /// <summary>To the Ombudsman.</summary>
    public const string Ombudsman = "ombudsman";

    /// <summary>Those that people write.</summary>
    public static readonly string[] Written =
        [Acknowledgement, Clarification, Extension, Response, Closing, Refusal, EscalationRefusal, Ombudsman, Other];

    /// <summary>The stages at which one of a kind is written.</summary>
    public static string[] StagesOf(string kind) => kind switch
    {
        Refusal => [LetterStage.Stage1],
        EscalationRefusal => [LetterStage.Stage2],
        _ => LetterStage.All,
    };
}

/// <summary>The stages of a complaint.</summary>
public static class LetterStage
{
    public const string Stage1 = "stage-1", Stage2 = "stage-2";

    public static readonly string[] All = [Stage1, Stage2];
}

/// <summary>Ways in which a letter goes out.</summary>
public static class LetterForm
{
    public const string Email = "email";
    public const string Letter = "letter";
    public const string ByHand = "by-hand";

    public static readonly string[] All = [Email, Letter, ByHand];
}

/// <summary>Where a letter stands.</summary>
public enum LetterStatus
{
    Draft,
    WaitingForApproval,
    Approved,
    Withdrawn,
    WaitingToBeSent,
    WaitingToBeSentByHand,
    Sent,
    SentByHand,
}

/// <summary>A letter: where it stands; what people write, when people do; and, once it is to be sent, its immutable
/// copy.</summary>
public sealed record Letter(Guid LetterId, Guid ComplaintId, LetterStatus Status)
{
    private readonly LetterDrafted? copy;

    /// <summary>What is sent. Nothing before it is issued: <see cref="HasCopy"/>.</summary>
    public LetterDrafted Copy
    {
        get => copy ?? throw new InvalidOperationException("The letter is a draft: nothing of it is sent.");
        init => copy = value;
    }

    public bool HasCopy => copy is not null;

    /// <summary>That it came back, and how what was wrong with it was put right, as was said last.</summary>
    public LetterCameBack? Back { get; init; }

    public LetterPutRight? PutRight { get; init; }

    /// <summary>What people wrote; null for what the platform writes by itself.</summary>
    public LetterDraft? Draft { get; init; }

    public static Letter Evolve(Letter? state, ILetterEvent happened) => happened switch
    {
        DraftBegun e => new Letter(e.LetterId, e.ComplaintId, LetterStatus.Draft) { Draft = LetterDraft.Of(e) },
        IDraftEvent e => LetterDraft.Evolve(state!, e),
        LetterDrafted e => (state ?? new Letter(e.LetterId, e.ComplaintId, LetterStatus.WaitingToBeSent)) with
        { Copy = e, Status = LetterStatus.WaitingToBeSent },
        LetterToSendByHand => state! with { Status = LetterStatus.WaitingToBeSentByHand },
        LetterSent => state! with { Status = LetterStatus.Sent },
        LetterSentByHand => state! with { Status = LetterStatus.SentByHand },
        LetterCameBack e => state! with { Back = e, PutRight = null },
        LetterPutRight e => state! with { PutRight = e },
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
