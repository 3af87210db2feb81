namespace ComplaintsPlatform.Contracts;

/// <summary>The JSON Schemas (draft 2020-12) of what other housing modules publish; one file per message type under
/// Schemas/.</summary>
public static class HousingSchemas
{
    private const string Folder = "ComplaintsPlatform.Contracts.Schemas.";

    /// <summary>Every message type that has a schema.</summary>
    public static IReadOnlyList<string> MessageTypes { get; } =
        [.. typeof(HousingSchemas).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
            .Select(name => name[Folder.Length..^".json".Length])
            .Order(StringComparer.Ordinal)];

    /// <summary>The text of the schema of a message type.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static string Text(string messageType)
    {
        using var stream = typeof(HousingSchemas).Assembly.GetManifestResourceStream($"{Folder}{messageType}.json")
            ?? throw new ArgumentException($"There is no schema for '{messageType}'.", nameof(messageType));
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
