using System.Net.Mail;

namespace ComplaintsPlatform.Correspondence;

/// <summary>What a failed attempt means. The server's text is left out: it usually quotes the address.</summary>
/// <param name="IsPermanent">This address will not take this letter, however often it is tried.</param>
/// <param name="SmtpStatus">The server's code, or null when there was no answer.</param>
/// <param name="Reason">In words.</param>
internal sealed record DeliveryFault(bool IsPermanent, int? SmtpStatus, string Reason)
{
    /// <summary>When the next attempt is made after the first, second… failure; the last value repeats.</summary>
    public static readonly TimeSpan[] Backoff =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10),
        TimeSpan.FromMinutes(30), TimeSpan.FromHours(1),
    ];

    /// <summary>A letter that no server took for this long goes by hand: the acknowledgement is due in five working
    /// days.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromDays(2);

    /// <summary>
    /// A matter of the server, or of our settings with it: other letters wait as well. 450 to 452 are said of one
    /// letter.
    /// </summary>
    public bool ConcernsServer => !IsPermanent && SmtpStatus is not (>= 450 and <= 452);

    public static DeliveryFault Of(Exception error) => error switch
    {
        SmtpFailedRecipientException refused => Of(refused.StatusCode, "recipient"),
        SmtpException { StatusCode: SmtpStatusCode.GeneralFailure } =>
            new DeliveryFault(false, null, "The mail server could not be reached."),
        SmtpException refused => Of(refused.StatusCode, "message"),
        OperationCanceledException => new DeliveryFault(false, null, "The mail server did not answer in time."),
        _ => new DeliveryFault(false, null, $"The attempt failed ({error.GetType().Name})."),
    };

    /// <summary>
    /// 5xx about the recipient or the message is for good. 5xx about us (a command, the sign-in, encryption) is a
    /// matter of our settings: once they are put right the same letter goes, so it waits.
    /// </summary>
    private static DeliveryFault Of(SmtpStatusCode status, string refused) => new(
        status is SmtpStatusCode.MailboxUnavailable or SmtpStatusCode.UserNotLocalTryAlternatePath
            or SmtpStatusCode.ExceededStorageAllocation
            or SmtpStatusCode.MailboxNameNotAllowed or SmtpStatusCode.TransactionFailed,
        (int)status, $"The mail server refused the {refused} ({(int)status}).");
}
