using Npgsql;

namespace ComplaintsPlatform.Messaging;

/// <summary>What is known of a message, or of any in a group.</summary>
internal readonly record struct Standing(bool Handled, bool Parked, bool SubjectParked);

/// <summary>Messages that could not be handled, each subject's in order, and the replay of them.</summary>
internal sealed class Parking(NpgsqlDataSource database, Inbox inbox)
{
    private const string Into =
        """
        into wolverine_dead_letters (id, execution_time, body, message_type, received_at, source, exception_type, exception_message, sent_at, replayable, exchange, subject, queue)
        select $1, now(), $2, $3, 'rabbitmq://queue/' || $8, $4, $5, $6, $7, true, $9, $10, $8
        """;

    // A redelivery of what somebody else has handled in the meantime is not parked.
    private const string First = $"insert {Into} where not exists (select from wolverine_incoming_envelopes where id = $1) on conflict (id) do nothing";

    // The last one is locked: a replay that is about to delete it waits for us, or we for it, and then there is nothing to stand behind.
    private const string Behind =
        $"""
        with last as materialized (select id from wolverine_dead_letters where exchange = $9 and subject = $10 order by position desc limit 1 for update)
        insert {Into} where exists (select from last) on conflict (id) do nothing
        """;

    public async Task<Standing> StandingAsync(IReadOnlyList<Delivery> deliveries, CancellationToken ct)
    {
        await using var command = Command(
            """
            select exists (select from wolverine_incoming_envelopes where id = any($1)), exists (select from wolverine_dead_letters where id = any($1)),
                   exists (select from wolverine_dead_letters where exchange = $2 and subject = any($3))
            """,
            deliveries.Select(delivery => delivery.Envelope.Id).ToArray(), deliveries[0].Exchange, deliveries.Select(delivery => delivery.Envelope.Subject).ToArray());
        await using var reader = await command.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        return new Standing(reader.GetBoolean(0), reader.GetBoolean(1), reader.GetBoolean(2));
    }

    public Task<bool> ParkAsync(Delivery delivery, Exception why, CancellationToken ct) =>
        InsertAsync(First, delivery, why.GetType().FullName!, why.Message, ct);

    /// <summary>False when nothing of its subject is parked any more.</summary>
    public Task<bool> ParkBehindAsync(Delivery delivery, CancellationToken ct) =>
        InsertAsync(Behind, delivery, "", "An earlier message of this subject is parked.", ct);

    /// <summary>Handles parked messages as if they came now, a subject's in order; a subject stops at its first that fails again.</summary>
    public async Task<ReplayReport> ReplayAsync(string? subject, CancellationToken ct)
    {
        var replayed = 0;
        var failed = new List<ReplayFailure>();
        foreach (var (exchange, each) in await SubjectsAsync(subject, ct))
            while (await FirstAsync(exchange, each, ct) is { } first)
            {
                if (await ReplayAsync(first, ct) is { } failure)
                {
                    failed.Add(failure);
                    break;
                }

                replayed++;
            }

        return new ReplayReport(replayed, failed);
    }

    private async Task<ReplayFailure?> ReplayAsync(Delivery delivery, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
            try
            {
                await inbox.HandleAsync([delivery], attempt, session => session.QueueSqlCommand("delete from wolverine_dead_letters where id = $1", delivery.Envelope.Id), ct);
                return null;
            }
            catch (Exception exception) when (!ct.IsCancellationRequested)
            {
                switch (Faults.Of(exception))
                {
                    case Fault.LostRace when attempt < Receiver.MaximumRaces:
                        continue;
                    case Fault.Duplicate:
                        await ExecuteAsync("delete from wolverine_dead_letters where id = $1", ct, delivery.Envelope.Id);
                        return null;
                    default:
                        var (type, message) = (exception.GetType().FullName!, Delivery.Plain(exception.Message));
                        await ExecuteAsync("update wolverine_dead_letters set exception_type = $2, exception_message = $3, execution_time = now() where id = $1", ct, delivery.Envelope.Id, type, message);
                        return new ReplayFailure(delivery.Envelope.Id, delivery.Envelope.Subject, delivery.Envelope.MessageType, $"{type}: {message}");
                }
            }
    }

    private async Task<List<(string Exchange, string Subject)>> SubjectsAsync(string? subject, CancellationToken ct)
    {
        await using var command = Command(
            "select exchange, subject from wolverine_dead_letters where $1::text is null or subject = $1 group by exchange, subject order by min(position)", subject);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var subjects = new List<(string, string)>();
        while (await reader.ReadAsync(ct)) subjects.Add((reader.GetString(0), reader.GetString(1)));
        return subjects;
    }

    private async Task<Delivery?> FirstAsync(string exchange, string subject, CancellationToken ct)
    {
        await using var command = Command(
            "select queue, body, sent_at from wolverine_dead_letters where exchange = $1 and subject = $2 order by position limit 1", exchange, subject);
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct)
            ? Delivery.From(0, exchange, reader.GetString(0), reader.GetFieldValue<byte[]>(1), subject, reader.GetFieldValue<DateTimeOffset>(2))
            : null;
    }

    private async Task<bool> InsertAsync(string sql, Delivery delivery, string exceptionType, string exceptionMessage, CancellationToken ct)
    {
        var envelope = delivery.Envelope;
        var rows = await ExecuteAsync(sql, ct, envelope.Id, delivery.Body, envelope.MessageType, envelope.Source, exceptionType,
            Delivery.Plain(exceptionMessage), envelope.SentAt.ToUniversalTime(), delivery.Queue, delivery.Exchange, envelope.Subject);
        if (rows > 0) Telemetry.Parked.Add(1);
        return rows > 0;
    }

    private async Task<int> ExecuteAsync(string sql, CancellationToken ct, params object?[] values)
    {
        await using var command = Command(sql, values);
        return await command.ExecuteNonQueryAsync(ct);
    }

    private NpgsqlCommand Command(string sql, params object?[] values)
    {
        var command = database.CreateCommand(sql);
        foreach (var value in values) command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value });
        return command;
    }
}

/// <summary>What a replay did.</summary>
/// <param name="Replayed">Messages handled and no longer parked.</param>
/// <param name="Failed">The first message of each subject that failed again.</param>
internal sealed record ReplayReport(int Replayed, IReadOnlyList<ReplayFailure> Failed);

/// <summary>A message that failed again.</summary>
internal sealed record ReplayFailure(Guid Id, string Subject, string MessageType, string Why);
