using System.Data.Common;
using System.Text.RegularExpressions;
using Marten;
using Marten.Events;
using Weasel.Core;
using Weasel.Core.Migrations;
using Weasel.Postgresql;
using Weasel.Postgresql.Functions;
using Weasel.Postgresql.Tables;
using Weasel.Postgresql.Triggers;

namespace ComplaintsPlatform.RecordIntegrity;

/// <summary>
/// The schema <c>record</c>: the chain, the seals, the functions of <c>Schema/functions.sql</c>, the triggers and the
/// service's rights. Marten's migration makes it after its own tables.
/// </summary>
internal sealed partial class RecordSchema(StoreOptions options)
    : FeatureSchemaBase("record_integrity", options.Advanced.Migrator)
{
    public const string Name = "record";

    private static readonly PostgresqlObjectName Events = Named("public", "mt_events");
    private static readonly PostgresqlObjectName Streams = Named("public", "mt_streams");
    private static readonly PostgresqlObjectName Chain = Named(Name, "event_chain");
    private static readonly PostgresqlObjectName Seals = Named(Name, "seals");
    private static readonly PostgresqlObjectName[] Everywhere = [Events, Streams, Chain, Seals];

    public override IEnumerable<Type> DependentTypes() => [typeof(EventGraph)];

    protected override IEnumerable<ISchemaObject> schemaObjects()
    {
        if (options.Events.DatabaseSchemaName != Events.Schema)
            throw new InvalidOperationException("The record of events has to be in the schema public.");
        return
        [
            ChainTable(), SealsTable(), .. Functions(),
            On(Events, "record_chain", "chain_event", TriggerEvents.Insert, TriggerTiming.After),
            On(Events, "record_no_update", "refuse_change", TriggerEvents.Update),
            On(Streams, "record_no_update", "refuse_other_stream", TriggerEvents.Update),
            On(Chain, "record_no_update", "refuse", TriggerEvents.Update),
            On(Seals, "record_no_update", "refuse", TriggerEvents.Update),
            .. Everywhere.Select(table => On(table, "record_no_delete", "refuse", TriggerEvents.Delete)),
            .. Everywhere.Select(table => On(table, "record_no_truncate", "refuse", TriggerEvents.Truncate)),
            new ServiceRights(),
        ];
    }

    /// <summary>One row per event. Two indexes: by stream, for the predecessor, and in the order of the log.</summary>
    private static Table ChainTable()
    {
        var table = new Table(Chain);
        table.AddColumn("stream_id", "uuid").AsPrimaryKey();
        table.AddColumn("version", "bigint").AsPrimaryKey();
        table.AddColumn("transaction_id", "bigint").NotNull();
        table.AddColumn("seq_id", "bigint").NotNull();
        table.AddColumn("hash", "bytea").NotNull();
        table.Indexes.Add(new IndexDefinition("event_chain_log") { Columns = ["transaction_id", "seq_id"] });
        return table;
    }

    /// <summary>
    /// The log's head over time. A chain per stream cannot see its own last event or a whole stream deleted; this can.
    /// </summary>
    private static Table SealsTable()
    {
        var table = new Table(Seals);
        table.AddColumn("seal", "bigint").AsPrimaryKey();
        table.AddColumn("transaction_id", "bigint").NotNull();
        table.AddColumn("seq_id", "bigint").NotNull();
        table.AddColumn("events", "bigint").NotNull();
        table.AddColumn("head", "bytea").NotNull();
        table.AddColumn("sealed_at", "timestamptz").NotNull().DefaultValueByExpression("now()");
        return table;
    }

    private static IEnumerable<Function> Functions()
    {
        using var stream = typeof(RecordSchema).Assembly.GetManifestResourceStream(
            "ComplaintsPlatform.RecordIntegrity.Schema.functions.sql")!;
        using var reader = new StreamReader(stream);
        foreach (Match match in FunctionText().Matches(reader.ReadToEnd()))
        {
            var name = Named(Name, match.Groups["name"].Value);
            yield return new Replaced(name, match.Value);
        }
    }

    private static Trigger On(
        PostgresqlObjectName table, string name, string function, TriggerEvents events,
        TriggerTiming timing = TriggerTiming.Before) =>
        new(Named(table.Schema, name), table, $"{Name}.{function}()")
        {
            Events = events,
            Timing = timing,
            ForEachRow = events != TriggerEvents.Truncate,
        };

    private static PostgresqlObjectName Named(string schema, string name) =>
        new(schema, name, SchemaUtils.IdentifierUsage.General);

    [GeneratedRegex(
        @"CREATE OR REPLACE FUNCTION record\.(?<name>\w+)\(.*?\$function\$.*?\$function\$;", RegexOptions.Singleline)]
    private static partial Regex FunctionText();

    /// <summary>
    /// A function that is replaced where it stands. Weasel would drop it with all that depends on it first, and a
    /// migration would lift the guards. One that restores replace is left as it is.
    /// </summary>
    private sealed class Replaced(DbObjectName name, string body) : Function(name, body)
    {
        protected override ISchemaObjectDelta CreateFunctionDelta(FunctionBase? actual) =>
            new Delta(this, actual is not null && Identifier.Name == "transaction_offset" ? this : (Function?)actual);

        private sealed class Delta(Function expected, Function? actual) : FunctionDelta(expected, actual)
        {
            public override void WriteUpdate(Migrator rules, TextWriter writer) =>
                Expected.WriteCreateStatement(rules, writer);
        }
    }

    /// <summary>What the role of the services may do here: read, and call functions.</summary>
    private sealed class ServiceRights : ISchemaObject
    {
        public DbObjectName Identifier { get; } = Named(Name, "service_rights");

        public void WriteCreateStatement(Migrator migrator, TextWriter writer) => writer.WriteLine(
            """
            DO $$ BEGIN
              IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'complaints_app') THEN
                CREATE ROLE complaints_app NOLOGIN;
              END IF;
            EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; -- another database of the cluster was first
            END $$;
            GRANT USAGE ON SCHEMA record TO complaints_app;
            GRANT SELECT ON record.event_chain, record.seals TO complaints_app;
            """);

        public void WriteDropStatement(Migrator rules, TextWriter writer)
        {
        }

        public void ConfigureQueryCommand(Weasel.Core.DbCommandBuilder builder) => builder.Append(
            """
            SELECT count(*) FROM information_schema.role_table_grants
            WHERE grantee = 'complaints_app' AND table_schema = 'record' AND privilege_type = 'SELECT';
            """);

        public async Task<ISchemaObjectDelta> CreateDeltaAsync(DbDataReader reader, CancellationToken ct = default) =>
            new SchemaObjectDelta(
                this, await reader.ReadAsync(ct) && reader.GetInt64(0) == 2
                    ? SchemaPatchDifference.None
                    : SchemaPatchDifference.Create);

        public IEnumerable<DbObjectName> AllNames() => [Identifier];
    }
}
