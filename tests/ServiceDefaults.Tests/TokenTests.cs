using System.Security.Cryptography;
using System.Text.Json;

namespace ComplaintsPlatform.ServiceDefaults.Tests;

public sealed class TokenTests(TinyService service) : IClassFixture<TinyService>
{
    private Dictionary<string, object> Claims =>
        service.Authority.Claims(TinyService.Somebody.ToString(), "Olive", "officer");

    [Fact]
    public async Task a_good_token_says_who_acts()
    {
        var who = JsonSerializer.Deserialize<JsonElement>(
            await (await service.GetAsync("/who")).Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        who.GetProperty("id").GetGuid().ShouldBe(TinyService.Somebody);
        who.GetProperty("name").GetString().ShouldBe("Olive Officer");
        who.GetProperty("roles")[0].GetString().ShouldBe("officer");
    }

    [Fact]
    public async Task no_token()
    {
        var answer = await service.GetAsync("/who", token: null);
        await answer.ShouldBeProblemAsync(401, "not-authenticated");
        answer.Headers.WwwAuthenticate.ToString().ShouldStartWith("Bearer");
    }

    [Fact]
    public async Task an_expired_token()
    {
        var claims = Claims;
        claims["exp"] = (long)claims["iat"] - 31;
        claims["nbf"] = (long)claims["iat"] - 3600;
        await Refused(service.Authority.Sign(claims), "token-expired");
    }

    [Fact]
    public async Task a_token_for_later()
    {
        var claims = Claims;
        claims["nbf"] = (long)claims["iat"] + 600;
        await Refused(service.Authority.Sign(claims), "token-not-valid");
    }

    [Fact]
    public async Task a_forged_token()
    {
        using var forger = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await Refused(service.Authority.Sign(Claims, forger), "token-not-valid");
    }

    [Fact]
    public async Task a_token_changed_on_the_way()
    {
        var parts = service.Authority.Sign(Claims).Split('.');
        var other = service.Authority.Sign(
            service.Authority.Claims(TinyService.Somebody.ToString(), "Olive", "auditor")).Split('.');
        await Refused($"{parts[0]}.{other[1]}.{parts[2]}", "token-not-valid");
    }

    [Fact]
    public async Task a_token_with_algorithm_none() =>
        await Refused(service.Authority.Sign(Claims, algorithm: "none"), "token-not-valid");

    [Fact]
    public async Task a_token_that_calls_its_signature_another_algorithm() =>
        await Refused(service.Authority.Sign(Claims, algorithm: "HS256"), "token-not-valid");

    [Theory]
    [InlineData("aud", "another-api")]
    [InlineData("iss", "https://elsewhere.example")]
    [InlineData("sub", "not a uuid")]
    public async Task a_claim_that_is_not_ours(string claim, string value)
    {
        var claims = Claims;
        claims[claim] = value;
        await Refused(service.Authority.Sign(claims), "token-not-valid");
    }

    [Theory]
    [InlineData("exp")]
    [InlineData("sub")]
    [InlineData("aud")]
    public async Task a_claim_missing(string claim)
    {
        var claims = Claims;
        claims.Remove(claim);
        await Refused(service.Authority.Sign(claims), "token-not-valid");
    }

    [Theory]
    [InlineData("not.a.token")]
    [InlineData("..")]
    public async Task rubbish(string token) => await Refused(token, "token-not-valid");

    [Fact]
    public async Task a_wrong_role() =>
        await (await service.GetAsync("/who", "resident")).ShouldBeProblemAsync(403, "not-permitted");

    [Fact]
    public async Task a_route_that_says_nothing_is_for_nobody()
    {
        await (await service.GetAsync("/forgotten")).ShouldBeProblemAsync(403, "not-permitted");
        await (await service.GetAsync("/forgotten", token: null)).ShouldBeProblemAsync(401, "not-authenticated");
    }

    [Fact]
    public async Task an_authority_that_does_not_answer_is_503_until_it_does()
    {
        var port = Ports.Free();
        await using var lonely = TinyService.Build($"http://127.0.0.1:{port}");
        await lonely.StartAsync(TestContext.Current.CancellationToken);
        using var client = new HttpClient { BaseAddress = new Uri(lonely.Urls.First()) };
        client.DefaultRequestHeaders.Authorization =
            new("Bearer", service.Authority.TokenFor(TinyService.Somebody, "Olive", "officer"));
        var answer = await client.GetAsync("/who", TestContext.Current.CancellationToken);
        await answer.ShouldBeProblemAsync(503, "identity-unavailable");
        answer.Headers.RetryAfter.ShouldNotBeNull();

        await using var late = await TestAuthority.StartAsync(port);
        client.DefaultRequestHeaders.Authorization =
            new("Bearer", late.TokenFor(TinyService.Somebody, "Olive", "officer"));
        (await client.GetAsync("/who", TestContext.Current.CancellationToken)).IsSuccessStatusCode.ShouldBeTrue();
    }

    [Fact]
    public async Task a_good_token_is_never_called_bad_because_the_keys_could_not_be_read_just_then()
    {
        await using var authority = await TestAuthority.StartAsync();
        authority.IsAway = true;
        await using var started = TinyService.Build(authority.Url);
        await started.StartAsync(TestContext.Current.CancellationToken);
        using var client = new HttpClient { BaseAddress = new Uri(started.Urls.First()) };
        client.DefaultRequestHeaders.Authorization =
            new("Bearer", authority.TokenFor(TinyService.Somebody, "Olive", "officer"));
        await (await client.GetAsync("/who", TestContext.Current.CancellationToken))
            .ShouldBeProblemAsync(503, "identity-unavailable");
        authority.IsAway = false;
        (await client.GetAsync("/who", TestContext.Current.CancellationToken)).IsSuccessStatusCode.ShouldBeTrue();
    }

    private async Task Refused(string token, string code) =>
        await (await service.GetAsync("/who", token)).ShouldBeProblemAsync(401, code);
}
