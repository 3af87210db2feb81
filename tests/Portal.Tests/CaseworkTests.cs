using Microsoft.Playwright;

namespace ComplaintsPlatform.Portal.Tests;

/// <summary>A complaint that is about something else, is one with another, or is two.</summary>
public sealed class CaseworkTests(PlatformOnNamedServers platform, Browser browser)
{
    [Fact]
    public async Task what_was_said_again_is_added_and_some_of_it_becomes_a_complaint_of_its_own()
    {
        var (id, _) = await Sample.ComplaintAsync(platform);
        await using var leader = await browser.SignedInAsync(platform, "leader");
        var page = leader.Page;
        await OpenAsync(page, id, "Add what was said again");
        await PressAsync(page, "Add it to the complaint");
        await leader.LookAsync("case-join-errors");
        await page.GetByLabel("What they said, in their words").FillAsync("And the radiators are cold too.");
        await page.GetByLabel("A new point of complaint in it").FillAsync("The radiators are cold.");
        await PressAsync(page, "Add it to the complaint");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("with point 2");
        await leader.LookAsync("case-joined");
        await OpenAsync(page, id, "Split it into two");
        await PressAsync(page, "Make a complaint of them");
        await leader.LookAsync("case-split-errors");
        await page.GetByLabel("Point 2").CheckAsync();
        await page.GetByLabel("Why they are another matter").FillAsync("Another team mends them.");
        await PressAsync(page, "Make a complaint of them");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("A complaint of its own");
        await leader.LookAsync("case-split");
    }

    [Fact]
    public async Task two_complaints_are_merged_and_the_merge_is_undone()
    {
        var words = $"The gate of the yard is broken, says {Sample.NewId():N}.";
        var (id, reference) = await Sample.ComplaintAsync(platform, words);
        var (other, _) = await Sample.ComplaintAsync(platform, words);
        await using var leader = await browser.SignedInAsync(platform, "leader");
        var page = leader.Page;
        await OpenAsync(page, id, "Merge another complaint into it");
        await leader.LookAsync("case-merge");
        await page.GetByLabel("Another one").CheckAsync();
        await page.GetByLabel("Its reference").FillAsync("CMP-0000-0000");
        await PressAsync(page, "Merge it into this one");
        await leader.LookAsync("case-merge-errors");
        await page.GetByLabel("Its reference").FillAsync(reference);
        await page.GetByLabel("Why they are the same").FillAsync("The same gate.");
        await PressAsync(page, "Merge it into this one");
        await Assertions.Expect(page.Locator(".govuk-error-summary"))
            .ToContainTextAsync("A complaint is not merged with itself.");
        await page.Locator($"input[value='{other}']").CheckAsync();
        await PressAsync(page, "Merge it into this one");
        await leader.LookAsync("case-merged");
        await leader.GoAsync($"/complaints/{other}", "case-merged-away");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync($"This complaint goes on as {reference}");
        await page.GotoAsync($"/complaints/{id}");
        await page.GetByRole(AriaRole.Link, new() { Name = "Undo merged in" }).ClickAsync();
        await leader.LookAsync("case-undo-merge");
        await page.GetByLabel("Why they are two matters").FillAsync("There are two gates.");
        await page.GetByRole(AriaRole.Button, new() { Name = "out again" }).ClickAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("goes on by itself again");
    }

    [Fact]
    public async Task a_complaint_is_classified_otherwise_with_the_reason()
    {
        var (id, _) = await Sample.ComplaintAsync(platform);
        await using var officer = await browser.SignedInAsync(platform, "officer");
        var page = officer.Page;
        await OpenAsync(page, id, "Classify it otherwise");
        await page.GetByLabel("Damp and mould").CheckAsync();
        await page.GetByLabel("Repairs and maintenance").CheckAsync();
        await PressAsync(page, "Classify it so");
        await officer.LookAsync("case-reclassify-errors");
        await page.GetByLabel("Reason", new() { Exact = true }).FillAsync("It is mould behind the boiler.");
        await Sample.VerbAsync(platform, "leader", id, "reclassify", new { reason = "Urgent.", priority = "urgent" });
        await PressAsync(page, "Classify it so");
        await officer.LookAsync("case-reclassify-conflict");
        (await page.GetByLabel("Damp and mould").IsCheckedAsync()).ShouldBeTrue();
        await PressAsync(page, "Classify it so");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("The complaint is classified otherwise.");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Urgent");
        await officer.LookAsync("case-reclassified");
    }

    [Fact]
    public async Task a_repeat_is_flagged()
    {
        var (person, _, _) = await Sample.PersonAsync(platform);
        var first = await Sample.ComplaintOfAsync(platform, person);
        var again = await Sample.ComplaintOfAsync(platform, person);
        await using var officer = await browser.SignedInAsync(platform, "officer");
        await officer.GoAsync($"/complaints/{again}", "case-repeat");
        var repeat = officer.Page.GetByRole(AriaRole.Region, new() { Name = "warning: A repeat complaint" });
        (await repeat.GetByRole(AriaRole.Link).First.GetAttributeAsync("href")).ShouldBe($"/complaints/{first}");
    }

    private static async Task OpenAsync(IPage page, Guid id, string name)
    {
        await page.GotoAsync($"/complaints/{id}");
        await page.GetByText("More that can be done").ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = name, Exact = true }).ClickAsync();
    }

    private static Task PressAsync(IPage page, string name) =>
        page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true }).First.ClickAsync();
}
