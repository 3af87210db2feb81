using Microsoft.Playwright;

namespace ComplaintsPlatform.Portal.Tests;

/// <summary>The end of a complaint: why it went wrong, closing, taking back, reopening; and the landlord's
/// lists.</summary>
public sealed class ClosingTests(PlatformOnNamedServers platform, Browser browser)
{
    [Fact]
    public async Task an_answered_complaint_is_explained_closed_and_comes_back_at_stage_2()
    {
        var (id, reference) = await Sample.ComplaintAsync(platform);
        await Sample.VerbAsync(platform, "officer", id, "claim", new { });
        await Sample.VerbAsync(platform, "officer", id, "record-stage-1-response",
            new { outcome = "upheld", summary = "We should have come." });
        await using var officer = await browser.SignedInAsync(platform, "officer");
        var (page, main) = (officer.Page, officer.Page.Locator("main"));
        await officer.GoAsync($"/complaints/{id}", "case-summary-answered");
        await page.GetByRole(AriaRole.Link, new() { Name = "Record the root cause" }).First.ClickAsync();
        await PressAsync(page, "Record it");
        await officer.LookAsync("record-cause-errors");
        await page.GetByLabel("Delay").CheckAsync();
        await page.GetByLabel("What we learned, and what changes").FillAsync("Ring before a repair is late.");
        await officer.LookAsync("record-cause");
        await PressAsync(page, "Record it");
        await Assertions.Expect(main).ToContainTextAsync("Ring before a repair is late.");

        await page.GetByRole(AriaRole.Link, new() { Name = "Close the complaint" }).ClickAsync();
        await PressAsync(page, "Close the complaint");
        await officer.LookAsync("close-errors");
        await page.GetByLabel("The resident is satisfied").CheckAsync();
        await PressAsync(page, "Close the complaint");
        await Assertions.Expect(main).ToContainTextAsync("It was closed on");
        await officer.LookAsync("case-summary-closed");
        await officer.GoAsync($"/complaints/{id}/timeline", "case-timeline-closed");
        await Assertions.Expect(main).ToContainTextAsync("Closed on");

        await officer.GoAsync($"/complaints/{id}/escalate-to-stage-2", "escalate-closed");
        await PressAsync(page, "Take it to stage 2");
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync(reference);
        await Assertions.Expect(main).Not.ToContainTextAsync("It was closed on");
    }

    [Fact]
    public async Task what_the_resident_takes_back_falls_due_no_more_and_can_be_reopened()
    {
        var (id, _) = await Sample.ComplaintAsync(platform);
        await Sample.VerbAsync(platform, "officer", id, "claim", new { });
        await using var officer = await browser.SignedInAsync(platform, "officer");
        var (page, main) = (officer.Page, officer.Page.Locator("main"));
        await officer.GoAsync($"/complaints/{id}/withdraw", "withdraw");
        await PressAsync(page, "Record that they take it back");
        await officer.LookAsync("withdraw-errors");
        await page.GetByLabel("What the resident said").FillAsync("It stopped by itself.");
        await PressAsync(page, "Record that they take it back");
        await Assertions.Expect(main).ToContainTextAsync("The resident took it back on");
        await officer.LookAsync("case-summary-withdrawn");
        await Sample.ClockAsync(platform, id, clock => clock.GetProperty("state").GetString() == "overtaken");
        await officer.GoAsync($"/complaints/{id}/clocks", "case-clocks-withdrawn");
        await Assertions.Expect(main).ToContainTextAsync("Withdrawn before that.");

        await page.GotoAsync($"/complaints/{id}");
        await page.GetByRole(AriaRole.Link, new() { Name = "Reopen it" }).ClickAsync();
        await PressAsync(page, "Reopen the complaint");
        await officer.LookAsync("reopen-errors");
        await page.GetByLabel("Why it is reopened").FillAsync("It leaks again.");
        await PressAsync(page, "Reopen the complaint");
        await Assertions.Expect(main).ToContainTextAsync("The complaint is open again.");
        await Sample.ClockAsync(platform, id, clock => clock.GetProperty("state").GetString() != "overtaken");
    }

    [Fact]
    public async Task an_administrator_adds_renames_and_retires_what_can_be_chosen()
    {
        await using var admin = await browser.SignedInAsync(platform, "admin");
        var (page, main) = (admin.Page, admin.Page.Locator("main"));
        await admin.GoAsync("/choices/closing-reasons", "choices");
        await PressAsync(page, "Add it");
        await admin.LookAsync("choices-errors");
        var name = $"Moved away {Guid.CreateVersion7():N}";
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync(name);
        await PressAsync(page, "Add it");
        await page.GetByRole(AriaRole.Link, new() { Name = $"Change {name}" }).ClickAsync();
        await admin.LookAsync("choices-change");
        await page.GetByLabel("It is offered").UncheckAsync();
        await PressAsync(page, "Change it");
        await Assertions.Expect(main.Locator("tr", new() { HasText = name })).ToContainTextAsync("No longer");
    }

    private static Task PressAsync(IPage page, string name) =>
        page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true }).ClickAsync();
}
