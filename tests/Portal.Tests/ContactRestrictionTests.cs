using Microsoft.Playwright;

namespace ComplaintsPlatform.Portal.Tests;

/// <summary>Contact with somebody is restricted, shown where they are met, looked at again, and ended.</summary>
public sealed class ContactRestrictionTests(PlatformOnNamedServers platform, Browser browser)
{
    [Fact]
    public async Task contact_is_restricted_shown_kept_and_ended()
    {
        var (person, name, _) = await Sample.PersonAsync(platform);
        var complaint = await Sample.ComplaintOfAsync(platform, person);
        await using var officer = await browser.SignedInAsync(platform, "officer");
        var page = officer.Page;
        await page.GotoAsync($"/people/{person}");
        await ClickAsync(page, AriaRole.Link, "Restrict contact because of how they behave");
        await officer.LookAsync("restrict-contact");
        await ClickAsync(page, AriaRole.Button, "Restrict contact");
        await officer.LookAsync("restrict-contact-errors");
        await page.GetByLabel("What they did").FillAsync("Shouted at three advisers and threatened one.");
        await page.GetByLabel("What shows it").FillAsync("Recordings of 2, 9 and 16 February.");
        await page.GetByLabel("By letter only").CheckAsync();
        await page.GetByLabel("Why it is proportionate").FillAsync("Two talks and a written warning changed nothing.");
        await page.GetByLabel("How needs and disability were taken into account")
            .FillAsync("Letters come in large print, as agreed.");
        var told = page.GetByRole(AriaRole.Group, new() { Name = "Told on" });
        var today = TimeProvider.System.GetUtcNow().AddDays(-1);
        await told.GetByLabel("Day").FillAsync($"{today.Day}");
        await told.GetByLabel("Month").FillAsync($"{today.Month}");
        await told.GetByLabel("Year").FillAsync($"{today.Year}");
        await page.GetByLabel("How they can appeal").FillAsync("By a letter to the head of service.");
        await ClickAsync(page, AriaRole.Button, "Restrict contact");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Contact is restricted: By letter only");
        await officer.LookAsync("person-restricted");

        await officer.GoAsync($"/complaints/{complaint}", "case-contact-restricted");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("It never stops them from complaining");
        await officer.GoAsync("/people/restrictions", "contact-restrictions");
        await ClickAsync(page, AriaRole.Link, $"Look at it for {name}");
        await officer.LookAsync("contact-restriction");
        await ClickAsync(page, AriaRole.Button, "Save");
        await officer.LookAsync("contact-restriction-errors");
        await page.GetByLabel("No, it ends").CheckAsync();
        await page.GetByLabel("Why it ends").FillAsync("An apology, and calm since.");
        await ClickAsync(page, AriaRole.Button, "Save");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Contact is as with anybody again.");
        await page.GotoAsync($"/complaints/{complaint}");
        await Assertions.Expect(page.Locator("main")).Not.ToContainTextAsync("Contact is restricted");
    }

    private static Task ClickAsync(IPage page, AriaRole role, string name) =>
        page.GetByRole(role, new() { Name = name, Exact = true }).ClickAsync();
}
