using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace ComplaintsPlatform.ServiceDefaults;

/// <summary>A failure as RFC 9457 wants it. The only thing that writes <c>application/problem+json</c>.</summary>
internal sealed record Problem(int Status, string Code, string Sentence)
{
    public const string TypePrefix = "urn:complaints:problem:";

    public IReadOnlyDictionary<string, string[]>? Errors { get; init; }

    public int? RetryAfterSeconds { get; init; }

    /// <summary>Something more that the client needs, under its name.</summary>
    public (string Name, object Value)? Member { get; init; }

    public static Problem NotValid(IReadOnlyDictionary<string, string[]> errors) =>
        new(StatusCodes.Status400BadRequest, "not-valid",
            "The request says something that cannot be taken as it stands. Put right the fields under errors.")
        { Errors = errors };

    public static Problem NotValid(string field, string sentence) =>
        NotValid(new Dictionary<string, string[]> { [field] = [sentence] });

    public async Task WriteAsync(HttpContext context)
    {
        var body = new JsonObject
        {
            ["type"] = TypePrefix + Code,
            ["title"] = ReasonPhrases.GetReasonPhrase(Status) is { Length: > 0 } phrase ? phrase : "Failed",
            ["status"] = Status,
            ["detail"] = Sentence,
            ["instance"] = context.Request.Path.Value,
            ["traceId"] = Activity.Current?.TraceId.ToHexString() ?? context.TraceIdentifier,
        };
        if (Errors is not null)
            body["errors"] = new JsonObject(
                Errors.Select(field =>
                    KeyValuePair.Create(
                        field.Key, (JsonNode?)new JsonArray([.. field.Value.Select(text => (JsonNode)text)]))));

        if (Member is { } member)
            body[member.Name] = JsonSerializer.SerializeToNode(member.Value, JsonSerializerOptions.Web);

        context.Response.StatusCode = Status;
        if (RetryAfterSeconds is { } seconds)
            context.Response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        context.Response.ContentType = "application/problem+json";
        if (!HttpMethods.IsHead(context.Request.Method))
            await context.Response.WriteAsync(body.ToJsonString(), context.RequestAborted);
    }
}

/// <summary>Ends a request with a problem, from places that cannot return one (binding a parameter).</summary>
/// <param name="status">HTTP status.</param>
/// <param name="code">Stable kebab-case code.</param>
/// <param name="sentence">A sentence for a person.</param>
public class ProblemException(int status, string code, string sentence) : Exception(sentence)
{
    internal ProblemException(Problem problem) : this(problem.Status, problem.Code, problem.Sentence) =>
        Problem = problem;

    internal Problem Problem { get; } = new(status, code, sentence);
}

/// <summary>A problem as the answer of a route.</summary>
internal sealed class ProblemResult(Problem problem) : IResult, IStatusCodeHttpResult
{
    public int? StatusCode => problem.Status;

    public Task ExecuteAsync(HttpContext httpContext) => problem.WriteAsync(httpContext);
}
