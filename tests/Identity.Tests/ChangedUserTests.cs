using System.Net.Http.Headers;
using ComplaintsPlatform.ServiceDefaults;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace ComplaintsPlatform.Identity.Tests;

/// <summary>Who is disabled is out, and who was changed is changed, within a minute: here, and at a service that knows
/// no more of identity than its address.</summary>
public sealed class ChangedUserTests(IdentityService identity) : IClassFixture<IdentityService>
{
    private const string Admin = "admin@harbour.example";
    private const string Own = "a password of its own";

    [Fact]
    public async Task who_is_disabled_is_out_everywhere_within_a_minute()
    {
        await using var service = await StartServiceAsync();
        var id = await identity.NewUserAsync("leaver@harbour.example");
        using var browser = new Browser(identity.Address);
        var portal = new PortalSignIn();
        var callback = await SignInTests.SignInAsync(browser, portal, "leaver@harbour.example", Own);
        var tokens = await (await identity.AskTokenAsync(portal.Exchange(callback))).JsonAsync();
        var token = tokens.GetProperty("access_token").GetString()!;
        (await AskAsync(service, token, "/handling")).ShouldBe(200);

        (await identity.SendAsync(HttpMethod.Post, $"/api/users/{id}/disable", Admin, null, "\"1\""))
            .EnsureSuccessStatusCode();
        await (await identity.AskTokenAsync(PortalSignIn.Refresh(tokens.GetProperty("refresh_token").GetString()!)))
            .ShouldBeOAuthErrorAsync(400, "invalid_grant");
        (await browser.OpenAsync(new PortalSignIn().Start())).Location!.ShouldStartWith("/sign-in?");
        identity.Time.Advance(TimeSpan.FromSeconds(11));
        await Eventually.IsSoAsync(async () => await AskAsync(service, token, "/handling") == 401,
            "The token is still good at another service.");
        await Eventually.IsSoAsync(async () => await AskAsync(identity.Client, token, "/api/users") == 401,
            "The token is still good at identity.");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/users");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        await (await identity.Client.SendAsync(request, TestContext.Current.CancellationToken))
            .ShouldBeProblemAsync(401, "token-outdated");
    }

    [Fact]
    public async Task who_gets_another_role_has_it_within_a_minute()
    {
        await using var service = await StartServiceAsync();
        var id = await identity.NewUserAsync("changed@harbour.example");
        var before = await identity.TokenAsync("changed@harbour.example", Own);
        (await identity.SendAsync(HttpMethod.Post, $"/api/users/{id}/change-roles", Admin,
            new { roles = new[] { "director" } }, "\"1\"")).EnsureSuccessStatusCode();
        var after = await identity.TokenAsync("changed@harbour.example", Own);
        identity.Time.Advance(TimeSpan.FromSeconds(11));
        await Eventually.IsSoAsync(async () => await AskAsync(service, before, "/handling") == 401,
            "The old role is still good.");
        (await AskAsync(service, after, "/handling")).ShouldBe(403);
        (await AskAsync(service, after, "/directing")).ShouldBe(200);
    }

    [Fact]
    public async Task being_away_is_recorded_ended_and_ends_no_token()
    {
        var id = await identity.NewUserAsync("away@harbour.example");
        var recorded = await identity.SendAsync(HttpMethod.Post, $"/api/users/{id}/record-absence",
            "leader@harbour.example", new { from = "2026-03-02", to = "2026-03-06" }, "\"1\"");
        recorded.Headers.ETag!.Tag.ShouldBe("\"2\"");
        var absence = await AbsencesAsync();
        absence[0].GetProperty("to").GetString().ShouldBe("2026-03-06");
        (await identity.SendAsync(HttpMethod.Post, $"/api/users/{id}/end-absence", "leader@harbour.example",
            new { absenceId = absence[0].GetProperty("absenceId").GetGuid(), backOn = "2026-03-05" }, "\"2\""))
            .EnsureSuccessStatusCode();
        (await AbsencesAsync())[0].GetProperty("to").GetString().ShouldBe("2026-03-04");
        ((int)(await identity.SendAsync(HttpMethod.Post, $"/api/users/{id}/record-absence", "officer@harbour.example",
            new { from = "2026-03-02" }, "\"3\"")).StatusCode).ShouldBe(403);
        var changed = await (await identity.Client.GetAsync("/.well-known/changed-users",
            TestContext.Current.CancellationToken)).JsonAsync();
        changed.GetProperty("changed").EnumerateArray()
            .Single(user => user.GetProperty("sub").GetGuid() == id).GetProperty("version").GetInt64().ShouldBe(1);

        async Task<System.Text.Json.JsonElement> AbsencesAsync() => (await (await identity.SendAsync(
            HttpMethod.Get, $"/api/users/{id}", Admin)).JsonAsync()).GetProperty("absences");
    }

    private async Task<RunningApp> StartServiceAsync()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Development" });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration["Authentication:Authority"] = identity.Address.OriginalString;
        builder.Services.AddSingleton<TimeProvider>(identity.Time);
        builder.AddServiceDefaults("another");
        var app = builder.Build();
        app.MapDefaultEndpoints();
        app.MapGet("/handling", () => "in").RequireRoles("complaints-officer");
        app.MapGet("/directing", () => "in").RequireRoles("director");
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new RunningApp(app, new HttpClient { BaseAddress = new Uri(app.Urls.First()) });
    }

    private static Task<int> AskAsync(RunningApp service, string token, string path) =>
        AskAsync(service.Client, token, path);

    private static async Task<int> AskAsync(HttpClient client, string token, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return (int)(await client.SendAsync(request, TestContext.Current.CancellationToken)).StatusCode;
    }

    private sealed record RunningApp(WebApplication App, HttpClient Client) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            Client.Dispose();
            await App.DisposeAsync();
        }
    }
}
