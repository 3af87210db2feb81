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

    public void Add(string from, IReadOnlyList<string> to, string source)
    {
        var number = Interlocked.Increment(ref count);
        if (keep == 0) return;
        var entity = MimeEntity.Parse(source);
        var mail = new Mail(number, time.GetUtcNow(), from, to, entity.Headers.GetValueOrDefault("Message-ID"),
            entity.Headers.GetValueOrDefault("Subject") ?? "", entity.Find("text/plain"), entity.Find("text/html"), entity.Headers);
        lock (gate)
        {
            mails.AddFirst(mail);
            if (mails.Count > keep) mails.RemoveLast();
        }
    }

    /// <summary>Newest first.</summary>
    public IReadOnlyList<Mail> Find(string? to)
    {
        lock (gate) return [.. mails.Where(mail => to is null || mail.To.Contains(to, StringComparer.OrdinalIgnoreCase))];
    }
}
