using System.Reflection;

namespace ComplaintsPlatform.EventStore;

/// <summary>Scripts of a service's read tables, taken from its assembly.</summary>
public static class SchemaScripts
{
    /// <summary>Adds every embedded <c>.sql</c> file of the assembly, in the order of their names (<c>001_…sql</c>, <c>002_…sql</c>).</summary>
    public static StoreOptions AddSchemaScriptsOf(this StoreOptions store, Assembly assembly)
    {
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.EndsWith(".sql", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            store.SchemaScripts.Add(reader.ReadToEnd());
        }

        return store;
    }
}
