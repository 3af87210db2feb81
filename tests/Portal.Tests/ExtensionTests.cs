using System.Globalization;
using Microsoft.Playwright;

namespace ComplaintsPlatform.Portal.Tests;

/// <summary>An officer records that the resident was told of a later day.</summary>
public sealed class ExtensionTests(PlatformOnNamedServers platform, Browser browser)
{
    [Fact]
    public async Task the_response_comes_later_and_the_clock_says_so()
    {
        var (id, _) = await Sample.ComplaintAsync(platform);
        await Sample.VerbAsync(platform, "officer", id, "claim", new { });
        await using var officer = await browser.SignedInAsync(platform, "officer");
        var (page, main) = (officer.Page, officer.Page.Locator("main"));
        await page.GotoAsync($"/complaints/{id}");
        await page.GetByText("More that can be done").ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Record that the response comes later" }).ClickAsync();
        await officer.LookAsync("record-extension");
        await page.GetByLabel("Working days between updates").FillAsync("often");
        await RecordAsync(page);
        await officer.LookAsync("record-extension-errors");
        await Assertions.Expect(page.Locator(".govuk-error-summary"))
            .ToContainTextAsync("Enter a number of working days, like 5");

        // Further than the Code allows.
        await DayAsync(page, "Day by which it comes", 60);
        await page.GetByLabel("Why it comes later").FillAsync("We wait for the surveyor.");
        await page.GetByLabel("Working days between updates").FillAsync("5");
        await RecordAsync(page);
        await Assertions.Expect(page.Locator(".govuk-error-summary")).ToContainTextAsync("Enter the good reason");

        await DayAsync(page, "Day by which it comes", 26);
        await page.GetByLabel("Yes").CheckAsync();
        await page.GetByLabel("They were told how to reach the Ombudsman").CheckAsync();
        await RecordAsync(page);
        await Assertions.Expect(main).ToContainTextAsync("The extension is recorded.");
        await Assertions.Expect(main).ToContainTextAsync("We wait for the surveyor.");
        await officer.LookAsync("case-summary-extended");

        await Sample.ClockAsync(platform, id, clock => clock.GetProperty("extendedFrom").ValueKind
            is System.Text.Json.JsonValueKind.String);
        await officer.GoAsync($"/complaints/{id}/clocks", "case-clocks-extended");
        await Assertions.Expect(main).ToContainTextAsync("Extended to");
        await officer.GoAsync($"/complaints/{id}/timeline", "case-timeline-extended");
        await Assertions.Expect(main).ToContainTextAsync("the resident was told that the stage 1 response comes by");
    }

    [Fact]
    public async Task told_when_the_limit_had_passed_it_moves_nothing_and_the_page_says_so()
    {
        var (id, _) = await Sample.ComplaintAsync(platform, daysAgo: 40);
        await using var officer = await browser.SignedInAsync(platform, "officer");
        await officer.GoAsync($"/complaints/{id}/record-extension", "record-extension-too-late");
        await Assertions.Expect(officer.Page.Locator("main")).ToContainTextAsync("The response was due on");
        await DayAsync(officer.Page, "Day by which it comes", 3);
        await officer.Page.GetByLabel("Why it comes later").FillAsync("We are late.");
        await officer.Page.GetByLabel("Good reason to go further, if you do").FillAsync("None.");
        await officer.Page.GetByLabel("Working days between updates").FillAsync("");
        await RecordAsync(officer.Page);
        await Assertions.Expect(officer.Page.Locator("main"))
            .ToContainTextAsync("The Ombudsman's details were not given (Code 6.5).");
        await officer.LookAsync("case-summary-extension-lacks");
        await Sample.ClockAsync(platform, id, clock => clock.GetProperty("extensions").GetArrayLength() == 1);
        await officer.GoAsync($"/complaints/{id}/clocks", "case-clocks-extended-too-late");
        await Assertions.Expect(officer.Page.Locator("main"))
            .ToContainTextAsync("The limit had passed by then, so it moves nothing.");
    }

    private static Task RecordAsync(IPage page) =>
        page.GetByRole(AriaRole.Button, new() { Name = "Record the extension" }).ClickAsync();

    private static async Task DayAsync(IPage page, string field, int days)
    {
        var day = TimeProvider.System.GetUtcNow().AddDays(days);
        var group = page.GetByRole(AriaRole.Group, new() { Name = field });
        foreach (var (part, value) in new[] { ("Day", day.Day), ("Month", day.Month), ("Year", day.Year) })
            await group.GetByLabel(part, new() { Exact = true })
                .FillAsync(value.ToString(CultureInfo.InvariantCulture));
    }
}
