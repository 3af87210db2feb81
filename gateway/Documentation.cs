using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ComplaintsPlatform.Gateway;

/// <summary><c>/openapi/v1.json</c>, and <c>/docs</c>: the same as a page that works offline, without scripts and under a strict policy.</summary>
internal static class Documentation
{
    private const string Policy = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void MapDocumentation(this WebApplication app)
    {
        app.MapGet("/openapi/v1.json", async (MergedDocument document, CancellationToken ct) => Results.Text((await document.GetAsync(ct)).ToJsonString(), "application/json")).AllowAnonymous();
        app.MapGet("/docs/docs.css", () => Results.Stream(typeof(Documentation).Assembly.GetManifestResourceStream("ComplaintsPlatform.Gateway.docs.css")!, "text/css")).AllowAnonymous();
        app.MapGet("/docs", async (MergedDocument document, HttpResponse response, CancellationToken ct) =>
        {
            response.Headers.ContentSecurityPolicy = Policy;
            return Results.Text(Page(await document.GetAsync(ct)), "text/html; charset=utf-8");
        }).AllowAnonymous();
    }

    internal static string Page(JsonObject document)
    {
        var html = new StringBuilder();
        var operations = (from path in document["paths"]!.AsObject()
                          from operation in path.Value!.AsObject()
                          select (Path: path.Key, Method: operation.Key, Body: operation.Value!.AsObject())).ToList();
        var groups = operations.GroupBy(operation => operation.Path.Split('/', StringSplitOptions.RemoveEmptyEntries) is ["api", var thing, ..] ? thing : "sign-in").OrderBy(group => group.Key, StringComparer.Ordinal).ToList();

        html.Append("<!DOCTYPE html><html lang=\"en-GB\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>")
            .Append(Text(document["info"]!["title"])).Append(": API</title><link rel=\"stylesheet\" href=\"/docs/docs.css\"></head><body><main><h1>")
            .Append(Text(document["info"]!["title"])).Append(": API</h1><p>").Append(Text(document["info"]!["description"]))
            .Append("</p><p>For programs: <a href=\"/openapi/v1.json\">OpenAPI document</a>.</p><nav aria-label=\"Things\"><ul>");
        foreach (var group in groups) html.Append("<li><a href=\"#").Append(Text(group.Key)).Append("\">").Append(Text(group.Key)).Append("</a></li>");
        html.Append("</ul></nav>");

        foreach (var group in groups)
        {
            html.Append("<section><h2 id=\"").Append(Text(group.Key)).Append("\">").Append(Text(group.Key)).Append("</h2>");
            foreach (var (path, method, body) in group) Operation(html, document, path, method, body);
            html.Append("</section>");
        }

        return html.Append("</main></body></html>").ToString();
    }

    private static void Operation(StringBuilder html, JsonObject document, string path, string method, JsonObject operation)
    {
        html.Append("<details><summary><span class=\"method ").Append(Text(method)).Append("\">").Append(Text(method.ToUpperInvariant())).Append("</span> <code>").Append(Text(path)).Append("</code> ")
            .Append(Text(operation["summary"] ?? operation["operationId"])).Append("</summary>");
        if (operation["description"] is { } description) html.Append("<p>").Append(Text(description)).Append("</p>");
        html.Append("<p>").Append(operation["security"] is null ? "Needs no token." : "Needs a bearer token.").Append("</p>");

        if (operation["parameters"] is JsonArray { Count: > 0 } parameters)
        {
            html.Append("<table><caption>Parameters</caption><thead><tr><th scope=\"col\">Name</th><th scope=\"col\">In</th><th scope=\"col\">Required</th><th scope=\"col\">Kind</th><th scope=\"col\">Meaning</th></tr></thead><tbody>");
            foreach (var parameter in parameters)
                html.Append("<tr><th scope=\"row\">").Append(Text(parameter!["name"])).Append("</th><td>").Append(Text(parameter["in"])).Append("</td><td>")
                    .Append(parameter["required"]?.GetValue<bool>() == true ? "yes" : "no").Append("</td><td>").Append(Text(parameter["schema"]?["format"] ?? parameter["schema"]?["type"])).Append("</td><td>")
                    .Append(Text(parameter["description"])).Append("</td></tr>");
            html.Append("</tbody></table>");
        }

        if (operation["requestBody"]?["content"] is JsonObject content) Content(html, document, "Body", content);
        foreach (var (status, answer) in operation["responses"]?.AsObject() ?? [])
            if (status.StartsWith('2') && answer!["content"] is JsonObject given) Content(html, document, "Answer " + status, given);
            else html.Append("<p><strong>").Append(Text(status)).Append("</strong> ").Append(Text(answer!["description"])).Append("</p>");
        html.Append("</details>");
    }

    private static void Content(StringBuilder html, JsonObject document, string title, JsonObject content)
    {
        foreach (var (mediaType, body) in content)
            html.Append("<h3>").Append(Text(title)).Append(" <code>").Append(Text(mediaType)).Append("</code></h3><pre tabindex=\"0\">")
                .Append(HtmlEncoder.Default.Encode((Resolve(document, body?["schema"], 0) ?? new JsonObject()).ToJsonString(Indented))).Append("</pre>");
    }

    // Puts the schema in the place of its name, four levels deep: enough to read, and an end where schemas refer to themselves.
    private static JsonNode? Resolve(JsonObject document, JsonNode? node, int depth) => node switch
    {
        JsonObject reference when reference["$ref"]?.GetValue<string>() is { } name && depth < 4 =>
            Resolve(document, document["components"]?["schemas"]?[name.Split('/')[^1]], depth + 1),
        JsonObject fields => new JsonObject(fields.Select(field => KeyValuePair.Create(field.Key, Resolve(document, field.Value, depth)))),
        JsonArray items => new JsonArray([.. items.Select(item => Resolve(document, item, depth))]),
        _ => node?.DeepClone(),
    };

    private static string Text(JsonNode? node) => node switch
    {
        null => "",
        JsonArray several => string.Join(" or ", several.Select(Text)),
        _ => HtmlEncoder.Default.Encode(node.ToString()),
    };
}
