using ComplaintsPlatform.Contracts.Correspondence;

namespace ComplaintsPlatform.Reporting;

/// <summary>What correspondence says: the confirmation of receipt was sent, or somebody has to send it by
/// hand.</summary>
internal static class CorrespondenceHandler
{
    private const string ConfirmationOfReceipt = "confirmation-of-receipt";

    public static Change? Fold(LetterSent message, StoredMessage stored) => message.Kind == ConfirmationOfReceipt
        ? Row.Set(message.ComplaintId, ("confirmation_sent_at", message.SentAt))
        : null;

    public static Change? Fold(LetterToSendByHand message, StoredMessage stored) =>
        message.Kind == ConfirmationOfReceipt
        ? Row.Set(message.ComplaintId, ("confirmation_by_hand", true))
        : null;
}
