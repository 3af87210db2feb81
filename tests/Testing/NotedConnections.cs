namespace ComplaintsPlatform.Testing;

/// <summary>What the AppHost notes for tools about the servers that a platform runs on.</summary>
public static class NotedConnections
{
    /// <summary>A variable of <c>connections.env</c>, such as <c>ConnectionStrings__postgres</c> (the owner's
    /// login).</summary>
    /// <param name="data">The platform's data directory.</param>
    /// <param name="variable">Its name; one that is not noted is an error.</param>
    public static async Task<string> ReadAsync(string data, string variable) =>
        (await File.ReadAllLinesAsync(Path.Combine(data, "connections.env")))
            .Single(line => line.Contains($" {variable}=", StringComparison.Ordinal)).Split('\'')[1];
}
