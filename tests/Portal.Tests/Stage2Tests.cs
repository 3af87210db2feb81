using Microsoft.Playwright;

namespace ComplaintsPlatform.Portal.Tests;

/// <summary>A complaint that goes on at stage 2, with somebody who had no part in stage 1.</summary>
public sealed class Stage2Tests(PlatformOnNamedServers platform, Browser browser)
{
    private static readonly object Response = new { outcome = "upheld", summary = "We are sorry. A new boiler comes." };

    [Fact]
    public async Task a_complaint_is_escalated_taken_by_somebody_else_and_finally_answered()
    {
        var (id, reference) = await Sample.ComplaintAsync(platform);
        await Sample.VerbAsync(platform, "officer2", id, "claim", new { });
        await Sample.VerbAsync(platform, "officer2", id, "record-stage-1-response", Response);

        await using (var adviser = await browser.SignedInAsync(platform, "adviser"))
        {
            await adviser.Page.GotoAsync($"/complaints/{id}");
            await adviser.Page.GetByText("More that can be done").ClickAsync();
            await ButtonAsync(adviser.Page, AriaRole.Link, "They ask for stage 2");
            await adviser.LookAsync("escalate");
            await adviser.Page.GetByLabel("Year").FillAsync("");
            await ButtonAsync(adviser.Page, AriaRole.Button, "Take it to stage 2");
            await adviser.LookAsync("escalate-errors");
            await adviser.Page.GetByLabel("Year").FillAsync(
                $"{TimeProvider.System.GetUtcNow().Year.ToString(System.Globalization.CultureInfo.InvariantCulture)}");
            await adviser.Page.GetByLabel("What they said about it, if they did").FillAsync("Nobody has come.");
            await ButtonAsync(adviser.Page, AriaRole.Button, "Take it to stage 2");
            await Assertions.Expect(adviser.Page.Locator("main"))
                .ToContainTextAsync("The request for stage 2 is recorded.");
            await adviser.LookAsync("case-summary-escalated");
        }

        await using (var first = await browser.SignedInAsync(platform, "officer2"))
        {
            await first.GoAsync($"/complaints/{id}", "case-summary-had-part-in-stage-1");
            await Assertions.Expect(first.Page.Locator("main"))
                .ToContainTextAsync("You acted on it at stage 1, so somebody else takes it.");
            await first.Page.GotoAsync($"/complaints/{id}/claim");
            await ButtonAsync(first.Page, AriaRole.Button, "Claim this complaint");
            await first.LookAsync("claim-had-part-in-stage-1");
            await Assertions.Expect(first.Page.Locator(".govuk-error-summary"))
                .ToContainTextAsync("Oscar Officer acted on this complaint at stage 1");
        }

        await using var officer = await browser.SignedInAsync(platform, "officer");
        var page = officer.Page;
        await page.GotoAsync($"/complaints/{id}");
        await ButtonAsync(page, AriaRole.Link, "Claim this complaint");
        await ButtonAsync(page, AriaRole.Button, "Claim this complaint");
        await ButtonAsync(page, AriaRole.Link, "Record the stage 2 acknowledgement");
        await officer.LookAsync("acknowledge-stage-2");
        await ButtonAsync(page, AriaRole.Button, "Record the stage 2 acknowledgement");
        await officer.LookAsync("acknowledge-stage-2-errors");
        await page.GetByLabel("Complaint definition").FillAsync("The boiler that was promised has not come.");
        await page.GetByLabel("Outcomes that the resident wants").FillAsync("A working boiler.");
        await page.GetByLabel("What we are responsible for").FillAsync("Heating and hot water.");
        await page.GetByLabel("What we are not responsible for").FillAsync("Nothing in this complaint.");
        await ButtonAsync(page, AriaRole.Button, "Record the stage 2 acknowledgement");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("the 20 days run");
        await officer.LookAsync("case-summary-stage-2-acknowledged");

        await ButtonAsync(page, AriaRole.Link, "Record the final response");
        await officer.LookAsync("final-response");
        await ButtonAsync(page, AriaRole.Button, "Record the final response");
        await officer.LookAsync("final-response-errors");
        await page.GetByLabel("Upheld", new() { Exact = true }).CheckAsync();
        await page.GetByLabel("What the response says").FillAsync("A new boiler on Monday, and £200 for the delay.");
        await ButtonAsync(page, AriaRole.Button, "Record the final response");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("The final response is recorded.");
        await officer.LookAsync("case-summary-finally-answered");
        await officer.GoAsync($"/complaints/{id}/clocks", "case-clocks-stage-2");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Stage 2 response");
        await officer.GoAsync($"/complaints/{id}/timeline", "case-timeline-stage-2");
        await Assertions.Expect(page.Locator("main"))
            .ToContainTextAsync("Answered at stage 2, with the final response");
        await Sample.ListedAsync(platform, id);
        await officer.GoAsync($"/complaints?stage=stage-2&reference={reference}", "complaints-stage-2");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Repairs, stage 2");
    }

    [Fact]
    public async Task stage_2_is_asked_for_before_stage_1_is_answered_and_both_are_shown()
    {
        var (id, _) = await Sample.ComplaintAsync(platform);
        await using var officer = await browser.SignedInAsync(platform, "officer");
        var page = officer.Page;
        await officer.GoAsync($"/complaints/{id}/escalate-to-stage-2", "escalate-unanswered");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Stage 1 is not answered yet.");
        // Somebody is quicker.
        await Sample.VerbAsync(platform, "officer2", id, "escalate-to-stage-2", new { words = "No answer yet." });
        await ButtonAsync(page, AriaRole.Button, "Take it to stage 2");
        await officer.LookAsync("escalate-conflict");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("No answer yet.");

        await page.GotoAsync($"/complaints/{id}");
        await page.GetByText("More that can be done").ClickAsync();
        await ButtonAsync(page, AriaRole.Link, "Record the stage 1 response, which is still owed");
        await page.GetByLabel("Not upheld").CheckAsync();
        await page.GetByLabel("What the response says").FillAsync("We found nothing wrong.");
        await ButtonAsync(page, AriaRole.Button, "Record the stage 1 response");
        await officer.LookAsync("case-summary-answered-at-stage-1-after-escalation");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("You acted on it at stage 1");
    }

    private static Task ButtonAsync(IPage page, AriaRole role, string name) =>
        page.GetByRole(role, new() { Name = name, Exact = true }).ClickAsync();
}
