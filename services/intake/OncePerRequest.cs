using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using ComplaintsPlatform.EventStore;
using ComplaintsPlatform.ServiceDefaults;
using Npgsql;
using NpgsqlTypes;

namespace ComplaintsPlatform.Intake;

// A retry after a time-out, a double click, a second tab and a second replica are one complaint (and exactly one event). Asking first and
// writing then lets two of them through between the question and the write; so every attempt writes, the unique keys of read.requests let one
// through, and whoever comes second is answered from what the first one made.
internal sealed class OncePerRequest(IServiceScopeFactory scopes, NpgsqlDataSource database)
{
    public const string Header = "Idempotency-Key";

    // Nulls are left out, so that a field that is added to the command later does not change the hash of a body that never had it.
    private static readonly JsonSerializerOptions Canonical = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public async Task<IResult> Make(
        MakeComplaint command, Guid complaintId, string? key, Actor actor, Func<string, Decision<ISubmissionEvent>> decide, HttpResponse response, CancellationToken ct)
    {
        if (key is { Length: 0 or > 200 } || key?.Any(c => c is < ' ' or > '~') == true)
            return Api.Problem(StatusCodes.Status400BadRequest, "idempotency-key-malformed", $"{Header} has to be 1 to 200 printable ASCII characters. A UUID serves well.");

        var hash = SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(command, Canonical));
        while (true)
        {
            var decision = decide(ComplaintReference.Next());
            if (decision.IsRefused)
                return new Outcome(complaintId, 0, decision.Refusal).Answer();
            if (await TrySave((ComplaintMade)decision.Events[0], hash, actor.Id, key, ct) is { } made)
                return Taken(made, repeated: false, response);
            if (await Find(complaintId, actor.Id, key, ct) is { } earlier)
                return Repeat(earlier, hash, response);
            // Neither the id nor the key was taken, so it was the reference: draw another.
        }
    }

    private static IResult Repeat(Earlier earlier, byte[] hash, HttpResponse response) => earlier switch
    {
        _ when earlier.Hash.AsSpan().SequenceEqual(hash) => Taken(earlier.Complaint, repeated: true, response),
        { ByKey: true } => Api.Problem(StatusCodes.Status422UnprocessableEntity, "idempotency-key-reused",
            $"This {Header} was sent before with another body. Send a new key for a new complaint, or the same body for a retry."),
        _ => Api.Problem(StatusCodes.Status422UnprocessableEntity, "complaint-id-reused",
            "Another complaint has this complaintId. Send a new id, or none, for a new complaint, or the same body for a retry."),
    };

    private static IResult Taken(ComplaintTaken complaint, bool repeated, HttpResponse response)
    {
        var location = $"/api/complaints/{complaint.ComplaintId}";
        response.Headers.ETag = "\"1\"";
        response.Headers.Location = location;
        return repeated ? TypedResults.Ok(complaint) : TypedResults.Created(location, complaint);
    }

    // A session that failed to save is spent, so each attempt has its own (from a scope, where it is given actor and correlation).
    private async Task<ComplaintTaken?> TrySave(ComplaintMade made, byte[] hash, Guid actorId, string? key, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var session = scope.ServiceProvider.GetRequiredService<IDocumentSession>();
        session.Events.StartStream<Submission>(made.ComplaintId, made);
        session.QueueSqlCommand(
            "insert into read.requests (complaint_id, reference, received_on, actor_id, idempotency_key, body_hash) values ($1, $2, $3, $4, $5, $6)",
            made.ComplaintId, made.Reference, made.ReceivedOn, actorId, key, hash);
        try
        {
            await session.SaveChangesAsync(ct);
            return new ComplaintTaken(made.ComplaintId, made.Reference, made.ReceivedOn);
        }
        catch (Exception e) when (e is ExistingStreamIdCollisionException or ConcurrencyException or PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return null;
        }
    }

    private async Task<Earlier?> Find(Guid complaintId, Guid actorId, string? key, CancellationToken ct)
    {
        await using var command = database.CreateCommand(
            """
            select complaint_id, reference, received_on, body_hash, complaint_id <> $1 or (actor_id = $2 and idempotency_key = $3) as by_key
            from read.requests
            where complaint_id = $1 or (actor_id = $2 and idempotency_key = $3)
            order by (actor_id = $2 and idempotency_key = $3) is true desc
            limit 1
            """);
        command.Parameters.Add(new() { Value = complaintId });
        command.Parameters.Add(new() { Value = actorId });
        command.Parameters.Add(new() { Value = (object?)key ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        await using var row = await command.ExecuteReaderAsync(ct);
        return await row.ReadAsync(ct)
            ? new Earlier(
                new ComplaintTaken(row.GetGuid(0), row.GetString(1), await row.GetFieldValueAsync<DateOnly>(2, ct)),
                await row.GetFieldValueAsync<byte[]>(3, ct),
                !await row.IsDBNullAsync(4, ct) && row.GetBoolean(4))
            : null;
    }

    private sealed record Earlier(ComplaintTaken Complaint, byte[] Hash, bool ByKey);
}
