using Microsoft.Playwright;

namespace ComplaintsPlatform.Portal.Tests;

/// <summary>The figures and the complaints behind them; the timeline by kind and person; the past.</summary>
public sealed class FigureTests(PlatformOnNamedServers platform, Browser browser)
{
    [Fact]
    public async Task every_number_leads_to_as_many_complaints()
    {
        var (id, reference) = await Sample.ComplaintAsync(platform);
        await Sample.VerbAsync(platform, "officer", id, "claim", new { });
        await Sample.VerbAsync(platform, "officer", id, "record-stage-1-response",
            new { outcome = "upheld", summary = "We should have come." });
        await Sample.VerbAsync(platform, "officer", id, "record-cause", new { rootCause = "poor-records" });
        await Sample.ListedAsync(platform, id);
        await using var director = await browser.SignedInAsync(platform, "director");
        var (page, main) = (director.Page, director.Page.Locator("main"));
        var cause = main.Locator("table", new() { HasText = "By root cause" })
            .Locator("tr", new() { HasText = "Poor records" });
        // The cause is the last of several messages: until reporting has heard it, the row is not there.
        while (true)
        {
            await page.GotoAsync("/reports");
            if (await cause.CountAsync() > 0) break;
        }

        await director.LookAsync("figures");
        var number = cause.GetByRole(AriaRole.Link).First;
        var count = (await number.TextContentAsync())!.Split(':')[1].Trim();
        await number.ClickAsync();
        await Assertions.Expect(main).ToContainTextAsync("Root cause: Poor records");
        await Assertions.Expect(main).ToContainTextAsync(reference);
        (await main.Locator("tbody tr").CountAsync()).ShouldBe(int.Parse(count, null));
        await director.LookAsync("complaints-of-a-figure");
        await director.GoAsync("/reports?period=last-month&theme=repairs", "figures-filtered");
        await Assertions.Expect(main).ToContainTextAsync("Last month");
    }

    [Fact]
    public async Task the_timeline_shows_one_kind_of_thing_and_the_past_shows_what_was_known()
    {
        var (id, _) = await Sample.ComplaintAsync(platform);
        await Sample.VerbAsync(platform, "officer", id, "claim", new { });
        await Sample.TaskAsync(platform, id);
        await using var officer = await browser.SignedInAsync(platform, "officer");
        var (page, main) = (officer.Page, officer.Page.Locator("main"));
        await page.GotoAsync($"/complaints/{id}/timeline");
        await page.GetByLabel("About", new() { Exact = true }).SelectOptionAsync("tasks");
        await page.GetByRole(AriaRole.Button, new() { Name = "Apply filters" }).ClickAsync();
        await Assertions.Expect(main).ToContainTextAsync("Task “Contribution” set for");
        await Assertions.Expect(main).Not.ToContainTextAsync("Claimed by");
        await officer.LookAsync("case-timeline-filtered");

        await page.GetByRole(AriaRole.Link, new() { Name = "See the complaint as it was known on a past day" })
            .ClickAsync();
        await officer.LookAsync("case-as-at-none");
        await ShowAsync(page, 0);
        await Assertions.Expect(main).ToContainTextAsync("Claimed by");
        await officer.LookAsync("case-as-at");
        await ShowAsync(page, -30);
        await Assertions.Expect(main).ToContainTextAsync("Nothing was recorded of this complaint by then.");
    }

    [Fact]
    public async Task two_complaints_are_linked_on_both_pages_and_the_link_is_taken_back()
    {
        var ((id, reference), (_, otherReference)) =
            (await Sample.ComplaintAsync(platform), await Sample.ComplaintAsync(platform));
        await using var officer = await browser.SignedInAsync(platform, "officer");
        var (page, main) = (officer.Page, officer.Page.Locator("main"));
        await page.GotoAsync($"/complaints/{id}/link");
        await page.GetByRole(AriaRole.Button, new() { Name = "Link them" }).ClickAsync();
        await Assertions.Expect(main).ToContainTextAsync("Choose the complaint that has to do with this one");
        await officer.LookAsync("link-errors");
        await page.GetByLabel("Another one").CheckAsync();
        await page.GetByLabel("Its reference").FillAsync(otherReference);
        await page.GetByLabel("What they have to do with each other").FillAsync("The same contractor.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Link them" }).ClickAsync();
        await Assertions.Expect(main).ToContainTextAsync("The same contractor.");
        await officer.LookAsync("case-summary-linked");
        await page.GetByRole(AriaRole.Link, new() { Name = $"Look at it {otherReference}" }).ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync(otherReference);
        await page.GetByRole(AriaRole.Link, new() { Name = $"take the link back to {reference}" }).ClickAsync();
        await officer.LookAsync("unlink");
        await page.GetByLabel("Why have they nothing to do with each other?").FillAsync("Another one.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Take the link back" }).ClickAsync();
        await Assertions.Expect(main).ToContainTextAsync("The link is taken back.");
        await Assertions.Expect(main).Not.ToContainTextAsync("What has to do with it");
    }

    [Fact]
    public async Task how_the_like_were_answered_is_shown()
    {
        var words = $"The gutter {Guid.CreateVersion7():N} leaks above the kitchen window.";
        var ((id, _), (answered, reference)) =
            (await Sample.ComplaintAsync(platform, words), await Sample.ComplaintAsync(platform, words));
        await Sample.VerbAsync(platform, "officer", answered, "claim", new { });
        await Sample.VerbAsync(platform, "officer", answered, "record-stage-1-response",
            new { outcome = "partly-upheld", summary = "Sorry." });
        await using var officer = await browser.SignedInAsync(platform, "officer");
        var (page, main) = (officer.Page, officer.Page.Locator("main"));
        await page.GotoAsync($"/complaints/{id}");
        await page.GetByRole(AriaRole.Link, new() { Name = "How similar complaints were answered" }).ClickAsync();
        await Assertions.Expect(main.GetByRole(AriaRole.Row, new() { Name = reference }))
            .ToContainTextAsync("Partly upheld at stage 1");
        await officer.LookAsync("case-similar");
    }

    private static async Task ShowAsync(IPage page, int daysFromNow)
    {
        var day = TimeProvider.System.GetUtcNow().AddDays(daysFromNow);
        await page.GetByLabel("Day", new() { Exact = true }).FillAsync($"{day.Day}");
        await page.GetByLabel("Month", new() { Exact = true }).FillAsync($"{day.Month}");
        await page.GetByLabel("Year", new() { Exact = true }).FillAsync($"{day.Year}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Show it" }).ClickAsync();
    }
}
