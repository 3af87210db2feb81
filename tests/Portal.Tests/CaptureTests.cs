using Microsoft.Playwright;

namespace ComplaintsPlatform.Portal.Tests;

/// <summary>What stands beside and before the form of a complaint: guidance, what is known, likely doubles; anonymous
/// complaints, and the short form.</summary>
public sealed class CaptureTests(PlatformOnNamedServers platform, Browser browser)
{
    [Fact]
    public async Task a_likely_double_is_shown_with_its_reason_and_joined()
    {
        var (person, _, _) = await Sample.PersonAsync(platform);
        await using var adviser = await browser.SignedInAsync(platform, "adviser");
        var page = adviser.Page;
        await FillAsync(page, person, "The lift stood still on Monday.");
        await LogAsync(page);
        await Assertions.Expect(adviser.Heading).ToHaveTextAsync("Complaint logged");
        await page.GetByRole(AriaRole.Link, new() { Name = "Open the complaint" }).ClickAsync();
        var first = page.Url;

        // The case is a moment behind.
        for (var tries = 0; ; tries++)
        {
            await FillAsync(page, person, "The lift stands still again.");
            await adviser.LookAsync("log-person-with-a-complaint");
            await LogAsync(page);
            if (await adviser.Heading.InnerTextAsync() == "Is it one of these complaints?") break;
            tries.ShouldBeLessThan(5);
        }

        await adviser.LookAsync("log-doubles");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("of the same person");
        await page.GetByRole(AriaRole.Button, new() { Name = "Change what I wrote" }).ClickAsync();
        (await page.GetByLabel("What happened, in their words").InputValueAsync())
            .ShouldBe("The lift stands still again.");
        await LogAsync(page);
        await Assertions.Expect(adviser.Heading).ToHaveTextAsync("Is it one of these complaints?");
        await page.GetByRole(AriaRole.Button, new() { Name = "Join this complaint instead" }).Last.ClickAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("What was said is added to this complaint.");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("The lift stands still again.");
        page.Url.ShouldStartWith(first);
    }

    [Fact]
    public async Task another_matter_is_one_click_more_and_without_javascript_too()
    {
        var (person, _, _) = await Sample.PersonAsync(platform);
        var (_, title) = await Sample.ArticleAsync(platform, "leaks");
        await using var leader = await browser.SignedInAsync(platform, "leader", javaScript: false);
        var page = leader.Page;
        await FillAsync(page, person, "Water comes through the ceiling.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Show the guidance for this subject" }).ClickAsync();
        await page.GetByText(title).ClickAsync();
        await Assertions.Expect(page.GetByText("whether anybody is ill")).ToBeVisibleAsync();
        await LogAsync(page);
        await Assertions.Expect(leader.Heading).ToHaveTextAsync("Complaint logged");
        await page.GetByRole(AriaRole.Link, new() { Name = "Open the complaint" }).ClickAsync();
        await FillAsync(page, person, "The bins were not emptied.");
        await LogAsync(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "It is another matter: log the complaint" }).ClickAsync();
        await Assertions.Expect(leader.Heading).ToHaveTextAsync("Complaint logged");
    }

    [Fact]
    public async Task an_anonymous_complaint_is_taken_with_the_guidance_beside_it()
    {
        var (_, title) = await Sample.ArticleAsync(platform, "staff-conduct");
        await using var adviser = await browser.SignedInAsync(platform, "adviser");
        var page = adviser.Page;
        await page.GotoAsync("/complaints/log");
        await page.GetByLabel("They give no name").CheckAsync();
        await Assertions.Expect(page.GetByLabel("Full name")).ToBeHiddenAsync();
        await page.GetByLabel("Staff conduct").CheckAsync();
        await Assertions.Expect(page.GetByText(title)).ToBeVisibleAsync();
        await page.GetByText("When and how often to contact them").ClickAsync();
        await page.GetByLabel("How often they want to hear from us").FillAsync("Never");
        await page.GetByText("Services, nature of the problem and priority").ClickAsync();
        await page.GetByLabel("Customer service").CheckAsync();
        await page.GetByLabel("Nature of the problem").SelectOptionAsync("staff-behaviour");
        await page.GetByLabel("Priority", new() { Exact = true }).SelectOptionAsync("high");
        await page.GetByText(title).ClickAsync();
        await adviser.LookAsync("log-anonymous");
        var words = $"Somebody was rude to me at door {Sample.NewId():N}.";
        await page.GetByLabel("What happened, in their words").FillAsync(words);
        await page.GetByLabel("When did it happen?").FillAsync("On Monday evening");
        await LogAsync(page);
        await Assertions.Expect(adviser.Heading).ToHaveTextAsync("Complaint logged");
        await page.GetByRole(AriaRole.Link, new() { Name = "Open the complaint" }).ClickAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("A resident who gave no name");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("On Monday evening");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Staff behaviour");
        await adviser.LookAsync("case-summary-anonymous");
    }

    [Fact]
    public async Task five_fields_on_a_phone_make_a_complaint()
    {
        await using var caretaker = await browser.SignedInAsync(
            platform, "housing.officer", width: 375, height: 800);
        var page = caretaker.Page;
        await caretaker.GoAsync("/report", "report");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send it" }).ClickAsync();
        await caretaker.LookAsync("report-errors");
        (await page.Locator(".govuk-error-summary a").AllInnerTextsAsync())
            .ShouldBe(["Enter what happened", "Choose what it is about"]);
        await page.GetByLabel("What happened?").FillAsync($"The bins overflow {Sample.NewId():N}.");
        await page.GetByLabel("What is it about?").SelectOptionAsync("estate-management");
        await page.GetByLabel("Where?").FillAsync("Behind block 4");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send it" }).ClickAsync();
        await Assertions.Expect(caretaker.Heading).ToHaveTextAsync("Complaint logged");
    }

    [Fact]
    public async Task a_partner_reports_and_is_shown_nothing_of_others()
    {
        await using var partner = await browser.SignedInAsync(platform, "partner");
        var page = partner.Page;
        await page.GotoAsync("/complaints/log");
        await page.GetByLabel("They give no name").CheckAsync();
        await page.GetByLabel("Pest control").CheckAsync();
        await page.GetByLabel("What happened, in their words").FillAsync("Rats in the bin store.");
        await LogAsync(page);
        await Assertions.Expect(partner.Heading).ToHaveTextAsync("Complaint logged");
        await page.GotoAsync("/complaints/log");
        await page.GetByLabel("They give no name").CheckAsync();
        await page.GetByLabel("Pest control").CheckAsync();
        await page.GetByLabel("What happened, in their words").FillAsync("Rats in the bin store.");
        await LogAsync(page);
        await Assertions.Expect(partner.Heading).ToHaveTextAsync("Complaint logged");
        var reference = await page.Locator(".govuk-panel__body strong").InnerTextAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "What you reported" }).ClickAsync();
        await partner.LookAsync("reported");
        await Assertions.Expect(page.Locator("main li").First).ToContainTextAsync(reference);
        await Assertions.Expect(page.Locator("main li").First).ToContainTextAsync("Rats in the bin store.");
    }

    private static async Task FillAsync(IPage page, Guid person, string words)
    {
        await page.GotoAsync($"/complaints/log?person={person}");
        await page.GetByLabel("Letter").First.CheckAsync();
        await page.GetByLabel("Leaks").CheckAsync();
        await page.GetByLabel("What happened, in their words").FillAsync(words);
    }

    private static Task LogAsync(IPage page) =>
        page.GetByRole(AriaRole.Button, new() { Name = "Log the complaint", Exact = true }).ClickAsync();
}
