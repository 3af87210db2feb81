using Marten;
using Weasel.Core;
using Weasel.Core.Migrations;
using Weasel.Postgresql;
using Weasel.Postgresql.Tables;

namespace ComplaintsPlatform.PersonalData;

/// <summary>
/// One row for every subject that ever had a key, for ever: the key, or when it was destroyed. As both are one row,
/// its primary key decides every race between a writer that makes a key and an erasure.
/// </summary>
internal sealed class PersonalDataSchema(StoreOptions options)
    : FeatureSchemaBase("personal_data", options.Advanced.Migrator)
{
    protected override IEnumerable<ISchemaObject> schemaObjects()
    {
        var keys = new Table(
            new PostgresqlObjectName("personal_data", "subject_keys", SchemaUtils.IdentifierUsage.General));
        keys.AddColumn("subject", "uuid").AsPrimaryKey();
        keys.AddColumn("key", "bytea");
        keys.AddColumn("erased_at", "timestamptz");
        yield return keys;
    }
}
