using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace ComplaintsPlatform.EndToEnd.Tests;

/// <summary>
/// Every route of the API document with bodies and queries that are nearly right: wrong types, lengths, encodings, ids
/// of others. No answer may be a fault of ours (5xx), late, or tell how we are made. FUZZ_SEED=n looks elsewhere.
/// </summary>
public sealed partial class FuzzTests(Platform platform)
{
    // A seed that found a fault once; the same each time, so that nobody's change fails for what was there before.
    private const int Known = 951_479;
    private const int Tries = 25;

    // With what is nearly right these would be done, and disturb other tests.
    private static readonly string[] Left = ["/rebuild", "/republish", "/rotate", "/replay"];

    private static readonly string[] Told =
    [
        "Npgsql", "Exception", "   at ", "mt_streams", "select ", "Host=", "StackTrace", "Marten", "Wolverine",
    ];

    [Fact]
    public async Task nothing_that_is_nearly_right_is_a_fault_of_ours()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("FUZZ_SEED"), NumberStyles.None,
            CultureInfo.InvariantCulture, out var given) ? given : Known;
        // Who may call a route differs; between them these may call all that people at work do.
        var clients = await Task.WhenAll(new[] { "officer", "leader", "compliance", "admin", "auditor", "ops" }
            .Select(platform.SignedInAsync));
        var document = (await platform.Gateway.GetFromJsonAsync<JsonNode>("openapi/v1.json"))!;
        var routes = document["paths"]!.AsObject()
            .Where(path => path.Key.StartsWith("/api/", StringComparison.Ordinal)
                && !Left.Any(end => path.Key.EndsWith(end, StringComparison.Ordinal)))
            .SelectMany(path => path.Value!.AsObject().Select(operation =>
                (Path: path.Key, Method: operation.Key, Operation: operation.Value!))).ToList();
        var faults = new System.Collections.Concurrent.ConcurrentBag<string>();
        var (refused, accepted) = (0, 0);
        await Parallel.ForEachAsync(routes.Index(), new ParallelOptions { MaxDegreeOfParallelism = 4 },
            async (route, stop) =>
            {
                var odd = new Oddities(document, new Random(seed + route.Index));
                for (var number = 0; number < Tries; number++)
                {
                    var client = clients[(route.Index + number) % clients.Length];
                    using var request = odd.Ask(route.Item.Method, route.Item.Path, route.Item.Operation);
                    var asked = request.Content is null ? "" : await request.Content.ReadAsStringAsync(stop);
                    using var answer =
                        await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop);
                    // One that goes on for as long as somebody reads it is begun, and that is enough.
                    var said = answer.Content.Headers.ContentType?.MediaType == "text/event-stream"
                        ? ""
                        : await answer.Content.ReadAsStringAsync(stop);
                    if (answer.IsSuccessStatusCode) Interlocked.Increment(ref accepted);
                    else Interlocked.Increment(ref refused);
                    var tells = !answer.IsSuccessStatusCode
                        && Told.Any(word => said.Contains(word, StringComparison.Ordinal));
                    if ((int)answer.StatusCode >= 500 || tells)
                        faults.Add($"{request.Method} {request.RequestUri} {asked[..Math.Min(asked.Length, 600)]}: "
                            + $"{(int)answer.StatusCode} {said[..Math.Min(said.Length, 400)]}");
                }
            });
        foreach (var client in clients) client.Dispose();
        faults.Order(StringComparer.Ordinal).Take(20).ShouldBeEmpty($"seed {seed}");
        // Somebody got through to what is behind the checks, and somebody was stopped by them.
        accepted.ShouldBeGreaterThan(routes.Count, $"seed {seed}");
        refused.ShouldBeGreaterThan(routes.Count, $"seed {seed}");
    }

    /// <summary>Requests from the document with something odd in them.</summary>
    private sealed partial class Oddities(JsonNode document, Random random)
    {
        private static readonly string[] Texts =
        [
            "", " ", "\0", "a\u0000b", "\u202e", "'; drop table mt_events; --", "<script>alert(1)</script>",
            "../../etc/passwd", "%00", "{{7*7}}", "\u00e9".Normalize(NormalizationForm.FormD),
            "00000000-0000-0000-0000-000000000000", "2026-02-30", "9999-12-31", "0001-01-01",
            "2026-11-29T25:61:00Z", "-1", "1e400", "NaN", "true", "null",
            new('x', 300), new('x', 5_000), new('\u200b', 50), "\ud83d\ude00", "=cmd|'/c calc'!A1", "a@b", "+44",
            "+44 7700 900123",
        ];

        public HttpRequestMessage Ask(string method, string path, JsonNode operation)
        {
            var parameters = operation["parameters"]?.AsArray().Select(Resolve).ToList() ?? [];
            var address = Parameter().Replace(path, part => Uri.EscapeDataString(random.Next(4) == 0
                ? Odd() : $"{Guid.CreateVersion7(TimeProvider.System.GetUtcNow())}"));
            var query = parameters.Where(parameter => (string?)parameter["in"] == "query" && random.Next(2) == 0)
                .Select(parameter => $"{parameter["name"]}={Uri.EscapeDataString(random.Next(3) > 0
                    ? Odd() : Text(Resolve(parameter["schema"]!)))}").ToList();
            if (query.Count > 0) address += "?" + string.Join('&', query);
            var request = new HttpRequestMessage(
                new HttpMethod(method.ToUpperInvariant()), new Uri(address.TrimStart('/'), UriKind.Relative));
            if (random.Next(2) == 0)
                request.Headers.TryAddWithoutValidation("If-Match", random.Next(2) == 0 ? "*" : "\"1\"");
            if (operation["requestBody"]?["content"]?["application/json"]?["schema"] is { } schema)
                request.Content = new StringContent(Body(schema), Encoding.UTF8, "application/json");
            return request;
        }

        // As the schema says, but for one place or two.
        private string Body(JsonNode schema)
        {
            var body = Like(Resolve(schema), 0);
            for (var changes = random.Next(3); changes > 0 && body is JsonObject or JsonArray; changes--) Spoil(body);
            var text = body?.ToJsonString() ?? "null";
            return random.Next(20) switch
            {
                0 => text[..(text.Length / 2)],
                1 => new string('[', 200) + text,
                2 => "\ufeff" + text,
                3 => Odd(),
                4 => text.Replace("Words of somebody", @"a lone \ud800", StringComparison.Ordinal),
                _ => text,
            };
        }

        private void Spoil(JsonNode? node)
        {
            while (true)
            {
                if (node is JsonObject { Count: > 0 } members)
                {
                    var name = members.ElementAt(random.Next(members.Count)).Key;
                    if (members[name] is JsonObject or JsonArray && random.Next(2) == 0) node = members[name];
                    else
                    {
                        members[name] = Value();
                        return;
                    }
                }
                else if (node is JsonArray { Count: > 0 } items)
                {
                    var index = random.Next(items.Count);
                    if (items[index] is JsonObject && random.Next(2) == 0) node = items[index];
                    else
                    {
                        items[index] = Value();
                        return;
                    }
                }
                else return;
            }
        }

        private JsonNode? Value() => random.Next(8) switch
        {
            0 => null,
            1 => JsonValue.Create(random.Next(-5, 5)),
            2 => JsonValue.Create(1e300),
            3 => JsonValue.Create(random.Next(2) == 0),
            4 => new JsonArray(Enumerable.Range(0, 150).Select(_ => (JsonNode?)JsonValue.Create(Texts[15])).ToArray()),
            5 => new JsonObject { ["a"] = new JsonObject { ["b"] = null } },
            _ => JsonValue.Create(Odd()),
        };

        private JsonNode? Like(JsonNode schema, int depth)
        {
            if (schema["oneOf"] is JsonArray { Count: > 0 } of)
                return Like(Resolve(of.FirstOrDefault(one => Resolve(one)["type"]?.ToString() != "null") ?? of[0]),
                    depth);
            var type = schema["type"] is JsonArray types
                ? types.Select(one => (string?)one).FirstOrDefault(one => one != "null")
                : (string?)schema["type"];
            return type switch
            {
                "object" when depth < 6 => new JsonObject((schema["properties"]?.AsObject() ?? [])
                    .Select(property => KeyValuePair.Create(property.Key, Like(Resolve(property.Value), depth + 1)))),
                "array" when depth < 6 => new JsonArray(Like(Resolve(schema["items"] ?? new JsonObject()), depth + 1)),
                "integer" or "number" => JsonValue.Create(1),
                "boolean" => JsonValue.Create(true),
                "string" => JsonValue.Create(Text(schema)),
                _ => null,
            };
        }

        private string Text(JsonNode schema) => schema switch
        {
            _ when schema["enum"] is JsonArray { Count: > 0 } words => $"{words[random.Next(words.Count)]}",
            _ => (string?)schema["format"] switch
            {
                "uuid" => $"{Guid.CreateVersion7(TimeProvider.System.GetUtcNow())}",
                "date" => "2026-11-02",
                "date-time" => "2026-11-02T10:00:00Z",
                _ => "Words of somebody",
            },
        };

        private string Odd() => Texts[random.Next(Texts.Length)];

        private JsonNode Resolve(JsonNode? node) => (string?)node!["$ref"] is { } reference
            ? Resolve(reference.TrimStart('#', '/').Split('/').Aggregate(document, (at, part) => at[part]!))
            : node;

        [GeneratedRegex(@"\{[^}]+\}")]
        private static partial Regex Parameter();
    }
}
