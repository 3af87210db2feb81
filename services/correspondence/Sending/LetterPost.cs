using System.Diagnostics;
using System.Net.Mail;
using ComplaintsPlatform.EventStore;
using Npgsql;

namespace ComplaintsPlatform.Correspondence;

/// <summary>Opens carriers: each has one connection to the mail server and sends one letter at a time.</summary>
internal sealed class LetterPost(IDocumentStore store, NpgsqlDataSource database, SmtpSettings smtp, Landlord landlord, TimeProvider time, ILogger<LetterPost> log)
{
    public LetterCarrier Open() => new(store, database, smtp, landlord, time, log);
}

/// <summary>
/// Sends one letter: lock, look again, hand it to the mail server, record at once. Between the server's answer and the record lie a few milliseconds; a crash just there
/// repeats this one message with the same Message-ID. Nothing is open in the database meanwhile but the lock, so no reader waits for a mail server.
/// </summary>
internal sealed class LetterCarrier(
    IDocumentStore store, NpgsqlDataSource database, SmtpSettings smtp, Landlord landlord, TimeProvider time, ILogger log) : IDisposable
{
    private static readonly ActivitySource Activities = new("ComplaintsPlatform.Correspondence.Sender");
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan RecordAgain = TimeSpan.FromMilliseconds(250);
    private SmtpClient client = smtp.Connect();

    public async Task SendAsync(DueLetter due)
    {
        await using var connection = await database.OpenConnectionAsync();
        if (!await TryLockAsync(connection, due)) return;
        try
        {
            using var activity = ActivityContext.TryParse(due.Traceparent, null, true, out var parent)
                ? Activities.StartActivity("send letter", ActivityKind.Producer, parent)
                : Activities.StartActivity("send letter", ActivityKind.Producer);
            await using var session = store.LightweightSession();
            var letter = await session.Events.FetchLatest<Letter>(due.LetterId);
            if (letter is not { Status: LetterStatus.WaitingToBeSent }) return;
            var fault = letter.IsIntact ? await TryHandOverAsync(letter) : new DeliveryFault(true, null, "The text is no longer what was drafted.");
            if (fault is null) await RecordAsync(due, [new LetterSent(letter.Copy.LetterId, letter.Copy.ComplaintId, letter.Copy.Kind, LetterMessage.IdOf(letter, landlord))]);
            else if (fault.IsPermanent || time.GetUtcNow().UtcDateTime - due.FirstDueAt > DeliveryFault.LongestWait) await RecordAsync(due, Failed(letter, fault));
            else await PutOffAsync(connection, due, fault);
        }
        finally
        {
            await using var unlock = new NpgsqlCommand("SELECT pg_advisory_unlock_all()", connection);
            await unlock.ExecuteNonQueryAsync();
        }
    }

    public void Dispose() => client.Dispose();

    /// <summary>The row is looked for after the lock is held: another replica may just have sent the letter.</summary>
    private static async Task<bool> TryLockAsync(NpgsqlConnection connection, DueLetter due)
    {
        await using var tryLock = new NpgsqlCommand("SELECT pg_try_advisory_lock(hashtextextended($1, 7))", connection) { Parameters = { new() { Value = due.LetterId.ToString() } } };
        if (!(bool)(await tryLock.ExecuteScalarAsync())!) return false;
        await using var look = new NpgsqlCommand("SELECT attempts = $2 FROM read.letter_to_send WHERE letter_id = $1", connection)
        {
            Parameters = { new() { Value = due.LetterId }, new() { Value = due.Attempts } },
        };
        if (await look.ExecuteScalarAsync() is true) return true;
        await using var unlock = new NpgsqlCommand("SELECT pg_advisory_unlock_all()", connection);
        await unlock.ExecuteNonQueryAsync();
        return false;
    }

    private async Task<DeliveryFault?> TryHandOverAsync(Letter letter)
    {
        try
        {
            using var patience = new CancellationTokenSource(Patience, time);
            using var message = LetterMessage.Of(letter, landlord);
            await client.SendMailAsync(message, patience.Token);
            return null;
        }
        catch (Exception error) when (error is SmtpException or IOException or System.Net.Sockets.SocketException or OperationCanceledException or InvalidOperationException or FormatException)
        {
            var fault = DeliveryFault.Of(error);
            log.LogWarning("Letter {LetterId} was not taken: {Reason}", letter.Copy.LetterId, fault.Reason);
            // A connection that failed may be in any state; the next letter gets a new one.
            client.Dispose();
            client = smtp.Connect();
            return fault;
        }
    }

    private static ILetterEvent[] Failed(Letter letter, DeliveryFault fault) =>
    [
        new DeliveryFailed(letter.Copy.LetterId, letter.Copy.ComplaintId, letter.Copy.Kind, fault.SmtpStatus, fault.Reason),
        new LetterToSendByHand(letter.Copy.LetterId, letter.Copy.ComplaintId, letter.Copy.Reference, letter.Copy.Kind, $"The email could not be delivered. {fault.Reason}"),
    ];

    /// <summary>What the mail server has taken has to be recorded, or it would be sent again: keeps trying while the process lives.</summary>
    private async Task RecordAsync(DueLetter due, ILetterEvent[] happened)
    {
        while (true)
        {
            try
            {
                await using var session = store.LightweightSession();
                (session.CorrelationId, session.CausationId, session.LastModifiedBy) = (due.CorrelationId, due.CausationId, "correspondence");
                await session.Decide<Letter, ILetterEvent>(due.LetterId, null, state => state is { Status: LetterStatus.WaitingToBeSent }
                    ? Decision<ILetterEvent>.Accept(happened)
                    : Decision<ILetterEvent>.Nothing());
                return;
            }
            catch (NpgsqlException error)
            {
                log.LogWarning("What became of letter {LetterId} could not be recorded and is recorded again: {Reason}", due.LetterId, error.SqlState ?? error.GetType().Name);
                await Task.Delay(RecordAgain, time);
            }
        }
    }

    private async Task PutOffAsync(NpgsqlConnection connection, DueLetter due, DeliveryFault fault)
    {
        await using var command = new NpgsqlCommand(
            "UPDATE read.letter_to_send SET attempts = attempts + 1, due_at = $2, last_fault = $3 WHERE letter_id = $1", connection)
        {
            Parameters =
            {
                new() { Value = due.LetterId },
                new() { Value = time.GetUtcNow() + DeliveryFault.Backoff[Math.Min(due.Attempts, DeliveryFault.Backoff.Length - 1)] },
                new() { Value = fault.Reason },
            },
        };
        await command.ExecuteNonQueryAsync();
    }
}
