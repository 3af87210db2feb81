using MimeKit;

namespace ComplaintsPlatform.Mailbox;

/// <summary>An email as it came in, and as a person reads it.</summary>
internal sealed record Mail(
    long Number, DateTimeOffset ReceivedAt, string From, IReadOnlyList<string> To, string? MessageId, string Subject,
    string? Text, string? Html, IReadOnlyDictionary<string, string> Headers);

/// <summary>The last emails in memory, and a count of all.</summary>
internal sealed class MailStore(int keep, TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly LinkedList<Mail> mails = new();
    private long count;

    public long Count => Interlocked.Read(ref count);

    public async Task AddAsync(
        string from, IReadOnlyList<string> to, byte[] source, CancellationToken cancellationToken)
    {
        var number = Interlocked.Increment(ref count);
        if (keep == 0) return;
        using var bytes = new MemoryStream(source);
        using var message = await MimeMessage.LoadAsync(bytes, cancellationToken);
        // As it was sent: the parsed id has lost its angle brackets.
        var mail = new Mail(
            number, time.GetUtcNow(), from, to, message.Headers[HeaderId.MessageId], message.Subject ?? "",
            message.TextBody, message.HtmlBody,
            message.Headers.DistinctBy(static header => header.Field, StringComparer.OrdinalIgnoreCase)
                .ToDictionary(static header => header.Field, static header => header.Value));
        lock (gate)
        {
            mails.AddFirst(mail);
            if (mails.Count > keep) mails.RemoveLast();
        }
    }

    /// <summary>Newest first.</summary>
    public IReadOnlyList<Mail> Find(string? to)
    {
        lock (gate)
            return [.. mails.Where(mail => to is null || mail.To.Contains(to, StringComparer.OrdinalIgnoreCase))];
    }
}
