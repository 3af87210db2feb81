using Microsoft.IdentityModel.JsonWebTokens;

namespace ComplaintsPlatform.Identity.Tests;

public sealed class SigningKeyTests(IdentityService identity) : IClassFixture<IdentityService>
{
    [Fact]
    public async Task keys_survive_a_restart_and_are_rotated_without_a_gap()
    {
        var first = await SigningKeyAsync();
        await identity.RestartAsync();
        (await SigningKeyAsync()).ShouldBe(first);

        (await identity.SendAsync(HttpMethod.Post, "/api/signing-keys/rotate", "leader@harbour.example", new
        { compromised = false })).StatusCode.ShouldBe(System.Net.HttpStatusCode.Forbidden);

        // The next key is shown at once, and signs when every checker has read it.
        (await identity.SendAsync(HttpMethod.Post, "/api/signing-keys/rotate", "admin@harbour.example", new
        { compromised = false })).EnsureSuccessStatusCode();
        (await ShownAsync()).Count.ShouldBe(2);
        (await SigningKeyAsync()).ShouldBe(first);

        identity.Time.Advance(TimeSpan.FromMinutes(11));
        var second = await SigningKeyAsync();
        second.ShouldNotBe(first);
        (await ShownAsync()).ShouldBe([first, second]);

        identity.Time.Advance(TimeSpan.FromMinutes(66));
        (await ShownAsync()).ShouldBe([second]);
    }

    private async Task<string> SigningKeyAsync() =>
        new JsonWebToken(await identity.TokenAsync("admin@harbour.example")).Kid;

    private async Task<List<string>> ShownAsync() =>
        [.. (await (await identity.Client.GetAsync("/.well-known/jwks.json", TestContext.Current.CancellationToken))
            .JsonAsync()).GetProperty("keys").EnumerateArray().Select(key => key.GetProperty("kid").GetString()!)];
}
