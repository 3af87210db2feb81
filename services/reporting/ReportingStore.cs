using System.Text.RegularExpressions;
using ComplaintsPlatform.ServiceDefaults;
using Marten;

namespace ComplaintsPlatform.Reporting;

/// <summary>
/// Reporting has no streams. Its read tables are SQL (Schema/): what is asked of a million complaints is found in
/// indexes made for the question, and a row that many senders tell about is set by one statement each.
/// </summary>
internal static partial class ReportingStore
{
    /// <summary>The read tables, made by the migration.</summary>
    public static void AddReadTables(this IHostApplicationBuilder builder)
    {
        var assembly = typeof(ReportingStore).Assembly;
        foreach (var name in assembly.GetManifestResourceNames()
            .Where(name => name.EndsWith(".sql", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            builder.Services.AddSingleton(new SchemaScript(reader.ReadToEnd()));
        }
    }

    /// <summary>Queues a change for the session's transaction. Marten numbers no parameters, so each is given as often
    /// as it is named.</summary>
    public static void Queue(this IDocumentSession session, Change change)
    {
        var values = new List<object?>();
        var sql = Parameter().Replace(change.Sql, found =>
        {
            values.Add(change.Parameters[
                int.Parse(found.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture) - 1]);
            return "^";
        });
        session.QueueSqlCommand('^', sql, [.. values.Select(value => value ?? DBNull.Value)]);
    }

    [GeneratedRegex(@"\$(\d+)")]
    private static partial Regex Parameter();
}
