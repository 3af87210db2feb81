using Microsoft.Playwright;

namespace ComplaintsPlatform.Portal.Tests;

/// <summary>What is promised, ordered and followed up; money and its limits; somebody outside who asks.</summary>
public sealed class ActionTests(PlatformOnNamedServers platform, Browser browser)
{
    [Fact]
    public async Task compensation_beyond_a_limit_is_agreed_to_by_a_leader_and_paid()
    {
        var (id, reference) = await Sample.ComplaintAsync(platform);
        await using var officer = await browser.SignedInAsync(platform, "officer");
        var (page, main) = (officer.Page, officer.Page.Locator("main"));
        await officer.GoAsync($"/complaints/{id}/actions", "case-actions-none");
        await page.GetByRole(AriaRole.Link, new() { Name = "Record a promise" }).ClickAsync();
        await PressAsync(page, "Record it");
        await officer.LookAsync("action-promise-errors");
        await page.GetByLabel("Pay compensation").CheckAsync();
        await page.GetByLabel("What is to be done").FillAsync("For the weeks without heating.");
        await page.GetByLabel("Amount in pounds, if money is paid").FillAsync("£300.50");
        await FillDayAsync(page, 20);
        await officer.LookAsync("action-promise");
        await PressAsync(page, "Record it");
        await Assertions.Expect(main).ToContainTextAsync("Waits for approval");
        await page.GetByRole(AriaRole.Link, new() { Name = "Pay compensation, £300.50" }).ClickAsync();
        await Assertions.Expect(main).ToContainTextAsync("It is more than whoever offered it may offer alone.");
        await officer.LookAsync("action-waits");

        await using var leader = await browser.SignedInAsync(platform, "leader");
        await leader.GoAsync("/actions?list=approval", "actions-approval");
        await leader.Page.Locator("tr", new() { HasText = reference }).GetByRole(AriaRole.Link).ClickAsync();
        await PressAsync(leader.Page, "Agree to £300.50");
        await Assertions.Expect(leader.Page.Locator("main")).ToContainTextAsync("You have agreed to the amount.");

        await page.ReloadAsync();
        await PressAsync(page, "Record that it was done");
        await officer.LookAsync("action-finish-errors");
        await page.GetByLabel("What was done, and what shows it").FillAsync("By transfer.");
        await page.GetByLabel("It was paid out").CheckAsync();
        await PressAsync(page, "Record that it was done");
        await Assertions.Expect(main).ToContainTextAsync("It is recorded that it was done.");
        await officer.LookAsync("action-done");
        await page.GetByRole(AriaRole.Link, new() { Name = "It is not done after all" }).ClickAsync();
        await PressAsync(page, "Plan it so");
        await officer.LookAsync("action-replan-errors");
        await page.GetByLabel("Why it is planned otherwise").FillAsync("The bank sent it back.");
        await PressAsync(page, "Plan it so");
        await Assertions.Expect(main).ToContainTextAsync("How it was planned before");
        await page.GetByRole(AriaRole.Link, new() { Name = "It will not be done" }).ClickAsync();
        await page.GetByLabel("Why will it not be done?").FillAsync("They took vouchers.");
        await officer.LookAsync("action-drop");
        await PressAsync(page, "Record that it will not be done");
        await Assertions.Expect(main).ToContainTextAsync("They took vouchers.");

        await page.GotoAsync($"/complaints/{id}/costs/record");
        await PressAsync(page, "Record it");
        await officer.LookAsync("cost-errors");
        await page.GetByLabel("A cost").CheckAsync();
        await page.GetByLabel("What for").FillAsync("A surveyor.");
        await page.GetByLabel("Amount in pounds").FillAsync("120");
        await PressAsync(page, "Record it");
        await Assertions.Expect(main).ToContainTextAsync("£120");
        await officer.LookAsync("case-actions");
        await officer.GoAsync($"/complaints/{id}/timeline", "case-timeline-actions");
        await Assertions.Expect(main).ToContainTextAsync("agreed to the amount.");
    }

    [Fact]
    public async Task the_ombudsman_asks_decides_and_orders_until_all_is_shown_to_be_done()
    {
        var (id, _) = await Sample.ComplaintAsync(platform);
        await using var compliance = await browser.SignedInAsync(platform, "compliance");
        var (page, main) = (compliance.Page, compliance.Page.Locator("main"));
        await page.GotoAsync($"/complaints/{id}/actions");
        await page.GetByRole(AriaRole.Link, new() { Name = "Somebody outside asks about it" }).ClickAsync();
        await PressAsync(page, "Record that they ask");
        await compliance.LookAsync("review-open-errors");
        await page.GetByLabel("The Housing Ombudsman").CheckAsync();
        await page.GetByLabel("Their reference").FillAsync("202600123");
        await PressAsync(page, "Record that they ask");
        await Assertions.Expect(main).ToContainTextAsync("It is recorded that they look at it.");
        await compliance.LookAsync("review-opened");

        await page.GetByRole(AriaRole.Link, new() { Name = "Record what they ask for" }).ClickAsync();
        await page.GetByLabel("An order").CheckAsync();
        await page.GetByLabel("What is to be done").FillAsync("A director writes an apology.");
        await FillDayAsync(page, 0);
        await compliance.LookAsync("order");
        await PressAsync(page, "Record it");
        await page.GetByRole(AriaRole.Link, new() { Name = "Record what they decided" }).ClickAsync();
        await PressAsync(page, "Record the decision");
        await compliance.LookAsync("determination-errors");
        await FillDayAsync(page, 0);
        await page.GetByLabel("Issue 1", new() { Exact = true }).FillAsync("The leak.");
        await page.GetByLabel("What they found on issue 1").SelectOptionAsync("maladministration");
        await PressAsync(page, "There are more issues");
        await page.GetByLabel("Issue 6", new() { Exact = true }).FillAsync("Handling of the complaint.");
        await page.GetByLabel("What they found on issue 6").SelectOptionAsync("reasonable-redress");
        await compliance.LookAsync("determination");
        await PressAsync(page, "Record the decision");
        await Assertions.Expect(main).ToContainTextAsync("The decision is recorded.");
        await Assertions.Expect(main).ToContainTextAsync("Reasonable redress");
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Their review is over" }))
            .ToHaveCountAsync(0);
        await compliance.LookAsync("review-decided");

        await compliance.GoAsync("/actions?list=outside", "actions-outside");
        await page.GotoAsync($"/complaints/{id}/actions");
        await page.GetByRole(AriaRole.Link, new() { Name = "An order" }).ClickAsync();
        await page.GetByLabel("What was done, and what shows it").FillAsync("Sent today.");
        await PressAsync(page, "Record that it was done");
        await Assertions.Expect(main).ToContainTextAsync("It is recorded that it was done.");
        await page.GotoAsync($"/complaints/{id}/actions");
        await page.GetByRole(AriaRole.Link, new() { Name = "Decided" }).ClickAsync();
        await PressAsync(page, "Their review is over");
        await Assertions.Expect(main).ToContainTextAsync("Over since");
        await compliance.GoAsync($"/complaints/{id}", "case-summary-reviewed");
        await Assertions.Expect(main).ToContainTextAsync("the Housing Ombudsman");
    }

    [Fact]
    public async Task an_administrator_sets_bands_and_limits()
    {
        await using var admin = await browser.SignedInAsync(platform, "admin");
        var (page, main) = (admin.Page, admin.Page.Locator("main"));
        await admin.GoAsync("/compensation", "compensation");
        await page.GetByLabel("Director").FillAsync("5000");
        await PressAsync(page, "Save bands and limits");
        await Assertions.Expect(main).ToContainTextAsync("Leave one role without a limit.");
        await admin.LookAsync("compensation-errors");
        await page.GetByLabel("Director").FillAsync("");
        await page.GetByLabel("Band 1", new() { Exact = true }).FillAsync("Short-lived");
        await PressAsync(page, "Save bands and limits");
        await Assertions.Expect(page.GetByLabel("Band 1", new() { Exact = true })).ToHaveValueAsync("Short-lived");
    }

    private static async Task FillDayAsync(IPage page, int daysFromNow)
    {
        var day = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().AddDays(daysFromNow).Date);
        await page.GetByLabel("Day", new() { Exact = true }).FillAsync($"{day.Day}");
        await page.GetByLabel("Month", new() { Exact = true }).FillAsync($"{day.Month}");
        await page.GetByLabel("Year", new() { Exact = true }).FillAsync($"{day.Year}");
    }

    private static Task PressAsync(IPage page, string name) =>
        page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true }).ClickAsync();
}
