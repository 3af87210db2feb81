using System.Net;
using ComplaintsPlatform.Identity.Logins;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;

namespace ComplaintsPlatform.Identity.Tests;

public sealed class SignInTests(IdentityService identity) : IClassFixture<IdentityService>
{
    private const string Admin = "admin@harbour.example";
    private const string Own = "a password of its own";

    [Fact]
    public async Task a_person_signs_in_at_the_portal_and_out_everywhere()
    {
        using var browser = new Browser(identity.Address);
        var portal = new PortalSignIn();
        var callback = await SignInAsync(browser, portal, "officer@harbour.example", IdentityService.Password);
        callback.ShouldStartWith(PortalSignIn.Callback + "?");
        PortalSignIn.Parameter(callback, "state").ShouldBe("kept");

        var tokens = await (await identity.AskTokenAsync(portal.Exchange(callback))).JsonAsync();
        var access = new JsonWebToken(tokens.GetProperty("access_token").GetString());
        access.GetClaim("name").Value.ShouldBe("Olive Officer");
        access.GetClaim("role").Value.ShouldBe("complaints-officer");
        access.Audiences.ShouldBe(["complaints-api"]);
        var idToken = tokens.GetProperty("id_token").GetString()!;
        new JsonWebToken(idToken).Audiences.ShouldBe(["portal"]);
        new JsonWebToken(idToken).GetClaim("nonce").Value.ShouldBe("n");

        // A code is worth something once.
        await (await identity.AskTokenAsync(portal.Exchange(callback))).ShouldBeOAuthErrorAsync(400, "invalid_grant");

        // Signed in already: no page.
        var again = new PortalSignIn();
        (await browser.OpenAsync(again.Start())).Location!.ShouldStartWith(PortalSignIn.Callback + "?code=");
        var second = await (await identity.AskTokenAsync(again.Exchange(browser.Location!))).JsonAsync();
        var refresh = second.GetProperty("refresh_token").GetString()!;
        var third = await (await identity.AskTokenAsync(PortalSignIn.Refresh(refresh))).JsonAsync();
        third.GetProperty("access_token").GetString().ShouldNotBeNull();

        // The hint may be older than it lives.
        identity.Time.Advance(TimeSpan.FromMinutes(6));
        await browser.OpenAsync("/connect/end-session?client_id=portal&state=s&id_token_hint="
            + third.GetProperty("id_token").GetString()
            + "&post_logout_redirect_uri=" + Uri.EscapeDataString("http://localhost:8081/signout-callback-oidc"));
        browser.Location!.ShouldStartWith("http://localhost:8081/signout-callback-oidc");
        await (await identity.AskTokenAsync(PortalSignIn.Refresh(third.GetProperty("refresh_token").GetString()!)))
            .ShouldBeOAuthErrorAsync(400, "invalid_grant");
        (await browser.OpenAsync(new PortalSignIn().Start())).Location!.ShouldStartWith("/sign-in?");
    }

    [Fact]
    public async Task without_the_portal_s_hint_signing_out_is_asked_about()
    {
        using var browser = new Browser(identity.Address);
        await SignInAsync(browser, new PortalSignIn(), "leader@harbour.example", IdentityService.Password);
        (await browser.OpenAsync("/connect/end-session")).Location.ShouldBe("/sign-in/sign-out");
        await browser.FollowAsync();
        await browser.SubmitAsync();
        (await browser.FollowAsync()).Page.ShouldContain("You are signed out");
        (await browser.OpenAsync(new PortalSignIn().Start())).Location!.ShouldStartWith("/sign-in?");
    }

    [Theory]
    [InlineData("https://evil.example/signin-oidc")]
    [InlineData("http://localhost:8081/signin-oidc/more")]
    public async Task nobody_is_sent_to_an_address_that_is_not_registered(string callback)
    {
        using var browser = new Browser(identity.Address);
        await browser.OpenAsync(new PortalSignIn().Start(callback: callback));
        browser.Location.ShouldBe("/sign-in/error");
        (await browser.FollowAsync()).Page.ShouldContain("cannot be signed in this way");
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("/api/users")]
    public async Task after_signing_in_nobody_is_sent_elsewhere(string returnUrl)
    {
        using var browser = new Browser(identity.Address);
        await browser.OpenAsync("/sign-in?returnUrl=" + Uri.EscapeDataString(returnUrl));
        await browser.SubmitAsync(("Username", "auditor@harbour.example"), ("Password", IdentityService.Password));
        browser.Location.ShouldBe("/sign-in/signed-in");
    }

    [Fact]
    public async Task a_client_without_pkce_or_secret_gets_nothing()
    {
        using var browser = new Browser(identity.Address);
        await browser.OpenAsync("/connect/authorize?client_id=portal&response_type=code&scope=openid&redirect_uri="
            + Uri.EscapeDataString(PortalSignIn.Callback));
        browser.Location.ShouldBe("/sign-in/error");
        var portal = new PortalSignIn();
        var callback = await SignInAsync(browser, portal, "director@harbour.example", IdentityService.Password);
        await (await identity.AskTokenAsync([.. portal.Exchange(callback)
            .Select(field => field.Item1 == "client_secret" ? (field.Item1, "wrong") : field)]))
            .ShouldBeOAuthErrorAsync(401, "invalid_client");
    }

    [Theory]
    [InlineData("adviser@harbour.example", "wrong")]
    [InlineData("nobody@harbour.example", IdentityService.Password)]
    [InlineData("housing-repairs", "development-only-secret")]
    public async Task whatever_is_wrong_the_page_says_the_same(string username, string password)
    {
        using var browser = new Browser(identity.Address);
        await browser.OpenAsync("/sign-in");
        await browser.SubmitAsync(("Username", username), ("Password", password));
        browser.Answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        browser.Page.ShouldContain("The username or the password is not right, or the account is locked");
        browser.Page.ShouldContain("""<a href="#Username">""");
        browser.Page.ShouldContain($"value=\"{username}\"");
        browser.Page.ShouldNotContain(password == "wrong" ? "value=\"wrong\"" : password);
    }

    [Fact]
    public async Task five_wrong_passwords_on_the_page_lock_the_account()
    {
        await identity.NewUserAsync("page-locked@harbour.example");
        using var browser = new Browser(identity.Address);
        for (var i = 0; i < 5; i++)
            await (await browser.OpenAsync("/sign-in"))
                .SubmitAsync(("Username", "page-locked@harbour.example"), ("Password", "wrong"));
        await browser.SubmitAsync(("Username", "page-locked@harbour.example"), ("Password", Own));
        browser.Page.ShouldContain("the account is locked");
    }

    [Fact]
    public async Task a_form_from_elsewhere_is_not_taken()
    {
        using var browser = new Browser(identity.Address);
        await browser.OpenAsync("/sign-in/error");
        using var form = new FormUrlEncodedContent(
            new Dictionary<string, string> { ["Username"] = Admin, ["Password"] = IdentityService.Password });
        var answer = await identity.Client.PostAsync("/sign-in", form, TestContext.Current.CancellationToken);
        answer.RequestMessage!.RequestUri!.AbsolutePath.ShouldBe("/sign-in/error");
    }

    [Fact]
    public async Task the_pages_run_no_script_and_lead_forms_to_us_and_our_clients_only()
    {
        foreach (var path in (string[])["/sign-in", "/sign-in/forgotten-password", "/sign-in/reset-password",
            "/sign-in/signed-out", "/sign-in/signed-in", "/sign-in/error", "/sign-in/sign-out"])
        {
            var answer = await identity.Client.GetAsync(path, TestContext.Current.CancellationToken);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
            var policy = string.Join(' ', answer.Headers.GetValues("Content-Security-Policy"));
            policy.ShouldContain("default-src 'none'");
            policy.ShouldContain("form-action 'self' http://localhost:8081;");
            policy.ShouldNotContain("script-src");
            var page = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            page.ShouldNotContain("<script");
            page.ShouldContain("<h1 class=\"govuk-heading-l\">");
        }
    }

    [Fact]
    public async Task a_one_time_code_is_asked_for_when_the_user_has_one()
    {
        var id = await identity.NewUserAsync("coded@harbour.example");
        string code;
        await using (var scope = identity.Host.Services.CreateAsyncScope())
        {
            var logins = scope.ServiceProvider.GetRequiredService<LoginManager>();
            var login = (await logins.FindByIdAsync(id.ToString()))!;
            await logins.ResetAuthenticatorKeyAsync(login);
            await logins.SetTwoFactorEnabledAsync(login, true);
            code = OneTimeCode.Now((await logins.GetAuthenticatorKeyAsync(login))!);
        }

        using var browser = new Browser(identity.Address);
        await browser.OpenAsync(new PortalSignIn().Start());
        await browser.FollowAsync();
        await browser.SubmitAsync(("Username", "coded@harbour.example"), ("Password", Own));
        browser.Location!.ShouldStartWith("/sign-in/code?");
        await browser.FollowAsync();
        await browser.SubmitAsync(("Code", "000000"));
        browser.Page.ShouldContain("The code is not right");
        await browser.SubmitAsync(("Code", code[..3] + " " + code[3..]));
        browser.Location!.ShouldStartWith("/connect/authorize?");
        (await browser.FollowAsync()).Location!.ShouldStartWith(PortalSignIn.Callback);
        // The code is good once.
        using var other = new Browser(identity.Address);
        await other.OpenAsync("/sign-in");
        await other.SubmitAsync(("Username", "coded@harbour.example"), ("Password", Own));
        await other.FollowAsync();
        (await other.SubmitAsync(("Code", code))).Page.ShouldContain("The code is not right");
        // A password alone gets no token either.
        await (await identity.SignInAsync("coded@harbour.example", Own)).ShouldBeOAuthErrorAsync(400, "invalid_grant");
    }

    [Fact]
    public async Task a_forgotten_password_is_reset_by_email_once()
    {
        await identity.NewUserAsync("forgetful@harbour.example");
        using var old = new Browser(identity.Address);
        await SignInAsync(old, new PortalSignIn(), "forgetful@harbour.example", Own);

        using var browser = new Browser(identity.Address);
        var answers = new List<string>();
        foreach (var username in (string[])["nobody-at-all@harbour.example", "Forgetful@Harbour.example"])
        {
            await browser.OpenAsync("/sign-in/forgotten-password");
            answers.Add((await browser.SubmitAsync(("Username", username))).Page);
        }

        answers.Distinct().ShouldHaveSingleItem().ShouldContain("Check your email");
        var mail = await Eventually.GetAsync(
            () => Task.FromResult(identity.Mail.Received.FirstOrDefault(
                mail => mail.Recipient == "forgetful@harbour.example")), "No email came.");
        identity.Mail.Received.Count(mail => mail.Recipient.StartsWith("nobody", StringComparison.Ordinal)).ShouldBe(0);
        var link = LinkIn(mail);

        await browser.OpenAsync(link.PathAndQuery);
        await browser.SubmitAsync(("Password", "short"));
        browser.Page.ShouldContain("The password must have between 12 and 256 characters");
        await browser.SubmitAsync(("Password", "another one, quite long"));
        browser.Page.ShouldContain("Your password is changed");
        (await identity.SignInAsync("forgetful@harbour.example", "another one, quite long"))
            .IsSuccessStatusCode.ShouldBeTrue();
        await (await identity.SignInAsync("forgetful@harbour.example", Own))
            .ShouldBeOAuthErrorAsync(400, "invalid_grant");

        // Whoever was signed in with the account is out, and the link is spent.
        (await old.OpenAsync(new PortalSignIn().Start())).Location!.ShouldStartWith("/sign-in?");
        await browser.OpenAsync(link.PathAndQuery);
        await browser.SubmitAsync(("Password", "a third one, for good measure"));
        browser.Page.ShouldContain("The link does not work any more");
    }

    internal static async Task<string> SignInAsync(
        Browser browser, PortalSignIn portal, string username, string password)
    {
        await browser.OpenAsync(portal.Start());
        browser.Location!.ShouldStartWith("/sign-in?");
        await browser.FollowAsync();
        await browser.SubmitAsync(("Username", username), ("Password", password));
        browser.Location!.ShouldStartWith("/connect/authorize?");
        await browser.FollowAsync();
        return browser.Location!;
    }

    private static Uri LinkIn(ReceivedMail mail)
    {
        var body = mail.Raw.Split("\r\n\r\n", 2)[1];
        if (mail.Header("Content-Transfer-Encoding") == "quoted-printable")
            body = body.Replace("=\r\n", "", StringComparison.Ordinal).Replace("=3D", "=", StringComparison.Ordinal);
        return new Uri(body.Split(["\r\n", "\n"], StringSplitOptions.None)
            .Single(line => line.StartsWith("http", StringComparison.Ordinal)));
    }
}
