using Microsoft.IdentityModel.JsonWebTokens;

namespace ComplaintsPlatform.Identity.Tests;

public sealed class UserTests(IdentityService identity) : IClassFixture<IdentityService>
{
    private const string Admin = "admin@harbour.example";

    [Fact]
    public async Task a_user_is_made_changed_put_in_a_team_and_disabled()
    {
        var id = await identity.NewUserAsync("nora@harbour.example");
        var changed = await identity.SendAsync(HttpMethod.Post, $"/api/users/{id}/change-roles", Admin, new { roles = new[] { "team-leader", "complaints-officer" } }, "\"1\"");
        changed.Headers.ETag!.Tag.ShouldBe("\"2\"");

        var team = await identity.SendAsync(HttpMethod.Post, "/api/teams", Admin, new { name = "Night team" });
        var teamId = (await team.JsonAsync()).GetProperty("teamId").GetGuid();
        (await identity.SendAsync(HttpMethod.Post, $"/api/users/{id}/put-in-team", Admin, new { teamId }, "\"2\"")).EnsureSuccessStatusCode();
        var token = new JsonWebToken(await identity.TokenAsync("nora@harbour.example", "a password of its own"));
        token.Claims.Where(claim => claim.Type == "role").Select(claim => claim.Value).ShouldBe(["team-leader", "complaints-officer"]);
        token.GetClaim("team").Value.ShouldBe("Night team");

        (await identity.SendAsync(HttpMethod.Post, $"/api/users/{id}/take-out-of-team", Admin, new { teamId }, "\"3\"")).EnsureSuccessStatusCode();
        var read = await identity.SendAsync(HttpMethod.Get, $"/api/users/{id}", Admin);
        read.Headers.ETag!.Tag.ShouldBe("\"4\"");
        (await read.JsonAsync()).GetProperty("teams").GetArrayLength().ShouldBe(0);

        (await identity.SendAsync(HttpMethod.Post, $"/api/users/{id}/disable", Admin, null, "\"4\"")).EnsureSuccessStatusCode();
        await (await identity.SignInAsync("nora@harbour.example", "a password of its own")).ShouldBeOAuthErrorAsync(400, "invalid_grant");
        // Once more is not another event.
        (await identity.SendAsync(HttpMethod.Post, $"/api/users/{id}/disable", Admin, null, "*")).Headers.ETag!.Tag.ShouldBe("\"5\"");
    }

    [Fact]
    public async Task a_username_that_is_taken_makes_no_second_user()
    {
        var again = await identity.SendAsync(HttpMethod.Post, "/api/users", Admin, new { username = "OFFICER@harbour.example", name = "Other", roles = new[] { "director" }, password = "a password of its own" });
        ((int)again.StatusCode).ShouldBe(409);
        (await again.JsonAsync()).GetProperty("type").GetString().ShouldBe("urn:complaints:problem:already-exists");
    }

    [Theory]
    [InlineData("x@harbour.example", "emperor", "long enough indeed", "roles")]
    [InlineData("x@harbour.example", "director", "short", "password")]
    [InlineData("", "director", "long enough indeed", "username")]
    public async Task a_user_that_cannot_be(string username, string role, string password, string field)
    {
        var answer = await identity.SendAsync(HttpMethod.Post, "/api/users", Admin, new { username, name = "X", roles = new[] { role }, password });
        ((int)answer.StatusCode).ShouldBe(400);
        (await answer.JsonAsync()).GetProperty("errors").TryGetProperty(field, out _).ShouldBeTrue();
    }

    [Fact]
    public async Task only_an_administrator_makes_users() =>
        ((int)(await identity.SendAsync(HttpMethod.Post, "/api/users", "leader@harbour.example", new { })).StatusCode).ShouldBe(403);

    [Fact]
    public async Task a_stale_change_is_412()
    {
        var id = await identity.NewUserAsync("stale@harbour.example");
        ((int)(await identity.SendAsync(HttpMethod.Post, $"/api/users/{id}/change-roles", Admin, new { roles = new[] { "director" } }, "\"9\"")).StatusCode).ShouldBe(412);
        ((int)(await identity.SendAsync(HttpMethod.Post, $"/api/users/{Guid.CreateVersion7()}/disable", Admin, null, "*")).StatusCode).ShouldBe(404);
    }

    [Fact]
    public async Task the_list_pages_and_filters()
    {
        var seen = new List<string>();
        string? cursor = null;
        do
        {
            var page = await (await identity.SendAsync(HttpMethod.Get, $"/api/users?limit=4&cursor={cursor}", Admin)).JsonAsync();
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(user => user.GetProperty("userId").GetString()!));
            cursor = page.GetProperty("next").GetString();
        }
        while (cursor is not null);
        seen.Count.ShouldBeGreaterThanOrEqualTo(14);
        seen.ShouldBeUnique();

        var officers = await (await identity.SendAsync(HttpMethod.Get, "/api/users?team=Complaints%20team&role=complaints-officer", "leader@harbour.example")).JsonAsync();
        officers.GetProperty("items").GetArrayLength().ShouldBe(2);
        (await (await identity.SendAsync(HttpMethod.Get, "/api/teams", "leader@harbour.example")).JsonAsync()).GetProperty("items")[0].GetProperty("name").GetString().ShouldBe("Complaints team");
    }
}
