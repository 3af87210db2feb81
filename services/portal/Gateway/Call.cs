using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ComplaintsPlatform.Portal.Gateway;

/// <summary>A request of the API, as <see cref="Routes"/> makes them; <see cref="GatewayClient"/> sends it.</summary>
internal record Call(HttpMethod Method, FormattableString Path)
{
    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public IReadOnlyList<(string Name, object? Value)> Query { get; init; } = [];

    public IReadOnlyList<(string Name, string? Value)> Headers { get; init; } = [];

    public object? Body { get; init; }

    public HttpRequestMessage ToRequest()
    {
        var path = string.Format(CultureInfo.InvariantCulture, Path.Format,
            [.. Path.GetArguments().Select(part => (object?)Uri.EscapeDataString(Text(part) ?? ""))]);
        var query = Query.SelectMany(part => part.Value is IEnumerable<string> words
            ? words.Select(word => (part.Name, (string?)word)) : [(part.Name, Text(part.Value))]);
        var request = new HttpRequestMessage(Method, path + Gateway.Query.Of(query));
        foreach (var (name, value) in Headers)
            if (value is not null) request.Headers.Add(name, value);
        request.Content = Body as HttpContent
            ?? (Body is null ? null : JsonContent.Create(Body, Body.GetType(), options: Json));
        return request;
    }

    private static string? Text(object? value) => value switch
    {
        bool yes => yes ? "true" : "false",
        DateOnly or DateTimeOffset => ((IFormattable)value).ToString("O", CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value?.ToString(),
    };
}

/// <summary>One that is answered with something.</summary>
internal sealed record Call<T>(HttpMethod Method, FormattableString Path) : Call(Method, Path);

/// <summary>The query of an address; what has no value is left out.</summary>
internal static class Query
{
    public static string Of(params IEnumerable<(string Name, string? Value)> parts)
    {
        var query = new StringBuilder();
        foreach (var (name, value) in parts)
            if (!string.IsNullOrEmpty(value))
                query.Append(query.Length == 0 ? '?' : '&').Append(name).Append('=')
                    .Append(Uri.EscapeDataString(value));
        return query.ToString();
    }
}
