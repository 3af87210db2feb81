using System.Net;
using System.Text.Json;
using ComplaintsPlatform.Cases.Reading;
using Npgsql;
using static ComplaintsPlatform.Cases.Tests.CasesFixture;
using static ComplaintsPlatform.Cases.Tests.Histories;

namespace ComplaintsPlatform.Cases.Tests;

/// <summary>Who looked at a complaint: recorded before anything is shown, once for a page or a refresh.</summary>
public sealed class ComplaintViewsApiTests(CasesFixture cases)
{
    private static readonly Guid Kim = new("00000000-0000-7000-8000-0000000000ee");

    private HttpClient Adviser => cases.Service.As(Kim, "Kim Adviser", "contact-centre-adviser", "housing-officer");

    [Fact]
    public async Task every_part_that_somebody_looks_at_is_recorded_once()
    {
        var id = await cases.OpenedComplaint();
        // A refresh, unless ten minutes end between the two.
        foreach (var path in new[] { "", "?version=1", "/history", "/documents", "" })
            (await Adviser.GetAsync($"/api/complaints/{id}{path}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        foreach (var path in new[] { "/stream", "/verify", "/views" })
            (await cases.Auditor.GetAsync($"/api/complaints/{id}{path}")).StatusCode.ShouldBe(HttpStatusCode.OK);

        var looks = await Looks(id);
        var kims = looks.Where(look => look.GetProperty("whoId").GetGuid() == Kim).ToList();
        kims.Select(look => look.GetProperty("part").GetString()).Distinct().Order()
            .ShouldBe(["complaint", "documents", "history"]);
        kims.Count.ShouldBeLessThan(5);
        kims[0].GetProperty("who").GetString().ShouldBe("Kim Adviser");
        kims[0].GetProperty("roles").EnumerateArray().Select(role => role.GetString())
            .ShouldBe(["contact-centre-adviser", "housing-officer"]);
        looks.Where(look => look.GetProperty("who").GetString() == "Robin Auditor")
            .Select(look => look.GetProperty("part").GetString()).Distinct().Order()
            .ShouldBe(["stream", "verification", "views"]);
        looks.Select(look => look.GetProperty("at").GetDateTimeOffset()).ShouldBe(
            looks.Select(look => look.GetProperty("at").GetDateTimeOffset()).OrderDescending());
    }

    [Fact]
    public async Task a_look_moves_no_version_and_stands_in_no_history()
    {
        var id = await cases.OpenedComplaint();
        using var answer = await Adviser.GetAsync($"/api/complaints/{id}");
        answer.Headers.ETag!.Tag.ShouldBe("\"1\"");
        (await Json(await Adviser.GetAsync($"/api/complaints/{id}/history"))).GetProperty("changes").GetArrayLength()
            .ShouldBe(1);
    }

    [Fact]
    public async Task what_was_not_shown_was_not_looked_at()
    {
        var id = await cases.OpenedComplaint();
        (await Adviser.GetAsync($"/api/complaints/{id}?version=9")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await Adviser.GetAsync($"/api/complaints/{id}/documents/{id}/content")).StatusCode
            .ShouldBe(HttpStatusCode.NotFound);
        (await Adviser.GetAsync($"/api/complaints/{id}/stream")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await Looks(id)).ShouldNotContain(look => look.GetProperty("whoId").GetGuid() == Kim);
    }

    [Fact]
    public async Task the_list_is_paged_and_skips_and_doubles_nobody()
    {
        var id = await cases.OpenedComplaint();
        for (var n = 1; n <= 7; n++)
            (await cases.Service.As(new Guid($"00000000-0000-7000-8000-{n:D12}"), $"Person {n}", "housing-officer")
                .GetAsync($"/api/complaints/{id}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        var (found, next) = (new List<Guid>(), "");
        do
        {
            var page = await Json(await cases.Auditor.GetAsync($"/api/complaints/{id}/views?limit=3&cursor={next}"));
            page.GetProperty("items").GetArrayLength().ShouldBeInRange(1, 3);
            found.AddRange(page.GetProperty("items").EnumerateArray()
                .Select(look => look.GetProperty("lookId").GetGuid()));
            next = page.GetProperty("next").GetString();
        }
        while (next is not null);
        found.ShouldBeUnique();
        found.Count.ShouldBeGreaterThanOrEqualTo(8);

        foreach (var (query, code) in new[]
        {
            ("cursor=nonsense", "cursor-malformed"), ($"cursor={new string('_', 32)}", "cursor-malformed"),
            ("limit=0", "limit-out-of-range"),
        })
            await ShouldBeProblem(await cases.Auditor.GetAsync($"/api/complaints/{id}/views?{query}"),
                HttpStatusCode.BadRequest, code);
        await ShouldBeProblem(await cases.Auditor.GetAsync($"/api/complaints/{Guid.CreateVersion7(Now)}/views"),
            HttpStatusCode.NotFound, "not-found");
        await ShouldBeProblem(
            await cases.Officer.GetAsync($"/api/complaints/{id}/views"), HttpStatusCode.Forbidden, "not-permitted");
    }

    [Fact]
    public async Task nobody_alters_it_not_even_the_owner_of_the_database()
    {
        await cases.OpenedComplaint();
        await using var owner = new NpgsqlConnection(cases.Service.Database);
        await owner.OpenAsync(TestContext.Current.CancellationToken);
        foreach (var sql in new[]
        {
            "update looks set who = 'Nobody'", "delete from looks", "truncate looks",
        })
        {
            await using var command = new NpgsqlCommand(sql, owner);
            (await Should.ThrowAsync<PostgresException>(
                () => command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken))).SqlState
                .ShouldBe("RI002");
        }
    }

    /// <summary>On a service of its own: the others go on reading.</summary>
    [Fact]
    public async Task what_cannot_be_recorded_is_not_shown()
    {
        await using var own = new CasesFixture();
        await own.InitializeAsync();
        var id = await own.OpenedComplaint();
        await using var owner = new NpgsqlConnection(own.Service.Database);
        await owner.OpenAsync(TestContext.Current.CancellationToken);
        await using var away = new NpgsqlCommand("alter table looks rename to elsewhere", owner);
        await away.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        foreach (var path in new[] { "", "/history", "/documents", "/stream", "/verify" })
            await ShouldBeProblem(await own.Service.As(Kim, "Kim Auditor", "auditor")
                .GetAsync($"/api/complaints/{id}{path}"), HttpStatusCode.ServiceUnavailable, "look-not-recorded");
    }

    [Fact]
    public async Task looks_that_were_recorded_in_the_table_before_this_one_are_told_as_well()
    {
        var (id, look) = (await cases.OpenedComplaint(), Guid.CreateVersion7(Now));
        await using var owner = NpgsqlDataSource.Create(cases.Service.Database);
        await using var old = owner.CreateCommand(
            $"""
            create table if not exists complaint_views (view_id uuid primary key, complaint_id uuid, part text,
              document_id uuid, seen_at timestamptz, who_id uuid, who text, roles text[]);
            insert into complaint_views values ('{look}', '{id}', 'history', null, now(), '{Kim}', 'Kim Adviser',
              array['housing-officer']);
            """);
        await old.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        // Each migration does it.
        for (var n = 0; n < 2; n++)
        {
            await using var migration = owner.CreateCommand(ComplaintViews.TakeOver);
            await migration.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        (await Looks(id)).Count(shown => shown.GetProperty("lookId").GetGuid() == look).ShouldBe(1);
    }

    private async Task<List<JsonElement>> Looks(Guid id) =>
        [.. (await Json(await cases.Auditor.GetAsync($"/api/complaints/{id}/views"))).GetProperty("items")
            .EnumerateArray()];
}
