using System.Diagnostics;
using ComplaintsPlatform.EventStore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace ComplaintsPlatform.Messaging;

/// <summary>Handles messages: handlers decide, then inbox rows, events and read rows go to the database in one transaction. What makes "at least once" into once.</summary>
internal sealed class Inbox(BusOptions options, IDocumentStore store, NpgsqlDataSource database, IServiceScopeFactory scopes, TimeProvider time)
{
    public const string PrimaryKey = "wolverine_incoming_envelopes_pkey";

    // For as long as a broker's backlog, an operator's replay or a re-publication may bring a message again.
    private static readonly TimeSpan Keep = TimeSpan.FromDays(30);

    private const string Insert =
        """
        insert into wolverine_incoming_envelopes (id, status, owner_id, execution_time, attempts, body, message_type, received_at, keep_until)
        values ($1, 'Handled', 0, $2, $3, ''::bytea, $4, $5, $6)
        """;

    private const string Purge =
        """
        delete from wolverine_incoming_envelopes
        where id in (select id from wolverine_incoming_envelopes where keep_until < $1 order by keep_until limit 1000)
        """;

    private readonly Dictionary<string, RawHandler> handlers = options.Handlers.ToDictionary(handler => handler.Name(), handler => handler.Handle, StringComparer.Ordinal);

    public bool CanHandle(Delivery delivery) => delivery.Broken is null && handlers.ContainsKey(delivery.Envelope.MessageType);

    /// <summary>All of these, or none. Any failure is thrown as it is.</summary>
    /// <param name="deliveries">In order, with distinct subjects.</param>
    /// <param name="attempt">Which try this is.</param>
    /// <param name="also">More for the same transaction.</param>
    /// <param name="ct">Cancels; nothing is written then.</param>
    public async Task HandleAsync(IReadOnlyList<Delivery> deliveries, int attempt, Action<IDocumentSession>? also, CancellationToken ct)
    {
        await using var session = store.LightweightSession();
        var view = new HandlerSession(session);
        var activities = new List<Activity?>(deliveries.Count);
        try
        {
            foreach (var delivery in deliveries)
            {
                Activity.Current = null;
                activities.Add(Telemetry.Processing(delivery));
                await DecideAsync(delivery, attempt, view, ct);
            }

            also?.Invoke(session);
            Activity.Current = activities[0];
            await session.SaveChangesAsync(ct);
        }
        catch (Exception exception)
        {
            foreach (var activity in activities) activity?.SetStatus(ActivityStatusCode.Error, exception.GetType().Name);
            throw;
        }
        finally
        {
            foreach (var activity in activities) activity?.Dispose();
        }

        Telemetry.Consumed.Add(deliveries.Count);
        foreach (var delivery in deliveries) Telemetry.Lag.Record((time.GetUtcNow() - delivery.Envelope.SentAt).TotalSeconds);
    }

    /// <summary>Forgets ids that are old enough, in small batches.</summary>
    public async Task PurgeAsync(CancellationToken ct)
    {
        await using var command = database.CreateCommand(Purge);
        command.Parameters.Add(new NpgsqlParameter { Value = time.GetUtcNow() });
        while (await command.ExecuteNonQueryAsync(ct) > 0) ct.ThrowIfCancellationRequested();
    }

    private async Task DecideAsync(Delivery delivery, int attempt, HandlerSession session, CancellationToken ct)
    {
        if (delivery.Broken is { } broken) throw broken;
        var envelope = delivery.Envelope with { Attempts = attempt };
        if (!handlers.TryGetValue(envelope.MessageType, out var handle))
            throw new UnprocessableMessageException($"{options.Service} has no handler for {envelope.MessageType}.");
        session.Begin(envelope);
        var now = time.GetUtcNow();
        session.QueueSqlCommand(Insert, envelope.Id, now, attempt, envelope.MessageType, delivery.Queue, now + Keep);
        await using var scope = scopes.CreateAsyncScope();
        await handle(delivery.Data, new MessageContext(envelope, session, scope.ServiceProvider, now), ct);
    }
}
