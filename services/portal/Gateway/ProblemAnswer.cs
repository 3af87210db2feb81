using System.Text.Json;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace ComplaintsPlatform.Portal.Gateway;

/// <summary>The gateway refused. What it said (RFC 9457) is here for the page to show.</summary>
internal sealed class ProblemAnswer(int status, string? type, string? detail, string? traceId) : Exception(detail)
{
    public int Status { get; } = status;

    /// <summary>The stable code, without its prefix: <c>version-stale</c>.</summary>
    public string Code { get; } = type?.Split(':')[^1] ?? "";

    public string Detail { get; } = detail ?? "The platform did not say why.";

    public string? TraceId { get; } = traceId;

    public IReadOnlyDictionary<string, IReadOnlyList<string>> Errors { get; private init; } =
        new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Who may be meant, when the code is <c>possible-double</c>.</summary>
    public IReadOnlyList<PossibleDouble> Doubles { get; private init; } = [];

    /// <summary>Something that can be put right in the form.</summary>
    public bool IsMendable => Status is 400 or 409 or 422;

    public static async Task<ProblemAnswer> ReadAsync(HttpResponseMessage answer, CancellationToken ct)
    {
        try
        {
            var body = await answer.Content.ReadFromJsonAsync<Problem>(Call.Json, ct);
            return new ProblemAnswer((int)answer.StatusCode, body?.Type, body?.Detail, body?.TraceId)
            {
                Errors = body?.Errors ?? new Dictionary<string, IReadOnlyList<string>>(),
                Doubles = body?.AdditionalProperties?.TryGetValue("doubles", out var doubles) is true
                    ? doubles.Deserialize<List<PossibleDouble>>(Call.Json)!
                    : [],
            };
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException)
        {
            return new ProblemAnswer((int)answer.StatusCode, null, null, null);
        }
    }

    /// <summary>
    /// The one place at which what the API says about its fields goes to the fields of a form. What has no field goes
    /// into the summary.
    /// </summary>
    /// <param name="state">The page's.</param>
    /// <param name="fields">The form's field for a path of the API, such as <c>resident.name</c>; a path that ends in
    /// <c>[]</c> is for each of a list.</param>
    /// <param name="codes">The form's field for the code of a refusal.</param>
    public void AddTo(
        ModelStateDictionary state, IReadOnlyDictionary<string, string> fields,
        IReadOnlyDictionary<string, string>? codes = null)
    {
        foreach (var (path, sentences) in Errors)
            foreach (var sentence in sentences)
                state.AddModelError(FieldOf(path, fields), sentence);
        if (Errors.Count == 0) state.AddModelError(codes?.GetValueOrDefault(Code) ?? "", Detail);
    }

    private static string FieldOf(string path, IReadOnlyDictionary<string, string> fields)
    {
        if (fields.TryGetValue(path, out var field)) return field;
        var start = path.IndexOf('[', StringComparison.Ordinal);
        return start > 0 && fields.TryGetValue(path[..start] + "[]", out var list) ? list + path[start..] : "";
    }
}
