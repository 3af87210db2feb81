using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace ComplaintsPlatform.Identity.Tokens;

/// <summary>Access tokens as RFC 9068 describes them, signed with the current key.</summary>
internal sealed class AccessTokens(SigningKeys keys, TimeProvider time, IConfiguration configuration)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    public string Issuer { get; } = configuration["Authentication:Authority"]!;

    public async Task<string> MakeAsync(SignedIn user, string clientId, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return new JsonWebTokenHandler
        { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            TokenType = "at+jwt",
            Issuer = Issuer,
            Audience = "complaints-api",
            IssuedAt = now.UtcDateTime,
            NotBefore = now.UtcDateTime,
            Expires = (now + Lifetime).UtcDateTime,
            Claims = new Dictionary<string, object>
            {
                ["sub"] = user.UserId.ToString(),
                ["client_id"] = clientId,
                ["jti"] = Guid.CreateVersion7(now).ToString(),
                ["name"] = user.Name,
                ["role"] = user.Roles.ToArray(),
                ["team"] = user.Teams.ToArray(),
            },
            SigningCredentials = await keys.CurrentAsync(cancellationToken),
        });
    }
}
