using System.Globalization;
using Microsoft.Playwright;

namespace ComplaintsPlatform.Portal.Tests;

/// <summary>A fact that was recorded wrongly is put right by two people.</summary>
public sealed class CorrectionTests(PlatformOnNamedServers platform, Browser browser)
{
    [Fact]
    public async Task a_day_of_receipt_is_put_right_when_a_leader_agrees_and_the_clock_goes_by_it()
    {
        var (id, reference) = await Sample.ComplaintAsync(platform, daysAgo: 2);
        var right = TimeProvider.System.GetUtcNow().AddDays(-20);
        await using (var officer = await browser.SignedInAsync(platform, "officer"))
        {
            var (page, main) = (officer.Page, officer.Page.Locator("main"));
            await page.GotoAsync($"/complaints/{id}");
            await page.GetByRole(AriaRole.Link, new() { Name = "Correct a fact" }).ClickAsync();
            await officer.LookAsync("corrections");
            await page.GetByRole(AriaRole.Link, new() { NameRegex = new("^Correct it ?: day of receipt") })
                .ClickAsync();
            await PressAsync(page, "Propose the correction");
            await officer.LookAsync("correct-fact-errors");
            (await page.Locator(".govuk-error-summary a").AllInnerTextsAsync()).ShouldBe(
                ["Enter the right day, like 27 3 2026", "Enter how you know"]);
            await page.GetByLabel("Day", new() { Exact = true }).FillAsync("1");
            await page.GetByLabel("Month", new() { Exact = true }).FillAsync("1");
            await page.GetByLabel("Year", new() { Exact = true }).FillAsync("2040");
            await page.GetByLabel("How do you know?").FillAsync("The letter has a stamp.");
            await PressAsync(page, "Propose the correction");
            await Assertions.Expect(page.Locator("#Form_Day-error"))
                .ToContainTextAsync("Nothing of this can have happened after today.");
            await page.GetByLabel("Day", new() { Exact = true }).FillAsync(Part(right.Day));
            await page.GetByLabel("Month", new() { Exact = true }).FillAsync(Part(right.Month));
            await page.GetByLabel("Year", new() { Exact = true }).FillAsync(Part(right.Year));
            await officer.LookAsync("correct-fact");
            await PressAsync(page, "Propose the correction");
            await Assertions.Expect(main).ToContainTextAsync("waits for somebody else who leads");
            await Assertions.Expect(main).ToContainTextAsync("A correction waits");
            (await page.GetByRole(AriaRole.Button, new() { Name = "Agree" }).CountAsync()).ShouldBe(0);
            await officer.LookAsync("corrections-proposed");
        }

        await using var leader = await browser.SignedInAsync(platform, "leader");
        var (leading, shown) = (leader.Page, leader.Page.Locator("main"));
        await leading.GotoAsync($"/complaints/{id}");
        await leader.LookAsync("case-summary-correction");
        await leading.GetByRole(AriaRole.Link, new() { Name = "1 correction waits for an approval" }).ClickAsync();
        await leading.GetByText("Do not agree").First.ClickAsync();
        await PressAsync(leading, "Leave it as it is");
        await Assertions.Expect(leading.Locator("#Words-error")).ToContainTextAsync("Say why not");
        await leader.LookAsync("corrections-reject-errors");
        await leading.GetByRole(AriaRole.Button, new() { NameRegex = new("^Agree: it is ") }).ClickAsync();
        await Assertions.Expect(shown).ToContainTextAsync("It is put right.");
        await Assertions.Expect(shown).ToContainTextAsync("No correction waits for an approval.");
        await leader.LookAsync("corrections-approved");
        await Sample.ClockAsync(platform, id, clock => clock.GetProperty("clock").GetString() == "acknowledgement"
            && clock.GetProperty("triggerOn").GetString() == $"{right:yyyy-MM-dd}"
            && clock.GetProperty("state").GetString() == "breached");
        await leader.GoAsync($"/complaints/{id}/timeline", "case-timeline-corrected");
        await Assertions.Expect(shown).ToContainTextAsync("The day of receipt was put right from");
        reference.ShouldNotBeEmpty();
    }

    private static string Part(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static Task PressAsync(IPage page, string name) =>
        page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true }).ClickAsync();
}
