using System.Text;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace ComplaintsPlatform.Identity.Tokens;

/// <summary>
/// Gives access tokens (RFC 6749): grant password to people, on this first-party endpoint only; grant
/// client_credentials to modules, by HTTP Basic or by form fields. Errors are OAuth's own, save 429, which is a problem
/// as everywhere.
/// </summary>
internal static class TokenEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/connect/token", Give).AllowAnonymous().DisableAntiforgery()
        .AddOpenApiOperationTransformer(DescribeForm).Produces<TokenAnswer>()
        .Produces<OAuthError>(StatusCodes.Status400BadRequest)
        .WithTags("Sign-in").WithName("GetToken")
        .WithSummary("An access token for a person's password or a module's secret");

    private static async Task<IResult> Give(
        HttpContext context, Passwords passwords, AccessTokens tokens, TokenLimits limits, CancellationToken ct)
    {
        if (!context.Request.HasFormContentType)
            return Error("invalid_request", "Send the parameters as application/x-www-form-urlencoded.");
        if (await ReadAsync(context.Request, ct) is not { } form)
            return Error("invalid_request", "The form cannot be read: something in it is too long or is not text.");
        var basic = Basic(context.Request.Headers.Authorization.ToString());
        (string Name, string Secret, bool Module) who;
        switch (form["grant_type"].ToString())
        {
            case "password":
                who = (form["username"].ToString(), form["password"].ToString(), false);
                if (who.Name.Length == 0 || who.Secret.Length == 0)
                    return Error("invalid_request", "username and password are required.");
                break;
            case "client_credentials":
                who = basic is { } header
                    ? (header.Id, header.Secret, true)
                    : (form["client_id"].ToString(), form["client_secret"].ToString(), true);
                if (who.Name.Length == 0 || who.Secret.Length == 0)
                    return Refused(context, basic is not null, module: true);
                break;
            case "":
                return Error("invalid_request", "grant_type is required: password or client_credentials.");
            default:
                return Error("unsupported_grant_type", "grant_type has to be password or client_credentials.");
        }

        if (limits.Refuses(who.Name, context.Connection.RemoteIpAddress) is { } tooMany) return tooMany;
        // A name with characters that no name can have (the database takes no U+0000) is simply unknown.
        if (who.Name.Any(char.IsControl)
            || await passwords.CheckAsync(who.Name, who.Secret, who.Module, ct) is not { } user)
            return Refused(context, basic is not null, who.Module);

        context.Response.Headers.Pragma = "no-cache";
        return Results.Json(
            new TokenAnswer(await tokens.MakeAsync(user, who.Module ? who.Name : "first-party", ct), "Bearer",
                (int)AccessTokens.Lifetime.TotalSeconds));
    }

    private static IResult Refused(HttpContext context, bool basic, bool module)
    {
        if (!module)
            return Error("invalid_grant",
                "The username or the password is wrong, or the account is locked or disabled. After five wrong "
                + "tries an account is locked for 15 minutes.");
        if (basic) context.Response.Headers.WWWAuthenticate = "Basic realm=\"complaints\"";
        return Error("invalid_client", "The client is not known, or its secret is wrong or locked.",
            StatusCodes.Status401Unauthorized);
    }

    private static (string Id, string Secret)? Basic(string header)
    {
        if (!header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase)) return null;
        var buffer = new byte[header.Length];
        if (!Convert.TryFromBase64String(header[6..].Trim(), buffer, out var length)) return ("", "");
        var parts = Encoding.UTF8.GetString(buffer, 0, length).Split(':', 2);
        return parts.Length == 2 ? (Uri.UnescapeDataString(parts[0]), Uri.UnescapeDataString(parts[1])) : ("", "");
    }

    private static IResult Error(string code, string description, int status = StatusCodes.Status400BadRequest) =>
        Results.Json(new OAuthError(code, description), statusCode: status);

    private static async Task<IFormCollection?> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await request.ReadFormAsync(cancellationToken);
        }
        catch (Exception e) when (e is InvalidDataException or InvalidOperationException)
        {
            return null;
        }
    }

    // Not by Accepts(): another media type is to be an OAuth error, not a 415.
    private static Task DescribeForm(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        string[] fields = ["grant_type", "username", "password", "client_id", "client_secret"];
        var form = new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Required = new HashSet<string> { "grant_type" },
            Properties = fields.ToDictionary(
                field => field, IOpenApiSchema (_) => new OpenApiSchema { Type = JsonSchemaType.String }),
        };
        operation.RequestBody = new OpenApiRequestBody
        {
            Required = true,
            Content = new Dictionary<string, OpenApiMediaType>
            { ["application/x-www-form-urlencoded"] = new() { Schema = form } },
        };
        return Task.CompletedTask;
    }

    internal sealed record TokenAnswer(
        [property: JsonPropertyName("access_token")] string AccessToken,
        [property: JsonPropertyName("token_type")] string TokenType,
        [property: JsonPropertyName("expires_in")] int ExpiresIn);

    internal sealed record OAuthError(
        string Error, [property: JsonPropertyName("error_description")] string Description);
}
