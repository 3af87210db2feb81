using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.Tokens;

namespace ComplaintsPlatform.ServiceDefaults;

/// <summary>Bodies for answers that the framework gives by status alone.</summary>
internal static class StatusProblems
{
    public static Task WriteAsync(StatusCodeContext context) =>
        (context.HttpContext.Response.StatusCode == StatusCodes.Status401Unauthorized
            ? Unauthenticated(context.HttpContext)
            : Of(context.HttpContext.Response.StatusCode)).WriteAsync(context.HttpContext);

    public static Problem Of(int status) => status switch
    {
        400 => new(400, "bad-request", "The request could not be understood. Check it against /openapi/v1.json."),
        401 => new(401, "not-authenticated",
            "Sign in: get an access token at /connect/token and send it as Authorization: Bearer."),
        403 => new(403, "not-permitted",
            "You are signed in, but your roles do not permit this. Ask your administrator if they should."),
        404 => new(404, "not-found",
            "There is nothing here that you may see. Check the id, and the address against /openapi/v1.json."),
        405 => new(
            405, "method-not-allowed", "This address does not take this method. The header Allow says which it takes."),
        408 => new(408, "too-slow", "The request did not arrive in time. Send it again."),
        413 => new(413, "body-too-large", "The request's body is larger than is taken here. Send less."),
        415 => new(415, "media-type-unsupported", "Send the body as JSON, with Content-Type: application/json."),
        429 => new(429, "too-many-requests",
            "Too many requests in a short time. Wait as long as Retry-After says, then go on."),
        431 => new(431, "headers-too-large", "The request's headers are larger than is taken here. Send less."),
        502 => new(502, "service-unreachable", "A part of the platform did not answer. Try again in a moment."),
        503 => new(503, "not-available", "This part of the platform is not available now. Try again in a moment.")
        { RetryAfterSeconds = 5 },
        504 => new(504, "service-too-slow", "A part of the platform did not answer in time. Try again in a moment."),
        >= 500 => new(status, "internal-error",
            "Something went wrong on our side. Nothing was changed unless a later read shows it. Report the traceId."),
        _ => new(status, "refused", "The request was refused. Check it against /openapi/v1.json."),
    };

    private static Problem Unauthenticated(HttpContext context) => context.Items[typeof(StatusProblems)] switch
    {
        null => Of(401),
        SecurityTokenExpiredException =>
            new(401, "token-expired", "The access token has expired. Get a new one at /connect/token."),
        OutdatedTokenException => new(401, "token-outdated",
            "Your account was changed or disabled after the access token was given. Get a new one at /connect/token."),
        _ => new(401, "token-not-valid",
            "The access token was not accepted: it is not one that this platform's sign-in gave for it. Get a new "
            + "one at /connect/token."),
    };
}
