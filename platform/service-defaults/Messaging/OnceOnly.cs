using Marten;
using Npgsql;
using Weasel.Postgresql.Tables;
using Wolverine;

namespace ComplaintsPlatform.ServiceDefaults.Messaging;

/// <summary>
/// Makes "at least once" into once: a message's source and id are written with its effects, in one transaction. A
/// repeat is dropped; the same source and id with another type or other data is the sender's fault and becomes a dead
/// letter. Wolverine's inbox goes by id alone and loses the order on recovery.
/// </summary>
public static class OnceOnly
{
    internal const string PrimaryKey = "handled_messages_pkey";

    /// <summary>How long a message's id is kept: as long as a backlog, a replay or a republication may bring it
    /// again.</summary>
    internal static readonly TimeSpan Keep = TimeSpan.FromDays(30);

    internal static void AddTable(StoreOptions store)
    {
        var table = new Table($"{Store.MessageSchema}.handled_messages") { PrimaryKeyName = PrimaryKey };
        table.AddColumn<string>("source").AsPrimaryKey();
        table.AddColumn<string>("id").AsPrimaryKey();
        table.AddColumn<string>("fingerprint").NotNull();
        table.AddColumn<DateTimeOffset>("handled_at").NotNull();
        table.Indexes.Add(new IndexDefinition("handled_messages_age") { Columns = ["handled_at"] });
        store.Storage.ExtendedSchemaObjects.Add(table);
    }

    /// <summary>Called by generated code before a handler of a contract.</summary>
    /// <exception cref="UnprocessableMessageException">The id has been used for something else.</exception>
    public static async Task<HandlerContinuation> BeforeAsync(
        Envelope envelope, IDocumentSession session, NpgsqlDataSource database, TimeProvider time,
        CancellationToken cancellation)
    {
        if (!envelope.TryGetHeader(CloudEvents.IdHeader, out var id)) return HandlerContinuation.Continue;
        var (source, fingerprint) =
            (envelope.Headers[CloudEvents.SourceHeader]!, envelope.Headers[CloudEvents.FingerprintHeader]!);

        await using var find = database.CreateCommand(
            $"select fingerprint from {Store.MessageSchema}.handled_messages where source = $1 and id = $2");
        find.Parameters.Add(new() { Value = source });
        find.Parameters.Add(new() { Value = id });
        if (await find.ExecuteScalarAsync(cancellation) is string known)
            return known == fingerprint
                ? HandlerContinuation.Stop
                : throw new UnprocessableMessageException(
                    "A message of this source and id with other content has been handled before.");

        session.QueueSqlCommand(
            $"insert into {Store.MessageSchema}.handled_messages (source, id, fingerprint, handled_at) values (?, "
                + $"?, ?, ?)",
            source, id!, fingerprint, time.GetUtcNow());
        return HandlerContinuation.Continue;
    }
}
