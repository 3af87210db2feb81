using System.Net.Mail;
using System.Net.Mime;
using System.Text;

namespace ComplaintsPlatform.Correspondence;

/// <summary>A letter as an email.</summary>
internal static class LetterMessage
{
    /// <summary>The same for every attempt at a letter: a mailbox that got it twice, because we died between the
    /// server's answer and our record, shows one.</summary>
    public static string IdOf(Letter letter, Landlord landlord) =>
        $"<{letter.Copy.Kind}.{letter.Copy.LetterId:N}@{new MailAddress(landlord.Email).Host}>";

    public static MailMessage Of(Letter letter, Landlord landlord)
    {
        var message = new MailMessage
        {
            From = new MailAddress(landlord.Email, LetterTemplate.OneLine(landlord.Name), Encoding.UTF8),
            Subject = LetterTemplate.OneLine(letter.Copy.Subject),
            SubjectEncoding = Encoding.UTF8,
            Body = letter.Copy.Body,
            BodyEncoding = Encoding.UTF8,
            BodyTransferEncoding = TransferEncoding.QuotedPrintable,
        };
        message.To.Add(new MailAddress(letter.Copy.Email!));
        message.Headers["Message-ID"] = IdOf(letter, landlord);
        // No out-of-office reply to a letter that nobody typed (RFC 3834).
        if (letter.Draft is null) message.Headers["Auto-Submitted"] = "auto-generated";
        return message;
    }
}
