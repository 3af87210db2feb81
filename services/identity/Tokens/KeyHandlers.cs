using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace ComplaintsPlatform.Identity.Tokens;

// OpenIddict's keys are those of its options, read once. Ours rotate while it runs, so they are asked for each time.

internal sealed class SignWithCurrentKey(SigningKeys keys) : IOpenIddictServerHandler<GenerateTokenContext>
{
    public async ValueTask HandleAsync(GenerateTokenContext context) =>
        context.SigningCredentials = await keys.CurrentAsync(context.CancellationToken);
}

internal sealed class TrustOurKeys(SigningKeys keys) : IOpenIddictServerHandler<ValidateTokenContext>
{
    public async ValueTask HandleAsync(ValidateTokenContext context) =>
        context.TokenValidationParameters.IssuerSigningKeys = await keys.TrustedAsync(context.CancellationToken);
}

internal sealed class ShowOurKeys(SigningKeys keys) : IOpenIddictServerHandler<HandleJsonWebKeySetRequestContext>
{
    public async ValueTask HandleAsync(HandleJsonWebKeySetRequestContext context)
    {
        foreach (var key in await keys.PublishedAsync(context.CancellationToken)) context.Keys.Add(key);
    }
}
