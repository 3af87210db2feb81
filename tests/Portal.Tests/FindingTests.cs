using System.Text;
using Microsoft.Playwright;

namespace ComplaintsPlatform.Portal.Tests;

/// <summary>What is found on each point, and the response that follows from it.</summary>
public sealed class FindingTests(PlatformOnNamedServers platform, Browser browser)
{
    private static readonly object Acknowledgement = new
    {
        definition = "A boiler that was not repaired, and nobody who rang back.",
        outcomesSought = "A working boiler, and an apology.",
        responsibleFor = "Heating, and our telephone service.",
        notResponsibleFor = "Nothing in this complaint.",
    };

    [Fact]
    public async Task every_point_is_found_the_outcome_follows_and_stage_2_finds_anew()
    {
        var (id, _) = await Sample.ComplaintAsync(platform);
        await Sample.VerbAsync(platform, "adviser", id, "join", new
        { channel = "phone", words = "And nobody rings back.", points = new[] { "Nobody rings back." } });
        await Sample.DocumentAsync(platform, id, "Boiler.txt", Encoding.UTF8.GetBytes($"Note {id}"), "A note on it");
        await Sample.VerbAsync(platform, "officer", id, "claim", new { });
        await Sample.VerbAsync(platform, "officer", id, "acknowledge", Acknowledgement);

        await using (var officer = await browser.SignedInAsync(platform, "officer"))
        {
            var page = officer.Page;
            await officer.GoAsync($"/complaints/{id}", "points-none-found");
            await Assertions.Expect(page.Locator("main")).ToContainTextAsync("No point has a finding yet");
            await ButtonAsync(page, AriaRole.Link, "Record a finding on point 1");
            await officer.LookAsync("finding");
            await ButtonAsync(page, AriaRole.Button, "Record the finding");
            await officer.LookAsync("finding-errors");
            await Assertions.Expect(page.Locator("#Form_Finding-error")).ToContainTextAsync("Choose what you find");
            await Assertions.Expect(page.Locator("#Form_Reasons-error")).ToContainTextAsync("Enter the reasons");
            await page.GetByLabel("Upheld", new() { Exact = true }).CheckAsync();
            await page.GetByLabel("Reasons").FillAsync(
                "It was reported on 2 March and repaired on 27 April. Our repairs policy (4.2) promises 20 working "
                + "days for heating, and the Landlord and Tenant Act 1985 (section 11) asks that it is kept working.");
            await page.GetByLabel("Boiler.txt").CheckAsync();
            await page.GetByLabel("What we do to put it right (optional)").FillAsync("£150, paid by 30 May.");

            // Somebody is quicker: what was written stays, beside what there is now.
            await Sample.VerbAsync(platform, "officer2", id, "findings", new
            { point = 1, finding = "partly-upheld", reasons = "Half of it was the contractor." });
            await ButtonAsync(page, AriaRole.Button, "Record the finding");
            await officer.LookAsync("finding-conflict");
            var row = page.GetByRole(AriaRole.Row, new() { Name = "Reasons" });
            await Assertions.Expect(row).ToContainTextAsync("Our repairs policy (4.2)");
            await Assertions.Expect(row).ToContainTextAsync("Half of it was the contractor.");
            await Assertions.Expect(page.GetByLabel("Boiler.txt")).ToBeCheckedAsync();
            await ButtonAsync(page, AriaRole.Button, "Record the finding");
            await Assertions.Expect(page.Locator("main")).ToContainTextAsync("The finding is recorded.");
            await Assertions.Expect(page.Locator("main")).ToContainTextAsync("1 point has no finding yet");
            await officer.LookAsync("points-one-found");

            await page.GotoAsync($"/complaints/{id}/record-stage-1-response");
            await officer.LookAsync("response-points-open");
            await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Point 2 is not answered yet.");
            await ButtonAsync(page, AriaRole.Link, "Record a finding on point 2");
            await page.GetByLabel("Not upheld").CheckAsync();
            await page.GetByLabel("Reasons").FillAsync("Our records show four calls, each answered within a day.");
            await ButtonAsync(page, AriaRole.Button, "Record the finding");
            await Assertions.Expect(page.Locator("main")).ToContainTextAsync("they give: partly upheld");
            await page.GotoAsync($"/complaints/{id}/points/1/finding");
            await officer.LookAsync("finding-change");
            await Assertions.Expect(page.GetByLabel("Upheld", new() { Exact = true })).ToBeCheckedAsync();
            await Assertions.Expect(page.GetByLabel("Boiler.txt")).ToBeCheckedAsync();

            await page.GotoAsync($"/complaints/{id}");
            await ButtonAsync(page, AriaRole.Link, "Record the stage 1 response");
            await Assertions.Expect(page.GetByLabel("Partly upheld")).ToBeCheckedAsync();
            await officer.LookAsync("response-outcome-follows");
            await page.GetByLabel("Upheld", new() { Exact = true }).CheckAsync();
            await page.GetByLabel("What the response says").FillAsync("We are sorry, and pay £150.");
            await ButtonAsync(page, AriaRole.Button, "Record the stage 1 response");
            await officer.LookAsync("response-contradicts-findings");
            await Assertions.Expect(page.Locator("#Form_Outcome-error")).ToContainTextAsync("give partly upheld");
            await page.GetByLabel("Partly upheld").CheckAsync();
            await ButtonAsync(page, AriaRole.Button, "Record the stage 1 response");
            await officer.LookAsync("points-answered");
            await Assertions.Expect(page.Locator("main")).Not.ToContainTextAsync("Change the finding");
        }

        await Sample.VerbAsync(platform, "adviser", id, "escalate-to-stage-2", new { });
        await Sample.VerbAsync(platform, "investigator", id, "claim", new { });
        await Sample.VerbAsync(platform, "investigator", id, "acknowledge-stage-2", Acknowledgement);
        await using var investigator = await browser.SignedInAsync(platform, "investigator");
        var again = investigator.Page;
        await investigator.GoAsync($"/complaints/{id}", "points-at-stage-2");
        await ButtonAsync(again, AriaRole.Link, "Record a finding on point 1");
        await investigator.LookAsync("finding-stage-2");
        await Assertions.Expect(again.Locator("main")).ToContainTextAsync("What stage 1 found: upheld");
        await again.GetByLabel("Upheld", new() { Exact = true }).CheckAsync();
        await again.GetByLabel("Reasons").FillAsync("We find as stage 1 did, and the sum was too low.");
        await ButtonAsync(again, AriaRole.Button, "Record the finding");

        // A response that went out is recorded, and what it left open is shown.
        await ButtonAsync(again, AriaRole.Link, "Record the final response");
        await again.GetByLabel("Upheld", new() { Exact = true }).CheckAsync();
        await again.GetByLabel("What the response says").FillAsync("We pay £300.");
        await ButtonAsync(again, AriaRole.Button, "Record the final response");
        await investigator.LookAsync("points-left-open");
        await Assertions.Expect(again.Locator("main"))
            .ToContainTextAsync("The final response went out without a finding on point 2.");
        await Assertions.Expect(again.Locator("main")).ToContainTextAsync("No finding at stage 2");
        await Assertions.Expect(again.Locator("main")).Not.ToContainTextAsync("The stage 1 response went out without");
        await investigator.GoAsync($"/complaints/{id}/timeline", "timeline-findings");
        await Assertions.Expect(again.Locator("main"))
            .ToContainTextAsync("Point 1 was found partly upheld at stage 1.");
    }

    [Fact]
    public async Task a_point_that_is_not_there_has_no_page()
    {
        var (id, _) = await Sample.ComplaintAsync(platform);
        await using var officer = await browser.SignedInAsync(platform, "officer");
        (await officer.Page.GotoAsync($"/complaints/{id}/points/7/finding"))!.Status.ShouldBe(404);
    }

    [Fact]
    public async Task what_is_owed_at_stage_1_is_found_there_after_stage_2_was_asked_for()
    {
        var (id, _) = await Sample.ComplaintAsync(platform);
        await Sample.VerbAsync(platform, "adviser", id, "escalate-to-stage-2", new { });
        await using var officer = await browser.SignedInAsync(platform, "officer");
        await officer.Page.GotoAsync($"/complaints/{id}/record-stage-1-response");
        await ButtonAsync(officer.Page, AriaRole.Link, "Record a finding on point 1");
        officer.Page.Url.ShouldEndWith("/points/1/finding?stage=stage-1");
        await officer.Page.GetByLabel("Not upheld").CheckAsync();
        await officer.Page.GetByLabel("Reasons").FillAsync("We found nothing wrong.");
        await ButtonAsync(officer.Page, AriaRole.Button, "Record the finding");
        await officer.Page.GotoAsync($"/complaints/{id}/record-stage-1-response");
        await Assertions.Expect(officer.Page.GetByLabel("Not upheld")).ToBeCheckedAsync();
    }

    private static Task ButtonAsync(IPage page, AriaRole role, string name) =>
        page.GetByRole(role, new() { Name = name, Exact = true }).First.ClickAsync();
}
