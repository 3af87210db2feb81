using System.Net.Mail;
using System.Net.Mime;
using System.Text;
using Marten;

namespace ComplaintsPlatform.Correspondence.Notices;

/// <summary>An email to a colleague that no mail server has taken yet.</summary>
public sealed record PutOffEmail(
    Guid EmailId, DateTimeOffset Since, int Attempts, string LastFault, bool ConcernsServer);

/// <summary>A colleague whose emails do not arrive, why, and since when. It goes with the next one that does.</summary>
public sealed record FailingAddress(Guid UserId, string Why, DateTimeOffset Since);

/// <summary>What became of an email: taken by the server, to be tried again then, or never to arrive.</summary>
internal sealed record StaffMailResult(DateTimeOffset? TryAgainAt = null, string? Failure = null)
{
    public bool IsSent => TryAgainAt is null && Failure is null;
}

/// <summary>
/// Emails to colleagues: notices and digests. Sent as letters are, and no letters: nothing of them is in a complaint's
/// record. They lead to the portal (<c>Portal__Address</c>) and say nothing of a resident.
/// </summary>
public sealed class StaffMail(MailServer server, Landlord landlord, IConfiguration configuration)
{
    private readonly string portal = (configuration["Portal:Address"] ?? "").TrimEnd('/');

    /// <summary>Where a path of the portal is.</summary>
    public string Link(string path) => portal + path;

    /// <summary>Tries to send it, and keeps in the session what became of it. The same id is the same email to whoever
    /// gets it twice.</summary>
    internal async Task<StaffMailResult> TrySendAsync(
        Guid emailId, Colleague to, string subject, string body, IDocumentSession session, DateTimeOffset now,
        CancellationToken ct)
    {
        if (to.Email is not { } address || !HowToSend.IsWritable(address))
            return new StaffMailResult(Failure: "There is no email address to write to.");
        var before = await session.LoadAsync<PutOffEmail>(emailId, ct);
        var fault = await server.TrySendAsync(emailId, () => Write(emailId, address, subject, body), session);
        if (fault is null)
        {
            if (before is not null) session.Delete(before);
            session.Delete<FailingAddress>(to.UserId);
            return new StaffMailResult();
        }

        var since = before?.Since ?? now;
        if (fault.IsPermanent || now - since > DeliveryFault.LongestWait)
        {
            if (before is not null) session.Delete(before);
            if (await session.LoadAsync<FailingAddress>(to.UserId, ct) is null)
                session.Store(new FailingAddress(to.UserId, fault.Reason, now));
            return new StaffMailResult(Failure: fault.Reason);
        }

        var attempts = before?.Attempts ?? 0;
        session.Store(new PutOffEmail(emailId, since, attempts + 1, fault.Reason, fault.ConcernsServer));
        return new StaffMailResult(
            now + DeliveryFault.Backoff[Math.Min(attempts, DeliveryFault.Backoff.Length - 1)]);
    }

    private MailMessage Write(Guid emailId, string address, string subject, string body)
    {
        var message = new MailMessage
        {
            From = new MailAddress(landlord.Email, LetterTemplate.OneLine(landlord.Name), Encoding.UTF8),
            Subject = LetterTemplate.OneLine(subject),
            SubjectEncoding = Encoding.UTF8,
            Body = body,
            BodyEncoding = Encoding.UTF8,
            BodyTransferEncoding = TransferEncoding.QuotedPrintable,
        };
        message.To.Add(new MailAddress(address));
        message.Headers["Message-ID"] = $"<staff.{emailId:N}@{new MailAddress(landlord.Email).Host}>";
        message.Headers["Auto-Submitted"] = "auto-generated";
        return message;
    }
}
