using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.WebUtilities;

namespace ComplaintsPlatform.Messaging;

/// <summary>Failures of the operators' routes, in the form that all routes of the platform give theirs (RFC 9457).</summary>
internal static class Problems
{
    public static ValidationProblem NotValid(HttpContext context, Dictionary<string, string[]> errors) => TypedResults.ValidationProblem(errors,
        "The request says something that cannot be taken as it stands. Put right the fields under errors.", context.Request.Path,
        ReasonPhrases.GetReasonPhrase(StatusCodes.Status400BadRequest), "urn:complaints:problem:not-valid", TraceOf(context));

    public static ProblemHttpResult Of(HttpContext context, int status, string type, string sentence) =>
        TypedResults.Problem(sentence, context.Request.Path, status, ReasonPhrases.GetReasonPhrase(status), type, TraceOf(context));

    private static Dictionary<string, object?> TraceOf(HttpContext context) => new() { ["traceId"] = Activity.Current?.TraceId.ToHexString() ?? context.TraceIdentifier };
}
