using System.Text.Json;
using System.Text.Json.Nodes;
using Yarp.ReverseProxy.Configuration;

namespace ComplaintsPlatform.Gateway;

/// <summary>
/// One OpenAPI document of every service's, in the addresses of the gateway. Read again at most every quarter of a
/// minute; what a service that does not answer said last stays.
/// </summary>
internal sealed class MergedDocument(
    IHttpClientFactory clients, IProxyConfigProvider routes, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly SemaphoreSlim one = new(1);
    private readonly Dictionary<string, string> lastKnown = [];
    private volatile Cached? cached;

    /// <summary>As JSON.</summary>
    public async Task<string> GetAsync(CancellationToken cancellationToken)
    {
        if (cached is { } known && time.GetElapsedTime(known.ReadAt) < Fresh) return known.Text;
        await one.WaitAsync(cancellationToken);
        try
        {
            if (cached is { } justRead && time.GetElapsedTime(justRead.ReadAt) < Fresh) return justRead.Text;
            var clusters = routes.GetConfig().Clusters.OrderBy(cluster => cluster.ClusterId, StringComparer.Ordinal)
                .ToList();
            var read = await Task.WhenAll(clusters.Select(cluster => ReadAsync(cluster, cancellationToken)));
            foreach (var (service, text) in read)
                if (text is not null) lastKnown[service] = text;
            var merged = Merge(
                read.Select(answer => answer.Service).Where(lastKnown.ContainsKey)
                .Select(service => (service, JsonNode.Parse(lastKnown[service])!.AsObject())),
                [.. read.Where(answer => answer.Text is null).Select(answer => answer.Service)]);
            cached = new Cached(merged.ToJsonString(), time.GetTimestamp());
            return cached.Text;
        }
        finally
        {
            one.Release();
        }
    }

    public void Dispose() => one.Dispose();

    internal static JsonObject Merge(
        IEnumerable<(string Service, JsonObject Document)> documents, IReadOnlyList<string> missing)
    {
        var paths = new JsonObject();
        var components = new JsonObject();
        foreach (var (service, document) in documents)
        {
            var renamed = Rename(service, document, components);
            foreach (var (section, entries) in renamed["components"]?.AsObject() ?? [])
                foreach (var (name, entry) in entries!.AsObject())
                    Section(components, section).TryAdd(name, entry?.DeepClone());

            foreach (var (path, item) in renamed["paths"]?.AsObject() ?? [])
                if (PublicPath(service, path) is { } address)
                    foreach (var (method, operation) in item!.AsObject())
                        Section(paths, address).TryAdd(method, operation?.DeepClone());
        }

        var description =
            "Every route of the platform, whichever service answers. Problems are RFC 9457; go by their type.";
        if (missing.Count > 0)
            description += " Not answering when this was read, so possibly missing or out of date here: "
                + string.Join(", ", missing) + ".";
        return new JsonObject
        {
            ["openapi"] = "3.1.1",
            ["info"] = new JsonObject
            { ["title"] = "Complaints platform", ["version"] = "v1", ["description"] = description },
            ["servers"] = new JsonArray(new JsonObject { ["url"] = "/" }),
            ["paths"] = new JsonObject(paths.OrderBy(path => path.Key, StringComparer.Ordinal)
                .Select(path => KeyValuePair.Create(path.Key, path.Value?.DeepClone()))),
            ["components"] = components,
        };
    }

    // Two services may use one name for different things ("Page"): the later one's gets the service's name before it.
    private static JsonObject Rename(string service, JsonObject document, JsonObject components)
    {
        var taken = components["schemas"]?.AsObject() ?? [];
        var text = document.ToJsonString();
        foreach (var (name, schema) in document["components"]?["schemas"]?.AsObject() ?? [])
            if (taken.TryGetPropertyValue(name, out var other) && !JsonNode.DeepEquals(schema, other))
                text = text.Replace($"\"#/components/schemas/{name}\"", $"\"#/components/schemas/{service}.{name}\"",
                    StringComparison.Ordinal);
        var renamed = JsonNode.Parse(text)!.AsObject();
        if (renamed["components"]?["schemas"] is JsonObject schemas)
            foreach (var (name, schema) in schemas.ToList())
                if (taken.TryGetPropertyValue(name, out var other)
                    && !JsonNode.DeepEquals(document["components"]!["schemas"]![name], other))
                {
                    schemas.Remove(name);
                    schemas[$"{service}.{name}"] = schema;
                }
        return renamed;
    }

    private static string? PublicPath(string service, string path) =>
        path.StartsWith("/operations/", StringComparison.Ordinal)
            ? $"/api/operations/{service}{path["/operations".Length..]}"
        : path.StartsWith("/api/", StringComparison.Ordinal) || path.StartsWith("/connect/", StringComparison.Ordinal)
            || path.StartsWith("/.well-known/", StringComparison.Ordinal) ? path
        : null;

    private static JsonObject Section(JsonObject parent, string name)
    {
        if (parent[name] is JsonObject section) return section;
        parent[name] = section = [];
        return section;
    }

    private async Task<(string Service, string? Text)> ReadAsync(
        ClusterConfig service, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        using var client = clients.CreateClient(nameof(MergedDocument));
        try
        {
            var address = service.Destinations!.Values.First().Address;
            var text = await client.GetStringAsync(new Uri(new Uri(address), "/openapi/v1.json"), patience.Token);
            using var whole = JsonDocument.Parse(text);
            return (service.ClusterId, text);
        }
        catch (Exception e)
            when (e is HttpRequestException or JsonException
                || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            // The document says so; a replica that does answer is asked next time.
            return (service.ClusterId, null);
        }
    }

    private sealed record Cached(string Text, long ReadAt);
}
