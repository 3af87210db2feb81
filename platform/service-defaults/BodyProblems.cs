using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace ComplaintsPlatform.ServiceDefaults;

/// <summary>
/// Says what is wrong with a request that could not be bound. The framework's own messages name .NET types, so they are
/// read here for what they know and said again in the words of the API.
/// </summary>
internal static partial class BodyProblems
{
    private const string Missing = "It is required and was not given.";

    public static Problem Of(BadHttpRequestException exception) => exception switch
    {
        { InnerException: JsonException json } => OfJson(json),
        { StatusCode: not StatusCodes.Status400BadRequest } => StatusProblems.Of(exception.StatusCode),
        _ when exception.Message.Contains("body", StringComparison.Ordinal) && Parameter().IsMatch(exception.Message) =>
            new Problem(StatusCodes.Status400BadRequest, "body-missing",
                "The request needs a body: send the JSON object that /openapi/v1.json describes for this route."),
        _ when Parameter().Match(exception.Message) is { Success: true } found =>
            Problem.NotValid(
                found.Groups["name"].Value, exception.Message.StartsWith("Required", StringComparison.Ordinal)
                ? Missing
                : "Its value could not be read. It has to be " + Kind(found.Groups["type"].Value) + "."),
        _ => StatusProblems.Of(StatusCodes.Status400BadRequest),
    };

    private static Problem OfJson(JsonException exception)
    {
        var path = Field(exception.Path);
        var message = exception.Message;
        if (message.Contains("could not be mapped to any .NET member", StringComparison.Ordinal))
            return Problem.NotValid(
                path, "There is no such field here. Check its spelling, which is case-sensitive, or leave it out.");
        if (message.Contains("uplicate property", StringComparison.Ordinal))
            return Problem.NotValid(path, "The field stands there twice. Send it once.");
        if (message.Contains("missing required properties", StringComparison.Ordinal))
            return Problem.NotValid(Quoted().Matches(message[message.IndexOf(':', StringComparison.Ordinal)..])
                .Select(name => name.Groups[1].Value).Distinct()
                .ToDictionary(name => path.Length == 0 ? name : $"{path}.{name}", _ => new[] { Missing }));
        if (Converted().Match(message) is { Success: true } wanted && exception.InnerException is not JsonException)
            return Problem.NotValid(path,
                "The value has another type. It has to be "
                + Kind($"{exception.InnerException?.Message} {wanted.Groups["type"].Value}") + ".");
        if (message.Contains("allow null values", StringComparison.Ordinal))
            return Problem.NotValid(path, "Null is not taken here. Give a value or leave the field out.");

        return new Problem(
            StatusCodes.Status400BadRequest, "json-malformed", string.Create(CultureInfo.InvariantCulture,
            $"The body is not well-formed JSON: it breaks at line {(exception.LineNumber ?? 0) + 1}, byte "
                + $"{(exception.BytePositionInLine ?? 0) + 1}. Send one JSON object in UTF-8."));
    }

    // "$.resident.name" is said as "resident.name", the body itself as "body"; a key that a client made up is cut.
    private static string Field(string? path)
    {
        var field = path is null or "$"
            ? "body"
            : path.StartsWith("$.", StringComparison.Ordinal) ? path[2..] : path[1..];
        return field.Length <= 200 ? field : field[..200] + "…";
    }

    // A field of a record is reported under the record's type; what was wanted of the field stands in the inner
    // message.
    private static string Kind(string type) => type switch
    {
        _ when type.Contains("as a string", StringComparison.Ordinal) => "text in quotes",
        _ when type.Contains("as a number", StringComparison.Ordinal) => "a number, without quotes",
        _ when type.Contains("as a boolean", StringComparison.Ordinal) => "true or false, without quotes",
        _ when type.Contains("DateOnly", StringComparison.Ordinal) => "a date such as 2026-03-02",
        _ when type.Contains("DateTime", StringComparison.Ordinal) =>
            "an instant with its offset such as 2026-03-02T09:30:00Z",
        _ when type.Contains("Guid", StringComparison.Ordinal) => "a UUID such as 018f4a52-7c1e-7bbd-9d5e-0a4b8c6d2e1f",
        _ when type.Contains("Collection", StringComparison.Ordinal) || type.EndsWith("[]", StringComparison.Ordinal)
            || type.Contains("List", StringComparison.Ordinal) => "a list",
        _ when type.Contains("Int", StringComparison.Ordinal) || type is "int" or "long" or "short" or "int?"
            or "long?" => "a whole number that is not too large",
        _ when type.Contains("Decimal", StringComparison.Ordinal) || type.Contains("Double", StringComparison.Ordinal)
            || type is "decimal" or "double" => "a number",
        _ when type.Contains("Bool", StringComparison.OrdinalIgnoreCase) => "true or false",
        _ when type.Contains("String", StringComparison.OrdinalIgnoreCase) => "text in quotes",
        _ => "of the kind that /openapi/v1.json describes",
    };

    [GeneratedRegex("parameter \"((?<type>[^\"]*) )?(?<name>\\w+)\"", RegexOptions.IgnoreCase)]
    private static partial Regex Parameter();

    [GeneratedRegex("could not be converted to (?<type>\\S+?)\\.?(\\s|$)")]
    private static partial Regex Converted();

    [GeneratedRegex("'([^']*)'")]
    private static partial Regex Quoted();
}
