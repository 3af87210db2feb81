using System.Globalization;
using Microsoft.Playwright;

namespace ComplaintsPlatform.Portal.Tests;

/// <summary>The contact log: whom to call, what was promised, and what was a mistake.</summary>
public sealed class ContactTests(PlatformOnNamedServers platform, Browser browser)
{
    private static DateOnly Today => DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().DateTime);

    [Fact]
    public async Task an_officer_calls_promises_and_keeps_it()
    {
        var (id, reference) = await Sample.ComplaintAsync(platform);
        await Sample.VerbAsync(platform, "officer", id, "claim", new { });
        await Sample.ClockAsync(platform, id, _ => true);
        await using var officer = await browser.SignedInAsync(platform, "officer");
        var (page, main) = (officer.Page, officer.Page.Locator("main"));
        await officer.GoAsync($"/complaints/{id}", "case-summary-to-call");
        await Assertions.Expect(main).ToContainTextAsync("Call the resident by");
        await Assertions.Expect(main).ToContainTextAsync("No contact with the resident is recorded.");
        await officer.GoAsync($"/complaints/{id}/clocks", "case-clocks-first-contact");
        await Assertions.Expect(main).ToContainTextAsync("3 working days from receipt");
        await officer.GoAsync($"/complaints/{id}/contacts", "case-contacts-none");
        await page.GetByRole(AriaRole.Link, new() { Name = "Record a contact" }).ClickAsync();
        await PressAsync(page, "Record it");
        await officer.LookAsync("log-contact-errors");
        await Assertions.Expect(page.Locator(".govuk-error-summary")).ToContainTextAsync("Choose what it was");
        await page.GetByLabel("Call", new() { Exact = true }).CheckAsync();
        await PressAsync(page, "Record it");
        await Assertions.Expect(page.Locator(".govuk-error-summary")).ToContainTextAsync("Choose with whom it was");
        await page.GetByLabel("The resident, who was not reached").CheckAsync();
        await page.GetByLabel("What was said or done").FillAsync("No answer; left a message.");
        await officer.LookAsync("log-contact");
        await PressAsync(page, "Record it");
        await Assertions.Expect(main).ToContainTextAsync("The contact is recorded.");
        await Assertions.Expect(main).ToContainTextAsync("Call to the resident, not reached");
        await Assertions.Expect(main).ToContainTextAsync("Call the resident by");

        await CallAsync(page, "She asks when somebody comes.", Today.AddDays(2));
        await Assertions.Expect(main).ToContainTextAsync("The resident was promised to hear again by");
        await Assertions.Expect(main).Not.ToContainTextAsync("Call the resident by");
        await officer.LookAsync("case-contacts-promised");
        await page.GotoAsync("/");
        await Assertions.Expect(main.Locator("tr", new() { HasText = reference }).First)
            .ToContainTextAsync("They were promised to hear again");
        await officer.LookAsync("home-to-hear");

        await page.GotoAsync($"/complaints/{id}/contacts");
        await CallAsync(page, "On Tuesday at nine.", null);
        await Assertions.Expect(main).ToContainTextAsync("Update made");
        await Assertions.Expect(main).Not.ToContainTextAsync("The resident was promised to hear again by");
        await page.GetByRole(AriaRole.Link, new() { Name = "This was a mistake" }).First.ClickAsync();
        await PressAsync(page, "Withdraw the entry");
        await officer.LookAsync("withdraw-contact-errors");
        await page.GetByLabel("What is wrong with it?").FillAsync("It was the neighbour.");
        await PressAsync(page, "Withdraw the entry");
        await Assertions.Expect(main).ToContainTextAsync("It was the neighbour.");
        await Assertions.Expect(main).ToContainTextAsync("The resident was promised to hear again by");
        await officer.LookAsync("case-contacts");
        await officer.GoAsync($"/complaints/{id}/timeline", "case-timeline-contacts");
        await Assertions.Expect(main).ToContainTextAsync("The resident was promised to hear again by");
        await officer.GoAsync($"/complaints/{id}", "case-summary-contacts");
        await Assertions.Expect(main).ToContainTextAsync("Last contact with the resident: Call to the resident");
    }

    [Fact]
    public async Task the_final_response_says_that_nobody_talked_to_them()
    {
        var (id, _) = await Sample.ComplaintAsync(platform);
        await Sample.VerbAsync(platform, "officer", id, "claim", new { });
        await Sample.VerbAsync(platform, "officer", id, "record-stage-1-response",
            new { outcome = "not-upheld", summary = "All was well." });
        await Sample.VerbAsync(platform, "officer", id, "escalate-to-stage-2", new { });
        await Sample.VerbAsync(platform, "investigator", id, "claim", new { });
        await using var reviewer = await browser.SignedInAsync(platform, "investigator");
        var main = reviewer.Page.Locator("main");
        await reviewer.GoAsync($"/complaints/{id}/record-stage-2-response", "record-stage-2-response-no-contact");
        await Assertions.Expect(main).ToContainTextAsync("Nobody has reached the resident since");
        await reviewer.Page.GetByRole(AriaRole.Link, new() { Name = "record the contact" }).ClickAsync();
        await FillAsync(reviewer.Page, "She told me what she misses.", null);
        await reviewer.Page.GotoAsync($"/complaints/{id}/record-stage-2-response");
        await Assertions.Expect(main).Not.ToContainTextAsync("Nobody has reached the resident since");
    }

    [Fact]
    public async Task an_adviser_leaves_a_note_on_a_phone_without_javascript()
    {
        var (id, _) = await Sample.ComplaintAsync(platform);
        await using var adviser =
            await browser.SignedInAsync(platform, "adviser", width: 375, height: 800, javaScript: false);
        var (page, main) = (adviser.Page, adviser.Page.Locator("main"));
        await page.GotoAsync($"/complaints/{id}/contacts/log");
        await page.GetByLabel("Note", new() { Exact = true }).CheckAsync();
        await page.GetByLabel("What was said or done").FillAsync("She is in on Thursdays.");
        await PressAsync(page, "Record it");
        await Assertions.Expect(main).ToContainTextAsync("She is in on Thursdays.");
        // Another one's entry is not theirs to withdraw.
        var others = await Sample.NoteAsync(platform, id);
        await page.ReloadAsync();
        await Assertions.Expect(main.Locator($"a[href$='{others}/withdraw']")).ToHaveCountAsync(0);
        await Assertions.Expect(main.GetByRole(AriaRole.Link, new() { Name = "This was a mistake" }))
            .ToHaveCountAsync(1);
    }

    [Fact]
    public async Task the_log_and_its_form_fit_on_a_phone()
    {
        var (id, _) = await Sample.ComplaintAsync(platform);
        await using var officer = await browser.SignedInAsync(platform, "officer", width: 375, height: 800);
        await officer.GoAsync($"/complaints/{id}/contacts/log", "log-contact-phone");
        await FillAsync(officer.Page, "She asks when somebody comes.", Today.AddDays(2));
        await officer.LookAsync("case-contacts-phone");
    }

    private static async Task CallAsync(IPage page, string words, DateOnly? nextUpdate)
    {
        await page.GetByRole(AriaRole.Link, new() { Name = "Record a contact" }).ClickAsync();
        await FillAsync(page, words, nextUpdate);
    }

    private static async Task FillAsync(IPage page, string words, DateOnly? nextUpdate)
    {
        await page.GetByLabel("Call", new() { Exact = true }).CheckAsync();
        await page.GetByLabel("The resident", new() { Exact = true }).CheckAsync();
        await page.GetByLabel("What was said or done").FillAsync(words);
        if (nextUpdate is { } day)
        {
            var group = page.GetByRole(AriaRole.Group, new() { Name = "By when do they hear again" });
            foreach (var (part, value) in new[] { ("Day", day.Day), ("Month", day.Month), ("Year", day.Year) })
                await group.GetByLabel(part, new() { Exact = true })
                    .FillAsync(value.ToString(CultureInfo.InvariantCulture));
        }

        await PressAsync(page, "Record it");
    }

    private static Task PressAsync(IPage page, string name) =>
        page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true }).ClickAsync();
}
