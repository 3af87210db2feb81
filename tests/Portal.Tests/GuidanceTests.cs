using Microsoft.Playwright;

namespace ComplaintsPlatform.Portal.Tests;

/// <summary>What staff read, and what residents read.</summary>
public sealed class GuidanceTests(PlatformOnNamedServers platform, Browser browser)
{
    [Fact]
    public async Task an_administrator_writes_changes_and_withdraws_an_article()
    {
        await using var admin = await browser.SignedInAsync(platform, "admin");
        var page = admin.Page;
        var title = $"When the lift stands still {Sample.NewId().ToString("N")[26..]}";
        await admin.GoAsync("/guidance", "guidance");
        await FollowAsync(page, "Write an article");
        await admin.LookAsync("guidance-new");
        await PressAsync(page, "Save it");
        await admin.LookAsync("guidance-new-errors");
        await page.GetByLabel("A script for calls").CheckAsync();
        await page.GetByLabel("Title").FillAsync(title);
        await page.GetByLabel("Text").FillAsync("“Is anybody in the lift?”\nThen ring the lift engineer.");
        await page.GetByLabel("Estate management").CheckAsync();
        await PressAsync(page, "Save it");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync(title);
        await admin.LookAsync("guidance-written");
        await FollowAsync(page, $"Change or withdraw {title}");
        await page.GetByLabel("Text").FillAsync("Ring the lift engineer.");
        await PressAsync(page, "Save it");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Ring the lift engineer.");
        await FollowAsync(page, $"Change or withdraw {title}");
        await PressAsync(page, "Withdraw it");
        await admin.LookAsync("guidance-withdraw-errors");
        (await page.GetByLabel("Title").InputValueAsync()).ShouldBe(title);
        await page.GetByLabel("Why it no longer holds").FillAsync("The lifts are new.");
        await PressAsync(page, "Withdraw it");
        await Assertions.Expect(page.Locator("main")).Not.ToContainTextAsync(title);
    }

    [Fact]
    public async Task how_to_complain_is_read_without_signing_in_and_printed()
    {
        await using var resident = await browser.VisitAsync(platform);
        await resident.GoAsync("/how-to-complain", "how-to-complain");
        var page = resident.Page;
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Within 10 working days");
        await Assertions.Expect(page.Locator("footer")).ToContainTextAsync("Call 0300");
        await Assertions.Expect(page.GetByRole(AriaRole.Img, new() { Name = "Code that leads to this page" }))
            .ToBeVisibleAsync();
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        await Assertions.Expect(page.GetByText("print this page")).ToBeHiddenAsync();
        await resident.LookAsync("how-to-complain-printed");
    }

    private static Task PressAsync(IPage page, string name) =>
        page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true }).First.ClickAsync();

    private static Task FollowAsync(IPage page, string name) =>
        page.GetByRole(AriaRole.Link, new() { Name = name, Exact = true }).First.ClickAsync();
}
