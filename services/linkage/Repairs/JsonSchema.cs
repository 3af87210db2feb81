using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace ComplaintsPlatform.Linkage;

/// <summary>
/// Validates against the part of JSON Schema draft 2020-12 that our published schemas use. A schema with any other keyword is refused when it is
/// read: a rule that is not understood must not pass as kept. (No library: those that can be restored are too old, or count validations per hour.)
/// </summary>
internal sealed class JsonSchema
{
    private const int EnoughProblems = 10;

    private static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        "$schema", "$id", "$defs", "$ref", "title", "description", "type", "required", "properties", "minProperties", "items", "enum",
        "minLength", "maxLength", "pattern", "format", "minimum", "maximum", "minItems", "maxItems",
    };

    private static readonly HashSet<string> Formats = new(StringComparer.Ordinal) { "date", "date-time", "uuid" };

    private readonly JsonElement root;
    private readonly Dictionary<string, Regex> patterns = new(StringComparer.Ordinal);

    private JsonSchema(JsonElement root) => this.root = root;

    /// <exception cref="InvalidDataException">The schema uses a keyword, format or reference that this validator does not know: what is not checked must not look checked.</exception>
    public static JsonSchema Parse(string text)
    {
        using var document = JsonDocument.Parse(text);
        var schema = new JsonSchema(document.RootElement.Clone());
        schema.Check(schema.root);
        return schema;
    }

    /// <summary>What is wrong, each with its place (<c>/priority/priorityCode</c>) and without the value, which may be personal; empty when valid.</summary>
    public IReadOnlyList<string> Problems(JsonElement value)
    {
        var problems = new List<string>();
        Validate(root, value, "", problems);
        return problems;
    }

    private void Check(JsonElement schema)
    {
        foreach (var keyword in schema.EnumerateObject())
        {
            if (!Known.Contains(keyword.Name)) throw Unknown("keyword", keyword.Name);
            switch (keyword.Name)
            {
                case "properties" or "$defs":
                    foreach (var property in keyword.Value.EnumerateObject()) Check(property.Value);
                    break;
                case "items":
                    Check(keyword.Value);
                    break;
                case "pattern":
                    patterns[keyword.Value.GetString()!] = new Regex(
                        keyword.Value.GetString()!, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
                    break;
                case "format" when !Formats.Contains(keyword.Value.GetString()!):
                    throw Unknown("format", keyword.Value.GetString());
                case "$ref":
                    Resolve(keyword.Value.GetString()!);
                    break;
            }
        }
    }

    private static InvalidDataException Unknown(string what, string? name) => new($"The schema's {what} '{name}' is not one that is checked here.");

    private JsonElement Resolve(string reference) =>
        reference.StartsWith("#/$defs/", StringComparison.Ordinal)
        && root.TryGetProperty("$defs", out var defs) && defs.TryGetProperty(reference["#/$defs/".Length..], out var found)
            ? found
            : throw Unknown("reference", reference);

    private void Validate(JsonElement schema, JsonElement value, string at, List<string> problems)
    {
        if (problems.Count >= EnoughProblems) return;
        foreach (var keyword in schema.EnumerateObject())
        {
            var rule = keyword.Value;
            switch (keyword.Name)
            {
                case "$ref":
                    Validate(Resolve(rule.GetString()!), value, at, problems);
                    break;
                case "type" when !IsOfType(rule, value):
                    problems.Add($"{Name(at)} is not of type {rule}");
                    return;
                case "required" when value.ValueKind == JsonValueKind.Object:
                    foreach (var name in rule.EnumerateArray())
                        if (!value.TryGetProperty(name.GetString()!, out _)) problems.Add($"{Name(at)} lacks {name}");
                    break;
                case "properties" when value.ValueKind == JsonValueKind.Object:
                    foreach (var property in rule.EnumerateObject())
                        if (value.TryGetProperty(property.Name, out var inner)) Validate(property.Value, inner, $"{at}/{property.Name}", problems);
                    break;
                case "items" when value.ValueKind == JsonValueKind.Array:
                    var index = 0;
                    foreach (var item in value.EnumerateArray()) Validate(rule, item, $"{at}/{index++}", problems);
                    break;
                default:
                    if (!Holds(keyword.Name, rule, value)) problems.Add($"{Name(at)} breaks {keyword.Name} {rule}");
                    break;
            }
        }
    }

    private bool Holds(string keyword, JsonElement rule, JsonElement value) => (keyword, value.ValueKind) switch
    {
        ("minProperties", JsonValueKind.Object) => value.EnumerateObject().Count() >= rule.GetInt32(),
        ("minItems", JsonValueKind.Array) => value.GetArrayLength() >= rule.GetInt32(),
        ("maxItems", JsonValueKind.Array) => value.GetArrayLength() <= rule.GetInt32(),
        ("minLength", JsonValueKind.String) => Length(value) >= rule.GetInt32(),
        ("maxLength", JsonValueKind.String) => Length(value) <= rule.GetInt32(),
        ("pattern", JsonValueKind.String) => patterns[rule.GetString()!].IsMatch(value.GetString()!),
        ("format", JsonValueKind.String) => HasFormat(rule.GetString()!, value.GetString()!),
        ("minimum", JsonValueKind.Number) => value.TryGetDecimal(out var number) && number >= rule.GetDecimal(),
        ("maximum", JsonValueKind.Number) => value.TryGetDecimal(out var number) && number <= rule.GetDecimal(),
        ("enum", _) => rule.EnumerateArray().Any(allowed => JsonElement.DeepEquals(allowed, value)),
        _ => true,
    };

    // JSON Schema counts characters as code points.
    private static int Length(JsonElement value) => value.GetString()!.EnumerateRunes().Count();

    private static bool HasFormat(string format, string text) => format switch
    {
        "date" => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        // RFC 3339: a time without an offset names no instant.
        "date-time" => text.Length >= 20 && text[10] is 'T' or 't' && (text[^1] is 'Z' or 'z' || text[^6] is '+' or '-')
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        _ => Guid.TryParseExact(text, "D", out _),
    };

    private static bool IsOfType(JsonElement rule, JsonElement value) => rule.ValueKind == JsonValueKind.Array
        ? rule.EnumerateArray().Any(one => IsOfType(one, value))
        : (rule.GetString(), value.ValueKind) switch
        {
            ("object", JsonValueKind.Object) or ("array", JsonValueKind.Array) or ("string", JsonValueKind.String) or ("number", JsonValueKind.Number)
                or ("boolean", JsonValueKind.True or JsonValueKind.False) or ("null", JsonValueKind.Null) => true,
            ("integer", JsonValueKind.Number) => value.TryGetDecimal(out var number) && decimal.Truncate(number) == number,
            _ => false,
        };

    private static string Name(string at) => at.Length == 0 ? "the message" : at;
}
