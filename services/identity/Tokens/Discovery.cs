using System.Text.Json.Serialization;

namespace ComplaintsPlatform.Identity.Tokens;

/// <summary>
/// What a checker of tokens needs, where OpenID Connect discovery has it. The issuer is fixed by configuration; the
/// addresses are those by which the document was asked for, so that it is right inside the platform and through the
/// gateway.
/// </summary>
internal static class Discovery
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/.well-known/openid-configuration", (HttpRequest request, AccessTokens tokens) =>
        {
            var origin = $"{request.Scheme}://{request.Host}";
            return new Configuration(tokens.Issuer, origin + "/connect/token", origin + "/.well-known/jwks.json");
        }).AllowAnonymous().WithTags("Sign-in").WithName("GetDiscovery");

        routes.MapGet("/.well-known/jwks.json", async (SigningKeys keys, CancellationToken ct) => new
        {
            keys = (await keys.PublishedAsync(ct))
                .Select(key => new { kty = "EC", use = "sig", alg = "ES256", crv = "P-256", key.Kid, key.X, key.Y }),
        }).AllowAnonymous().WithTags("Sign-in").WithName("GetKeys");
    }

    private sealed record Configuration(string Issuer, string TokenEndpoint, string JwksUri)
    {
        [JsonPropertyName("issuer")] public string Issuer { get; } = Issuer;
        [JsonPropertyName("token_endpoint")] public string TokenEndpoint { get; } = TokenEndpoint;
        [JsonPropertyName("jwks_uri")] public string JwksUri { get; } = JwksUri;
        [JsonPropertyName("grant_types_supported")]
        public string[] GrantTypes
        { get; } = ["password", "client_credentials"];
        [JsonPropertyName("token_endpoint_auth_methods_supported")]
        public string[] ClientAuthentication
        { get; } = ["client_secret_basic", "client_secret_post"];
        [JsonPropertyName("response_types_supported")] public string[] ResponseTypes { get; } = ["token"];
        [JsonPropertyName("subject_types_supported")] public string[] SubjectTypes { get; } = ["public"];
        [JsonPropertyName("id_token_signing_alg_values_supported")] public string[] Algorithms { get; } = ["ES256"];
        [JsonPropertyName("claims_supported")] public string[] Claims { get; } = ["sub", "name", "role", "team"];
    }
}
