using System.Collections.Concurrent;
using System.Net.Mail;
using System.Net.Sockets;
using Marten;
using Marten.Services;

namespace ComplaintsPlatform.Correspondence;

/// <summary>
/// The mail server as letters see it. A connection is kept from letter to letter as long as there is work, and closed
/// properly soon after.
/// </summary>
public sealed class MailServer : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan KeepOpen = TimeSpan.FromSeconds(1);
    private readonly SmtpSettings smtp;
    private readonly Landlord landlord;
    private readonly TimeProvider time;
    private readonly ILogger<MailServer> log;
    private readonly ConcurrentQueue<SmtpClient> open = new();
    private readonly ConcurrentDictionary<Guid, bool> taken = new();
    private readonly ITimer closing;

    public MailServer(SmtpSettings smtp, Landlord landlord, TimeProvider time, ILogger<MailServer> log)
    {
        (this.smtp, this.landlord, this.time, this.log) = (smtp, landlord, time, log);
        closing = time.CreateTimer(
            static state => ((MailServer)state!).Close(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Dispose()
    {
        closing.Dispose();
        Close();
    }

    internal string MessageIdOf(Letter letter) => LetterMessage.IdOf(letter, landlord);

    /// <summary>
    /// Hands a letter over: null when it was taken. What was taken is not handed over again when recording it fails
    /// and is tried again, as long as the process lives.
    /// </summary>
    /// <param name="letter">The letter.</param>
    /// <param name="record">The session in which it is recorded.</param>
    internal Task<DeliveryFault?> TrySendAsync(Letter letter, IDocumentSession record) =>
        TrySendAsync(letter.LetterId, () => LetterMessage.Of(letter, landlord), record);

    /// <summary>The same for any email of ours, by an id of its own.</summary>
    internal async Task<DeliveryFault?> TrySendAsync(Guid emailId, Func<MailMessage> write, IDocumentSession record)
    {
        if (!taken.ContainsKey(emailId) && await HandOverAsync(emailId, write) is { } fault) return fault;
        taken[emailId] = true;
        record.Listeners.Add(new Recorded(taken, emailId));
        return null;
    }

    private async Task<DeliveryFault?> HandOverAsync(Guid emailId, Func<MailMessage> write)
    {
        var client = open.TryDequeue(out var kept) ? kept : smtp.Connect();
        try
        {
            using var patience = new CancellationTokenSource(Patience, time);
            using var message = write();
            await client.SendMailAsync(message, patience.Token);
            open.Enqueue(client);
            closing.Change(KeepOpen, Timeout.InfiniteTimeSpan);
            return null;
        }
        catch (Exception error) when (error is SmtpException or IOException or SocketException
            or OperationCanceledException or InvalidOperationException or FormatException)
        {
            // A connection that failed may be in any state; the next letter gets a new one.
            client.Dispose();
            var fault = DeliveryFault.Of(error);
            log.LogWarning("Email {EmailId} was not taken: {Reason}", emailId, fault.Reason);
            return fault;
        }
    }

    private void Close()
    {
        while (open.TryDequeue(out var client)) client.Dispose();
    }

    private sealed class Recorded(ConcurrentDictionary<Guid, bool> taken, Guid letterId) : DocumentSessionListenerBase
    {
        public override Task AfterCommitAsync(IDocumentSession session, IChangeSet commit, CancellationToken token)
        {
            taken.TryRemove(letterId, out _);
            return Task.CompletedTask;
        }
    }
}
