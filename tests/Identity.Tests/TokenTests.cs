using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace ComplaintsPlatform.Identity.Tests;

public sealed class TokenTests(IdentityService identity) : IClassFixture<IdentityService>
{
    [Fact]
    public async Task a_person_gets_a_token_that_says_who_and_what()
    {
        var answer = await identity.SignInAsync("Officer@Harbour.example ");
        var body = await answer.JsonAsync();
        body.GetProperty("token_type").GetString().ShouldBe("Bearer");
        body.GetProperty("expires_in").GetInt32().ShouldBeInRange(3599, 3600);
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();

        var token = new JsonWebToken(body.GetProperty("access_token").GetString());
        token.Alg.ShouldBe("ES256");
        token.Typ.ShouldBe("at+jwt");
        Guid.Parse(token.Subject).ShouldBe(DevelopmentUsers.IdOf("officer@harbour.example"));
        token.GetClaim("name").Value.ShouldBe("Olive Officer");
        token.Claims.Where(claim => claim.Type == "role").Select(claim => claim.Value).ShouldBe(["complaints-officer"]);
        token.Claims.Where(claim => claim.Type == "team").Select(claim => claim.Value).ShouldBe(["Complaints team"]);
        token.Audiences.ShouldBe(["complaints-api"]);
        (token.ValidTo - token.IssuedAt).ShouldBe(TimeSpan.FromHours(1));
    }

    [Fact]
    public async Task any_checker_can_validate_it_from_discovery_alone()
    {
        var discovery = await (
            await identity.Client.GetAsync("/.well-known/openid-configuration", TestContext.Current.CancellationToken))
            .JsonAsync();
        var keys = await identity.Client.GetStringAsync(discovery.GetProperty("jwks_uri")
            .GetString(), TestContext.Current.CancellationToken);
        var result = await new JsonWebTokenHandler()
            .ValidateTokenAsync(await identity.TokenAsync("leader@harbour.example"), new TokenValidationParameters
            {
                ValidIssuer = discovery.GetProperty("issuer").GetString(),
                ValidAudience = "complaints-api",
                IssuerSigningKeys = new JsonWebKeySet(keys).GetSigningKeys(),
            });
        result.IsValid.ShouldBeTrue(result.Exception?.Message);
        keys.ShouldNotContain("\"d\"", Case.Sensitive);
    }

    [Fact]
    public async Task every_role_of_the_development_seed_can_sign_in()
    {
        foreach (var (username, _, role, _) in DevelopmentUsers.People)
            new JsonWebToken(await identity.TokenAsync(username)).GetClaim("role").Value.ShouldBe(role);
    }

    [Theory]
    [InlineData("adviser@harbour.example", "wrong")]
    [InlineData("nobody@harbour.example", "Complaints-2026!")]
    [InlineData("nobody\u0001@harbour.example", "Complaints-2026!")]
    [InlineData("housing-repairs", "development-only-secret")]
    public async Task a_name_or_password_that_is_wrong_is_one_and_the_same_answer(string username, string password) =>
        await (await identity.SignInAsync(username, password)).ShouldBeOAuthErrorAsync(400, "invalid_grant");

    [Fact]
    public async Task a_module_gets_a_token_for_its_secret_in_the_form_or_the_header()
    {
        var inForm = await identity.AskTokenAsync(("grant_type", "client_credentials"),
            ("client_id", "housing-repairs"), ("client_secret", "development-only-secret"));
        new JsonWebToken((await inForm.JsonAsync()).GetProperty("access_token").GetString())
            .GetClaim("role").Value.ShouldBe("module");

        var request = new HttpRequestMessage(HttpMethod.Post, "/connect/token")
        { Content = new FormUrlEncodedContent([KeyValuePair.Create("grant_type", "client_credentials")]) };
        request.Headers.Authorization =
            new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes("housing-repairs:development-only-secret")));
        (await identity.Client.SendAsync(
            request, TestContext.Current.CancellationToken)).IsSuccessStatusCode.ShouldBeTrue();
    }

    [Fact]
    public async Task a_module_s_token_lives_minutes_and_a_disabled_module_gets_none()
    {
        var id = await identity.NewUserAsync("waste-module", "module", "a secret of its own");
        (string, string)[] asked = [("grant_type", "client_credentials"), ("client_id", "waste-module"),
            ("client_secret", "a secret of its own")];
        var token = new JsonWebToken(
            (await (await identity.AskTokenAsync(asked)).JsonAsync()).GetProperty("access_token").GetString());
        Guid.Parse(token.Subject).ShouldBe(id);
        (token.ValidTo - token.IssuedAt).ShouldBe(TimeSpan.FromMinutes(5));
        (await identity.SendAsync(HttpMethod.Post, $"/api/users/{id}/disable", "admin@harbour.example", null, "*"))
            .EnsureSuccessStatusCode();
        await (await identity.AskTokenAsync(asked)).ShouldBeOAuthErrorAsync(401, "invalid_client");
    }

    [Theory]
    [InlineData("housing-repairs", "wrong")]
    [InlineData("nobody", "development-only-secret")]
    [InlineData("officer@harbour.example", "Complaints-2026!")]
    public async Task a_client_that_is_not_one_is_refused(string id, string secret) =>
        await (await identity.AskTokenAsync(("grant_type", "client_credentials"), ("client_id", id),
            ("client_secret", secret))).ShouldBeOAuthErrorAsync(401, "invalid_client");

    [Fact]
    public async Task a_request_that_is_none_is_an_error_of_oauth()
    {
        await (await identity.AskTokenAsync(("grant_type", "password"), ("username", "officer@harbour.example")))
            .ShouldBeOAuthErrorAsync(400, "invalid_request");
        await (await identity.AskTokenAsync(("username", "officer@harbour.example")))
            .ShouldBeOAuthErrorAsync(400, "invalid_request");
        await (await identity.SignInAsync("nobody\0")).ShouldBeOAuthErrorAsync(400, "invalid_request");
        await (await identity.SignInAsync(new string('a', 900_000), "b")).ShouldBeOAuthErrorAsync(400, "invalid_grant");
        await (await identity.AskTokenAsync(("grant_type", "implicit")))
            .ShouldBeOAuthErrorAsync(400, "unsupported_grant_type");
        await (await identity.Client.PostAsync("/connect/token",
            new StringContent("{}", Encoding.UTF8, "application/json"), TestContext.Current.CancellationToken))
            .ShouldBeOAuthErrorAsync(400, "invalid_request");
    }

    [Fact]
    public async Task too_many_requests_for_one_name_are_429()
    {
        // At once: one after the other on a slow machine they are no more than the limit gives back meanwhile.
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 100).Select(_ => identity.SignInAsync("guessed@harbour.example", "wrong")));
        var refused = answers.Where(answer => (int)answer.StatusCode == 429).ToList();
        refused.Count.ShouldBeInRange(1, 70);
        refused.ShouldAllBe(answer => answer.Headers.RetryAfter != null);
        (await identity.SignInAsync("director@harbour.example")).IsSuccessStatusCode.ShouldBeTrue();
    }
}
