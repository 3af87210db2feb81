using Microsoft.AspNetCore;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace ComplaintsPlatform.Identity.Tokens;

/// <summary>A form that cannot be read (U+0000, half a pair, too long) is an error of OAuth, like others.</summary>
internal sealed class ReadForm : IOpenIddictServerHandler<ExtractTokenRequestContext>
{
    public async ValueTask HandleAsync(ExtractTokenRequestContext context)
    {
        var request = context.Transaction.GetHttpRequest()!;
        if (!request.HasFormContentType) return;
        try
        {
            await request.ReadFormAsync(context.CancellationToken);
        }
        catch (Exception e) when (e is InvalidDataException or InvalidOperationException)
        {
            context.Reject(OpenIddictConstants.Errors.InvalidRequest,
                "The form cannot be read: something in it is too long or is not text.");
        }
    }
}

/// <summary>Limits guesses before a secret is looked at. A code or a refresh token cannot be guessed.</summary>
internal sealed class LimitTokens(TokenLimits limits) : IOpenIddictServerHandler<ValidateTokenRequestContext>
{
    public async ValueTask HandleAsync(ValidateTokenRequestContext context)
    {
        var name = context.Request.IsPasswordGrantType() ? context.Request.Username
            : context.Request.IsClientCredentialsGrantType() ? context.Request.ClientId
            : null;
        var http = context.Transaction.GetHttpRequest()!.HttpContext;
        if (name is null || limits.Refuses(name, http.Connection.RemoteIpAddress) is not { } tooMany) return;
        await tooMany.ExecuteAsync(http);
        context.HandleRequest();
    }
}
