using Microsoft.Playwright;

namespace ComplaintsPlatform.Portal.Tests;

/// <summary>An officer who takes a complaint from the queue to its answer.</summary>
public sealed class OfficerTests(PlatformOnNamedServers platform, Browser browser)
{
    private static readonly object Acknowledgement = new
    {
        definition = "Theirs",
        outcomesSought = "A boiler.",
        responsibleFor = "Heating.",
        notResponsibleFor = "Nothing in this complaint.",
    };

    [Fact]
    public async Task an_officer_claims_acknowledges_and_answers_a_complaint()
    {
        var (id, reference) = await Sample.ComplaintAsync(platform);
        await Sample.ListedAsync(platform, id);
        await using var officer = await browser.SignedInAsync(platform, "officer");
        var page = officer.Page;
        await officer.LookAsync("home-officer");
        await officer.GoAsync($"/complaints/{id}", "case-summary-unassigned");
        await ButtonAsync(page, AriaRole.Link, "Claim this complaint");
        await officer.LookAsync("claim");
        await ButtonAsync(page, AriaRole.Button, "Claim this complaint");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("The complaint is yours.");

        await ButtonAsync(page, AriaRole.Link, "Record the acknowledgement");
        await officer.LookAsync("acknowledge");
        await ButtonAsync(page, AriaRole.Button, "Record the acknowledgement");
        await officer.LookAsync("acknowledge-errors");
        await page.GetByLabel("Complaint definition").FillAsync("The boiler was not repaired in three weeks.");
        await page.GetByLabel("Outcomes that the resident wants").FillAsync("A working boiler.");
        await page.GetByLabel("What we are responsible for").FillAsync("Heating and hot water.");
        await page.GetByLabel("What we are not responsible for").FillAsync("Nothing in this complaint.");
        await ButtonAsync(page, AriaRole.Button, "Record the acknowledgement");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("The acknowledgement is recorded.");
        await officer.LookAsync("case-summary-acknowledged");

        await ButtonAsync(page, AriaRole.Link, "Record the stage 1 response");
        await officer.LookAsync("respond");
        await ButtonAsync(page, AriaRole.Button, "Record the stage 1 response");
        await officer.LookAsync("respond-errors");
        await page.GetByLabel("Partly upheld").CheckAsync();
        await page.GetByLabel("What the response says").FillAsync("We are sorry. The boiler is replaced on Monday.");
        await ButtonAsync(page, AriaRole.Button, "Record the stage 1 response");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("The stage 1 response is recorded.");
        await officer.LookAsync("case-summary-answered");
        foreach (var part in new[] { "timeline", "correspondence", "evidence", "clocks", "people" })
        {
            await officer.GoAsync($"/complaints/{id}/{part}", $"case-{part}");
            (await page.TitleAsync()).ShouldStartWith(reference);
        }

        await page.GotoAsync($"/complaints/{id}/clocks");
        await page.GetByText("Why this date: acknowledgement").ClickAsync();
        await officer.LookAsync("case-clocks-explained");
    }

    [Fact]
    public async Task what_was_written_stands_beside_what_somebody_else_did_meanwhile()
    {
        var (id, _) = await Sample.ComplaintAsync(platform);
        await using var officer = await browser.SignedInAsync(platform, "officer");
        var page = officer.Page;
        await page.GotoAsync($"/complaints/{id}/acknowledge");
        await page.GetByLabel("Complaint definition").FillAsync("Mine");
        await page.GetByLabel("Outcomes that the resident wants").FillAsync("A boiler.");
        await page.GetByLabel("What we are responsible for").FillAsync("Heating.");
        await page.GetByLabel("What we are not responsible for").FillAsync("Nothing.");
        await Sample.VerbAsync(platform, "officer2", id, "acknowledge", Acknowledgement);
        await ButtonAsync(page, AriaRole.Button, "Record the acknowledgement");
        await officer.LookAsync("conflict");
        var row = page.GetByRole(AriaRole.Row, new() { Name = "Complaint definition" });
        await Assertions.Expect(row).ToContainTextAsync("Mine");
        await Assertions.Expect(row).ToContainTextAsync("Theirs");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Oscar Officer");
        (await page.GetByLabel("Complaint definition").InputValueAsync()).ShouldBe("Mine");

        await ButtonAsync(page, AriaRole.Button, "Record the acknowledgement");
        await Assertions.Expect(page.Locator(".govuk-error-summary")).ToContainTextAsync("was acknowledged on");
    }

    [Fact]
    public async Task who_reaches_for_a_complaint_that_is_taken_is_told_who_has_it()
    {
        var (id, _) = await Sample.ComplaintAsync(platform);
        await using var officer = await browser.SignedInAsync(platform, "officer");
        await officer.Page.GotoAsync($"/complaints/{id}/claim");
        await Sample.VerbAsync(platform, "officer2", id, "claim", new { });
        await ButtonAsync(officer.Page, AriaRole.Button, "Claim this complaint");
        await officer.LookAsync("claim-taken");
        await Assertions.Expect(officer.Page.Locator(".govuk-error-summary"))
            .ToContainTextAsync("Oscar Officer has this complaint");
    }

    [Fact]
    public async Task a_team_leader_gives_a_complaint_to_somebody()
    {
        var (id, _) = await Sample.ComplaintAsync(platform);
        await using var leader = await browser.SignedInAsync(platform, "leader");
        var page = leader.Page;
        await leader.LookAsync("home-leader");
        await leader.GoAsync($"/complaints/{id}/assign", "assign");
        await ButtonAsync(page, AriaRole.Button, "Give this complaint to them");
        await leader.LookAsync("assign-errors");
        await page.GetByLabel("Olive Officer").CheckAsync();
        await ButtonAsync(page, AriaRole.Button, "Give this complaint to them");
        await Assertions.Expect(page.Locator(".app-identity")).ToContainTextAsync("Olive Officer");
    }

    [Fact]
    public async Task a_team_leader_takes_a_complaint_over_puts_it_back_and_says_whom_it_is_about()
    {
        var (id, _) = await Sample.ComplaintAsync(platform);
        await Sample.VerbAsync(platform, "officer2", id, "claim", new { });
        await using var leader = await browser.SignedInAsync(platform, "leader");
        var page = leader.Page;
        await leader.GoAsync($"/complaints/{id}", "case-summary-of-another");
        await ButtonAsync(page, AriaRole.Link, "Take it over from Oscar Officer");
        await leader.LookAsync("take-over");
        await ButtonAsync(page, AriaRole.Button, "Take it over");
        await leader.LookAsync("take-over-errors");
        await page.GetByLabel("Why you take it over").FillAsync("Oscar is ill.");
        await ButtonAsync(page, AriaRole.Button, "Take it over");
        await Assertions.Expect(page.Locator(".app-identity")).ToContainTextAsync("Lena Leader");

        await ButtonAsync(page, AriaRole.Link, "Put it back in the queue");
        await leader.LookAsync("release");
        await ButtonAsync(page, AriaRole.Button, "Put it back in the queue");
        await leader.LookAsync("release-errors");
        await page.GetByLabel("Why you put it back").FillAsync("Somebody in the team is free.");
        await ButtonAsync(page, AriaRole.Button, "Put it back in the queue");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("The complaint is back in the queue.");

        await ButtonAsync(page, AriaRole.Link, "It is about a member of staff");
        await leader.LookAsync("declare-conflict");
        await page.GetByLabel("Member of staff whom it is about").SelectOptionAsync(
            new SelectOptionValue { Label = "Oscar Officer, Complaints team" });
        await ButtonAsync(page, AriaRole.Button, "Record it");
        await leader.LookAsync("declare-conflict-errors");
        await page.GetByLabel("Why", new() { Exact = true }).FillAsync("He is named in it.");
        await ButtonAsync(page, AriaRole.Button, "Record it");
        await leader.LookAsync("case-summary-about-staff");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Oscar Officer, who cannot see it");

        await using var officer = await browser.SignedInAsync(platform, "officer2");
        (await officer.Page.GotoAsync($"/complaints/{id}"))!.Status.ShouldBe(404);
    }

    [Fact]
    public async Task the_resident_asks_for_another_officer_and_a_team_leader_ends_it()
    {
        var (id, _) = await Sample.ComplaintAsync(platform);
        await Sample.VerbAsync(platform, "officer2", id, "claim", new { });
        await using var adviser = await browser.SignedInAsync(platform, "adviser");
        var page = adviser.Page;
        await adviser.GoAsync($"/complaints/{id}", "case-summary-of-another-officer");
        await page.GetByText("More that can be done").ClickAsync();
        await ButtonAsync(page, AriaRole.Link, "They ask for another officer");
        await adviser.LookAsync("another-officer");
        await ButtonAsync(page, AriaRole.Button, "Record it");
        await adviser.LookAsync("another-officer-errors");
        await page.GetByLabel("The resident", new() { Exact = true }).CheckAsync();
        await page.GetByLabel("Why, in their words").FillAsync("He never rings back.");
        // Somebody is quicker: what was written stays, beside what there is now.
        await Sample.VerbAsync(platform, "officer2", id, "reclassify", new
        { reason = "It is a leak.", category = "leaks", services = Array.Empty<string>() });
        await ButtonAsync(page, AriaRole.Button, "Record it");
        await adviser.LookAsync("another-officer-conflict");
        (await page.GetByLabel("Why, in their words").InputValueAsync()).ShouldBe("He never rings back.");
        await ButtonAsync(page, AriaRole.Button, "Record it");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("the complaint waits for another officer");
        await Assertions.Expect(page.Locator("main"))
            .ToContainTextAsync("The resident asked for another officer than Oscar Officer: He never rings back.");
        await adviser.LookAsync("case-summary-another-officer");

        await using (var officer = await browser.SignedInAsync(platform, "officer2"))
        {
            await officer.Page.GotoAsync($"/complaints/{id}/claim");
            await ButtonAsync(officer.Page, AriaRole.Button, "Claim this complaint");
            await Assertions.Expect(officer.Page.Locator(".govuk-error-summary"))
                .ToContainTextAsync("asked for another officer than Oscar Officer");
        }

        await using var leader = await browser.SignedInAsync(platform, "leader");
        page = leader.Page;
        await page.GotoAsync($"/complaints/{id}");
        await ButtonAsync(page, AriaRole.Link, "Let Oscar Officer have it again");
        await leader.LookAsync("allow-officer-again");
        await ButtonAsync(page, AriaRole.Button, "Let Oscar Officer have it again");
        await leader.LookAsync("allow-officer-again-errors");
        await page.GetByLabel("Why they may have it again").FillAsync("They spoke, and she agrees.");
        await ButtonAsync(page, AriaRole.Button, "Let Oscar Officer have it again");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("The officer may have the complaint again.");
        await leader.GoAsync($"/complaints/{id}/allow-officer-again", "allow-officer-again-nobody");
    }

    [Fact]
    public async Task a_team_leader_gives_the_chosen_complaints_to_somebody()
    {
        var ((first, reference), (second, _)) =
            (await Sample.ComplaintAsync(platform), await Sample.ComplaintAsync(platform));
        await Sample.ListedAsync(platform, first);
        await Sample.ListedAsync(platform, second);
        await Sample.VerbAsync(platform, "officer2", second, "claim", new { });
        await using var leader = await browser.SignedInAsync(platform, "leader");
        var page = leader.Page;
        await leader.GoAsync($"/complaints?reference={reference}", "complaints-to-choose");
        await page.GetByLabel($"Choose {reference}").CheckAsync();
        await ButtonAsync(page, AriaRole.Button, "Assign the chosen complaints");
        page.Url.ShouldContain($"id={first}");
        await leader.GoAsync($"/complaints/assign-many?id={first}&id={second}", "assign-many");
        await ButtonAsync(page, AriaRole.Button, "Give these complaints to them");
        await leader.LookAsync("assign-many-errors");
        await page.GetByLabel("Olive Officer").CheckAsync();
        await ButtonAsync(page, AriaRole.Button, "Give these complaints to them");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("1 of 2 complaints");
        await leader.LookAsync("assign-many-done");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Oscar Officer has this complaint");
        await leader.GoAsync("/complaints/assign-many", "assign-many-none");
    }

    [Fact]
    public async Task what_was_typed_comes_back_after_an_expired_session()
    {
        var (id, _) = await Sample.ComplaintAsync(platform);
        await using var officer = await browser.SignedInAsync(platform, "officer");
        var page = officer.Page;
        await page.GotoAsync($"/complaints/{id}/acknowledge");
        await page.GetByLabel("Complaint definition").FillAsync("Typed before the session ended");
        await page.Context.ClearCookiesAsync();
        await ButtonAsync(page, AriaRole.Button, "Record the acknowledgement");
        await officer.SignInAsync("officer");
        await officer.LookAsync("session-expired");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Your session had ended");
        (await page.GetByLabel("Complaint definition").InputValueAsync()).ShouldBe("Typed before the session ended");
    }

    private static Task ButtonAsync(IPage page, AriaRole role, string name) =>
        page.GetByRole(role, new() { Name = name, Exact = true }).ClickAsync();
}
