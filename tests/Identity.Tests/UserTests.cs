using System.Globalization;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Npgsql;
using RabbitMQ.Client;

namespace ComplaintsPlatform.Identity.Tests;

public sealed class UserTests(IdentityService identity) : IClassFixture<IdentityService>
{
    private const string Admin = "admin@harbour.example";

    [Fact]
    public async Task a_user_is_made_changed_put_in_a_team_and_disabled()
    {
        var id = await identity.NewUserAsync("nora@harbour.example");
        var changed = await identity.SendAsync(HttpMethod.Post, $"/api/users/{id}/change-roles", Admin,
            new { roles = new[] { "team-leader", "complaints-officer" } }, "\"1\"");
        changed.Headers.ETag!.Tag.ShouldBe("\"2\"");

        var team = await identity.SendAsync(HttpMethod.Post, "/api/teams", Admin, new { name = "Night team" });
        var teamId = (await team.JsonAsync()).GetProperty("teamId").GetGuid();
        (await identity.SendAsync(HttpMethod.Post, $"/api/users/{id}/put-in-team", Admin, new { teamId }, "\"2\""))
            .EnsureSuccessStatusCode();
        var token = new JsonWebToken(await identity.TokenAsync("nora@harbour.example", "a password of its own"));
        token.Claims.Where(claim => claim.Type == "role").Select(claim => claim.Value)
            .ShouldBe(["team-leader", "complaints-officer"]);
        token.GetClaim("team").Value.ShouldBe("Night team");

        (await identity.SendAsync(HttpMethod.Post, $"/api/users/{id}/take-out-of-team", Admin, new { teamId }, "\"3\""))
            .EnsureSuccessStatusCode();
        var read = await identity.SendAsync(HttpMethod.Get, $"/api/users/{id}", Admin);
        read.Headers.ETag!.Tag.ShouldBe("\"4\"");
        (await read.JsonAsync()).GetProperty("teams").GetArrayLength().ShouldBe(0);

        (await identity.SendAsync(HttpMethod.Post, $"/api/users/{id}/disable", Admin, null, "\"4\""))
            .EnsureSuccessStatusCode();
        await (await identity.SignInAsync("nora@harbour.example", "a password of its own"))
            .ShouldBeOAuthErrorAsync(400, "invalid_grant");
        // Once more is not another event.
        (await identity.SendAsync(
            HttpMethod.Post, $"/api/users/{id}/disable", Admin, null, "*")).Headers.ETag!.Tag.ShouldBe("\"5\"");
    }

    [Fact]
    public async Task a_role_of_the_landlords_own_gives_what_it_is_made_of_and_changes_with_it()
    {
        var id = await identity.NewUserAsync("cover@harbour.example");
        var role = Guid.CreateVersion7();
        var set = await SetAsync("team-leader", "\"0\"");
        set.EnsureSuccessStatusCode();
        (await identity.SendAsync(HttpMethod.Post, $"/api/users/{id}/change-roles", Admin,
            new { roles = Array.Empty<string>(), ownRoles = new[] { role } }, "*")).EnsureSuccessStatusCode();
        (await RolesAsync()).ShouldBe(["team-leader"]);

        (await SetAsync("auditor", "\"0\"")).StatusCode.ShouldBe(System.Net.HttpStatusCode.PreconditionFailed);
        (await SetAsync("auditor", set.Headers.ETag!.Tag)).EnsureSuccessStatusCode();
        await Eventually.IsSoAsync(
            async () => (await RolesAsync()) is ["auditor"], "Who has the role did not get what it gives now.");
        ((int)(await identity.SendAsync(HttpMethod.Get, "/api/own-roles", "auditor@harbour.example")).StatusCode)
            .ShouldBe(200);

        Task<HttpResponseMessage> SetAsync(string gives, string version) => identity.SendAsync(
            HttpMethod.Post, "/api/own-roles", Admin,
            new { items = new[] { new { ownRoleId = role, name = "Night cover", roles = new[] { gives } } } }, version);

        async Task<IReadOnlyList<string?>> RolesAsync() =>
            [.. new JsonWebToken(await identity.TokenAsync("cover@harbour.example", "a password of its own")).Claims
                .Where(claim => claim.Type == "role").Select(claim => claim.Value)];
    }

    [Fact]
    public async Task an_administrator_says_how_senior_a_user_is_and_tokens_stay_good()
    {
        var path = $"/api/users/{await identity.NewUserAsync("greta@harbour.example")}";
        (await ReadAsync()).GetProperty("seniority").GetString().ShouldBe("officer");
        ((int)(await SayAsync("leader@harbour.example", "senior-officer")).StatusCode).ShouldBe(403);
        ((int)(await SayAsync(Admin, "chief")).StatusCode).ShouldBe(400);
        (await SayAsync(Admin, "senior-officer")).Headers.ETag!.Tag.ShouldBe("\"2\"");
        var read = await ReadAsync();
        read.GetProperty("seniority").GetString().ShouldBe("senior-officer");
        (read.GetProperty("version").GetInt64(), read.GetProperty("rightsVersion").GetInt64()).ShouldBe((2, 1));

        async Task<JsonElement> ReadAsync() =>
            await (await identity.SendAsync(HttpMethod.Get, path, Admin)).JsonAsync();

        Task<HttpResponseMessage> SayAsync(string who, string seniority) => identity.SendAsync(
            HttpMethod.Post, $"{path}/change-seniority", who, new { seniority }, "\"1\"");
    }

    [Fact]
    public async Task a_username_that_is_taken_makes_no_second_user()
    {
        var again = await identity.SendAsync(HttpMethod.Post, "/api/users", Admin,
            new
            {
                username = "OFFICER@harbour.example",
                name = "Other",
                roles = new[]
                { "director" },
                password = "a password of its own"
            });
        ((int)again.StatusCode).ShouldBe(409);
        (await again.JsonAsync()).GetProperty("type").GetString().ShouldBe("urn:complaints:problem:already-exists");
    }

    [Fact]
    public async Task of_many_who_take_a_username_at_once_one_gets_it()
    {
        var user = new
        {
            username = "wanted@harbour.example",
            name = "Wanda",
            roles = new[] { "director" },
            password = "a password of its own"
        };
        var statuses = await identity.SendAtOnceAsync("/api/users", Admin, 12, user);
        statuses.Count(status => status == 201).ShouldBe(1);
        statuses.Count(status => status == 409).ShouldBe(11);
        (await identity.SignInAsync(
            "wanted@harbour.example", "a password of its own")).IsSuccessStatusCode.ShouldBeTrue();
    }

    [Fact]
    public async Task of_many_who_take_a_team_s_name_at_once_one_gets_it_and_a_repeat_makes_no_second_team()
    {
        var statuses = await identity.SendAtOnceAsync("/api/teams", Admin, 12, new { name = "Wanted team" });
        statuses.Count(status => status == 201).ShouldBe(1);
        statuses.Count(status => status == 409).ShouldBe(11);

        var named = new { teamId = Guid.CreateVersion7(), name = "Repeated team" };
        (await identity.SendAtOnceAsync("/api/teams", Admin, 12, named)).ShouldAllBe(status => status == 201);
        var teams = await (await identity.SendAsync(HttpMethod.Get, "/api/teams", Admin)).JsonAsync();
        teams.GetProperty("items").EnumerateArray()
            .Count(team => team.GetProperty("name").GetString() is "Wanted team" or "Repeated team").ShouldBe(2);
    }

    [Fact]
    public async Task others_hear_of_a_user_in_order()
    {
        await using var connection = await new ConnectionFactory { Uri = new Uri(identity.Broker) }
            .CreateConnectionAsync(TestContext.Current.CancellationToken);
        await using var channel = await connection.CreateChannelAsync(
            cancellationToken: TestContext.Current.CancellationToken);
        var queue = (await channel.QueueDeclareAsync(cancellationToken: TestContext.Current.CancellationToken))
            .QueueName;
        await channel.QueueBindAsync(queue, "complaints", "complaints.identity.#",
            cancellationToken: TestContext.Current.CancellationToken);

        var id = await identity.NewUserAsync("heard@harbour.example");
        (await identity.SendAsync(HttpMethod.Post, $"/api/users/{id}/record-absence", Admin,
            new { from = "2026-03-02" }, "\"1\"")).EnsureSuccessStatusCode();
        (await identity.SendAsync(HttpMethod.Post, $"/api/users/{id}/disable", Admin, null, "\"2\""))
            .EnsureSuccessStatusCode();
        var heard = new List<JsonElement>();
        await Eventually.IsSoAsync(async () =>
        {
            while (await channel.BasicGetAsync(queue, autoAck: true) is { } message)
                heard.Add(JsonSerializer.Deserialize<JsonElement>(message.Body.Span));
            return heard.Count(said => said.GetProperty("subject").GetString() == id.ToString()) == 3;
        }, "Not all of it was said.");

        var ofUser = heard.Where(said => said.GetProperty("subject").GetString() == id.ToString()).ToList();
        ofUser.Select(said => said.GetProperty("type").GetString()).ShouldBe(["complaints.identity.user-changed.v1",
            "complaints.identity.absence-changed.v1", "complaints.identity.user-changed.v1"]);
        ofUser[0].GetProperty("data").GetProperty("name").GetString().ShouldBe("Nora New");
        ofUser[2].GetProperty("data").GetProperty("disabled").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task lists_are_made_again_as_they_were()
    {
        var before = await ReadAsync();
        var rebuilt = await identity.SendAsync(HttpMethod.Post, "/operations/rebuild", "ops@harbour.example");
        rebuilt.IsSuccessStatusCode.ShouldBeTrue(
            await rebuilt.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        (await ReadAsync()).ShouldBe(before);

        async Task<string> ReadAsync() =>
            (await (await identity.SendAsync(HttpMethod.Get, "/api/users?limit=100", Admin)).JsonAsync()).GetRawText()
            + (await (await identity.SendAsync(HttpMethod.Get, "/api/teams?limit=100", Admin)).JsonAsync())
                .GetRawText();
    }

    [Theory]
    [InlineData("x@harbour.example", "emperor", "long enough indeed", "roles")]
    [InlineData("x@harbour.example", "director", "short", "password")]
    [InlineData("", "director", "long enough indeed", "username")]
    [InlineData("a\nb", "director", "long enough indeed", "username")]
    public async Task a_user_that_cannot_be(string username, string role, string password, string field)
    {
        var answer = await identity.SendAsync(
            HttpMethod.Post, "/api/users", Admin, new { username, name = "X", roles = new[] { role }, password });
        ((int)answer.StatusCode).ShouldBe(400);
        (await answer.JsonAsync()).GetProperty("errors").TryGetProperty(field, out _).ShouldBeTrue();
    }

    [Fact]
    public async Task only_an_administrator_makes_users() =>
        ((int)(await identity.SendAsync(HttpMethod.Post, "/api/users", "leader@harbour.example", new { })).StatusCode)
            .ShouldBe(403);

    [Fact]
    public async Task a_stale_change_is_412()
    {
        var id = await identity.NewUserAsync("stale@harbour.example");
        ((int)(await identity.SendAsync(HttpMethod.Post, $"/api/users/{id}/change-roles", Admin, new
        { roles = new[] { "director" } }, "\"9\"")).StatusCode).ShouldBe(412);
        ((int)(await identity.SendAsync(HttpMethod.Post, $"/api/users/{Guid.CreateVersion7()}/disable", Admin, null,
            "*")).StatusCode).ShouldBe(404);
    }

    [Fact]
    public async Task the_list_pages_and_filters()
    {
        var seen = new List<string>();
        string? cursor = null;
        do
        {
            var page = await (await identity.SendAsync(HttpMethod.Get, $"/api/users?limit=4&cursor={cursor}", Admin))
                .JsonAsync();
            seen.AddRange(page.GetProperty("items").EnumerateArray()
                .Select(user => user.GetProperty("userId").GetString()!));
            cursor = page.GetProperty("next").GetString();
        }
        while (cursor is not null);
        seen.Count.ShouldBeGreaterThanOrEqualTo(14);
        seen.ShouldBeUnique();

        var officers = await (
            await identity.SendAsync(HttpMethod.Get, "/api/users?team=Complaints%20team&role=complaints-officer",
                "leader@harbour.example")).JsonAsync();
        officers.GetProperty("items").GetArrayLength().ShouldBe(2);
        (await (await identity.SendAsync(HttpMethod.Get, "/api/teams", "leader@harbour.example")).JsonAsync())
            .GetProperty("items")[0].GetProperty("name").GetString().ShouldBe("Complaints team");
    }

    [Fact]
    public async Task a_page_that_ends_with_a_name_of_two_lines_has_one_after_it()
    {
        foreach (var username in (string[])["two@harbour.example", "lines@harbour.example"])
        {
            var user = new
            { username, name = "Aa\nBb", roles = (string[])["director"], password = "a password of its own" };
            (await identity.SendAsync(HttpMethod.Post, "/api/users", Admin, user)).EnsureSuccessStatusCode();
        }

        var first = await (await identity.SendAsync(HttpMethod.Get, "/api/users?limit=1", Admin)).JsonAsync();
        var next = await (await identity.SendAsync(HttpMethod.Get,
            $"/api/users?limit=1&cursor={first.GetProperty("next").GetString()}", Admin)).JsonAsync();
        next.GetProperty("items")[0].GetProperty("name").GetString().ShouldBe("Aa\nBb");
        next.GetProperty("items")[0].GetProperty("userId").GetGuid()
            .ShouldNotBe(first.GetProperty("items")[0].GetProperty("userId").GetGuid());
    }

    [Fact]
    public async Task a_query_that_is_no_text_is_said_to_be_none() =>
        await (await identity.SendAsync(HttpMethod.Get, "/api/users?team=%00", Admin))
            .ShouldBeProblemAsync(400, "text-not-readable");

    // The record is sealed in the order of transactions. One that began late may hold a low number still, when a higher
    // one is sealed already.
    [Fact]
    public async Task a_list_says_no_number_below_which_something_may_still_come()
    {
        var id = await identity.NewUserAsync("sealed@harbour.example");
        (await identity.SendAsync(HttpMethod.Post, $"/api/users/{id}/disable", Admin, null, "\"1\""))
            .EnsureSuccessStatusCode();
        await using var database = NpgsqlDataSource.Create(identity.Database);
        await using var early = await database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var late = await database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await ScalarAsync(early, "begin; select pg_current_xact_id()::text::bigint");
        await ScalarAsync(late, "begin; select pg_current_xact_id()::text::bigint");
        var held = await ScalarAsync(late, "select nextval('mt_events_sequence')");
        var stream = Guid.CreateVersion7();
        await ScalarAsync(early,
            $"""
            insert into mt_streams
            select (jsonb_populate_record(s, jsonb_build_object('id', '{stream}', 'version', 1))).*
            from mt_streams s where id = '{id}';
            insert into mt_events select (jsonb_populate_record(e, jsonb_build_object('id', gen_random_uuid(),
              'stream_id', '{stream}', 'version', 1, 'seq_id', nextval('mt_events_sequence')))).*
            from mt_events e where stream_id = '{id}' and version = 2
            returning seq_id
            """);
        await ScalarAsync(early, "commit; select 1::bigint");
        while (await ScalarAsync(early, "select record.seal(1000)::bigint + "
            + $"(select count(*) from record.seals where seq_id > {held})") == 0)
        {
            // The service itself seals in this moment.
        }

        (await PositionAsync()).ShouldBeLessThan(held);
        await ScalarAsync(late, "rollback; select 1::bigint");
        await Eventually.IsSoAsync(
            async () => await PositionAsync() > held, "The list says nothing of what came after the gap.");

        async Task<long> PositionAsync() => long.Parse(
            (await identity.SendAsync(HttpMethod.Get, "/api/users", Admin))
                .Headers.GetValues("Complaints-Log-Position").Single(), CultureInfo.InvariantCulture);

        static async Task<long> ScalarAsync(NpgsqlConnection connection, string sql)
        {
            await using var command = new NpgsqlCommand(sql, connection);
            return (long)(await command.ExecuteScalarAsync())!;
        }
    }
}
