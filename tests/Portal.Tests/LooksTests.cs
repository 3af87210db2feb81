using ComplaintsPlatform.Portal.Gateway;
using Microsoft.Playwright;
using Npgsql;

namespace ComplaintsPlatform.Portal.Tests;

/// <summary>Who looked, for who audits and leads: one list, wherever it was that they looked.</summary>
public sealed class LooksTests(PlatformOnNamedServers platform, Browser browser)
{
    private static readonly string[] Parts =
        ["", "/history", "/documents", "/clocks", "/correspondence", "/evidence"];

    [Fact]
    public async Task an_auditor_sees_who_looked_at_anything_of_a_complaint_page_by_page()
    {
        var (id, _) = await Sample.ComplaintAsync(platform);
        await LookAtAllAsync(id, "adviser", "housing.officer", "investigator", "officer", "officer2", "leader",
            "compliance", "director");
        await using var auditor = await browser.SignedInAsync(platform, "auditor");
        var page = auditor.Page;
        foreach (var part in new[] { "", "/timeline", "/documents", "/evidence" })
            await page.GotoAsync($"/complaints/{id}{part}");
        await page.GetByRole(AriaRole.Link, new() { Name = "Who looked" }).ClickAsync();
        await auditor.LookAsync("case-views");
        var table = page.Locator("table");
        await Assertions.Expect(table).ToContainTextAsync("Lena Leader");
        await Assertions.Expect(table).ToContainTextAsync("Team leader");
        await Assertions.Expect(table).ToContainTextAsync(
            "The complaint; its history; the list of documents; its clocks; its letters; its evidence");
        await Assertions.Expect(page.Locator(".moj-alert")).ToHaveCountAsync(0);
        await page.GetByRole(AriaRole.Link, new() { Name = "Next" }).ClickAsync();
        await auditor.LookAsync("case-views-next");
        await Assertions.Expect(page.Locator("table")).ToContainTextAsync("Complaints officer");
        await auditor.GoAsync($"/complaints/{id}/views?cursor={new string('A', 32)}", "case-views-none");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Nobody looked before that.");
        await auditor.GoAsync($"/complaints/{id}/views?cursor=nonsense", "case-views");

        // Who does not audit or lead is not shown the way there.
        await using var adviser = await browser.SignedInAsync(platform, "adviser");
        await adviser.Page.GotoAsync($"/complaints/{id}");
        (await adviser.Page.GetByRole(AriaRole.Link, new() { Name = "Who looked" }).CountAsync()).ShouldBe(0);
    }

    [Theory, InlineData(1), InlineData(2), InlineData(3), InlineData(7)]
    public void pages_over_several_services_leave_nothing_out_and_repeat_nothing(int size)
    {
        // Many at the same moment, in one service and in several; one that has nothing, and one that never answers.
        var at = new DateTimeOffset(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
        var services = new[] { 23, 9, 0, 31 }.Select((count, service) => Enumerable.Range(0, count)
            .Select(n => new Look
            {
                LookId = new Guid(n * 7919 % 97, (short)service, 0, new byte[8]),
                At = at.AddMilliseconds(n * 31 % 5),
                WhoId = Guid.Empty,
                Who = "",
                Roles = [],
                Part = "",
                Cursor = "",
            })
            .OrderByDescending(look => look.At).ThenByDescending(look => look.LookId)
            .Select(look => look with { Cursor = $"{look.At:O}{look.LookId}" }).ToList()).ToList();
        var (found, cursor) = (new List<Look>(), (string?)null);
        do
        {
            var page = LooksPage.Merge([.. services.Select(PageOf), null], size);
            page.Items.Count.ShouldBeInRange(1, size);
            found.AddRange(page.Items);
            cursor = page.Next;
        }
        while (cursor is not null);
        found.ShouldBe(services.SelectMany(looks => looks)
            .OrderByDescending(look => look.At).ThenByDescending(look => look.LookId));

        LooksPage PageOf(List<Look> looks)
        {
            var rest = looks.Where(look =>
                cursor is null || string.CompareOrdinal($"{look.At:O}{look.LookId}", cursor) < 0).ToList();
            return new LooksPage
            { Items = [.. rest.Take(size)], Next = rest.Count > size ? rest[size - 1].Cursor : null };
        }
    }

    [Fact]
    public async Task when_a_service_cannot_say_who_looked_the_page_says_so()
    {
        var (id, _) = await Sample.ComplaintAsync(platform);
        await LookAtAllAsync(id, "leader");
        await using var auditor = await browser.SignedInAsync(platform, "auditor");
        var server = new NpgsqlConnectionStringBuilder(await platform.ConnectionStringAsync("postgres"))
        { Database = "correspondence" };
        await using var correspondence = NpgsqlDataSource.Create(server.ConnectionString);
        // It goes on recording looks, and reads them no more.
        await using var revoke = correspondence.CreateCommand("revoke select on looks from complaints_app");
        await revoke.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        try
        {
            await auditor.GoAsync($"/complaints/{id}/views", "case-views-missing");
            await Assertions.Expect(auditor.Page.Locator(".moj-alert"))
                .ToContainTextAsync("Who looked at its letters cannot be shown now.");
            await Assertions.Expect(auditor.Page.Locator("table"))
                .ToContainTextAsync("the list of documents; its clocks; its evidence");
        }
        finally
        {
            await using var grant = correspondence.CreateCommand("grant select on looks to complaints_app");
            await grant.ExecuteNonQueryAsync(CancellationToken.None);
        }

        // As the page says: try again in a moment.
        await Eventually.IsSoAsync(async () =>
        {
            await auditor.Page.GotoAsync($"/complaints/{id}/views");
            return await auditor.Page.Locator(".moj-alert").CountAsync() == 0;
        }, "The page still says that something is missing.");
        await auditor.LookAsync("case-views");
        await Assertions.Expect(auditor.Page.Locator("table")).ToContainTextAsync("its letters; its evidence");
    }

    [Fact]
    public async Task who_looked_at_a_person_and_at_what_was_brought_in_is_one_click_away()
    {
        var (person, name, _) = await Sample.PersonAsync(platform);
        var (request, reference) = await Sample.RequestAsync(platform);
        using (var somebody = await platform.SignedInAsync("adviser"))
            foreach (var path in new[] { $"api/people/{person}/overview", $"api/submissions/{request}" })
                (await somebody.GetAsync(path)).EnsureSuccessStatusCode();
        await using var leader = await browser.SignedInAsync(platform, "leader");
        foreach (var (address, title, shown, picture) in new[]
        {
            ($"/people/{person}", name, "Everything known about them", "person-views"),
            ($"/submissions/{request}", reference, "What was brought in", "submission-views"),
        })
        {
            await leader.Page.GotoAsync(address);
            await leader.Page.GetByRole(AriaRole.Link, new() { Name = "Who looked at this" }).ClickAsync();
            await leader.LookAsync(picture);
            await Assertions.Expect(leader.Heading).ToHaveTextAsync($"{title}: who looked");
            var adviser = leader.Page.Locator("tbody tr").Filter(new() { HasText = "Contact centre adviser" });
            await Assertions.Expect(adviser).ToContainTextAsync(shown);
        }
    }

    [Fact]
    public void what_one_person_looked_at_within_a_minute_is_one_line()
    {
        var (ada, bob) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var noon = new DateTimeOffset(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
        Look Of(int seconds, Guid who, string part, string role = "auditor") => new()
        {
            LookId = Guid.CreateVersion7(),
            At = noon.AddSeconds(seconds),
            WhoId = who,
            Who = "",
            Roles = [role],
            Part = part,
            Cursor = "",
        };
        LookLine.Of([
            Of(100, ada, "views"), Of(99, ada, "views"), Of(98, ada, "clocks"), Of(97, bob, "complaint"),
            Of(96, ada, "complaint"), Of(36, ada, "clocks"), Of(35, ada, "history", "team-leader"),
        ]).Select(line => line.What).ShouldBe(
            ["Its clocks; who looked", "The complaint", "The complaint", "Its clocks", "Its history"]);
    }

    private async Task LookAtAllAsync(Guid id, params string[] people)
    {
        foreach (var user in people)
        {
            using var somebody = await platform.SignedInAsync(user);
            foreach (var part in Parts)
                (await somebody.GetAsync($"api/complaints/{id}{part}")).EnsureSuccessStatusCode();
        }
    }
}
