using Microsoft.Playwright;

namespace ComplaintsPlatform.Portal.Tests;

/// <summary>Only named people know of a complaint; a compliance officer names others without seeing it.</summary>
public sealed class RestrictedTests(PlatformOnNamedServers platform, Browser browser)
{
    [Fact]
    public async Task a_complaint_is_restricted_others_are_named_unseen_and_it_is_lifted()
    {
        var (id, reference) = await Sample.ComplaintAsync(platform);
        await using var officer = await browser.SignedInAsync(platform, "officer");
        var page = officer.Page;
        await page.GotoAsync($"/complaints/{id}");
        await ClickAsync(page, AriaRole.Link, "Restrict this complaint to named people");
        await officer.LookAsync("restrict");
        await Assertions.Expect(page.GetByLabel("Olive Officer (you)")).ToBeCheckedAsync();
        await ClickAsync(page, AriaRole.Button, "Restrict it to these people");
        await officer.LookAsync("restrict-errors");
        await page.GetByLabel("Why", new() { Exact = true }).FillAsync("He works for us, and she must not be found.");
        await ClickAsync(page, AriaRole.Button, "Restrict it to these people");
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Name a team leader");
        await page.GetByLabel("Lena Leader").CheckAsync();
        await ClickAsync(page, AriaRole.Button, "Restrict it to these people");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("only 2 named people may know of it");
        await officer.LookAsync("case-summary-restricted");
        await officer.GoAsync($"/complaints/{id}/timeline?About=who", "case-timeline-restricted");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Restricted to");

        await using var auditor = await browser.SignedInAsync(platform, "auditor");
        (await auditor.Page.GotoAsync($"/complaints/{id}"))!.Status.ShouldBe(404);
        (await auditor.Page.ContentAsync()).ShouldNotContain(reference);

        await using var compliance = await browser.SignedInAsync(platform, "compliance");
        var list = compliance.Page;
        await compliance.GoAsync("/complaints/restricted", "restricted-complaints");
        await Assertions.Expect(list.Locator("main")).ToContainTextAsync(reference);
        (await list.GotoAsync($"/complaints/{id}"))!.Status.ShouldBe(404);
        await list.GotoAsync("/complaints/restricted");
        await ClickAsync(list, AriaRole.Link, $"Name others for {reference}");
        await compliance.LookAsync("restricted-name");
        await list.GetByLabel("Olive Officer").UncheckAsync();
        await list.GetByLabel("Lena Leader").UncheckAsync();
        await ClickAsync(list, AriaRole.Button, "Name these people");
        await compliance.LookAsync("restricted-name-errors");
        await list.GetByLabel("Cora Compliance (you)").CheckAsync();
        await list.GetByLabel("Why", new() { Exact = true }).FillAsync("Both are away for months.");
        await ClickAsync(list, AriaRole.Button, "Name these people");
        await Assertions.Expect(list.Locator("main")).ToContainTextAsync("Others are named.");
        (await page.GotoAsync($"/complaints/{id}"))!.Status.ShouldBe(404);

        await list.GotoAsync($"/complaints/{id}");
        await ClickAsync(list, AriaRole.Link, "Change who may know of it");
        await list.GetByLabel("Why", new() { Exact = true }).FillAsync("She has moved.");
        await ClickAsync(list, AriaRole.Button, "Let everybody know of it again");
        await Assertions.Expect(list.Locator("main")).ToContainTextAsync("Everybody who reads complaints may know");
        (await page.GotoAsync($"/complaints/{id}"))!.Status.ShouldBe(200);
    }

    [Fact]
    public async Task on_a_phone_and_without_javascript_it_works_too()
    {
        var id = await Sample.RestrictedAsync(platform, "officer", "leader");
        await using (var phone = await browser.SignedInAsync(platform, "officer", width: 375, height: 800))
        {
            await phone.GoAsync($"/complaints/{id}", "phone-case-restricted");
            await phone.GoAsync($"/complaints/{id}/restrict", "phone-restrict");
        }

        await using (var phone = await browser.SignedInAsync(platform, "compliance", width: 375, height: 800))
        {
            await phone.GoAsync("/complaints/restricted", "phone-restricted-complaints");
            await phone.GoAsync($"/complaints/restricted/{id}/name", "phone-restricted-name");
        }

        await using var plain = await browser.SignedInAsync(platform, "leader", javaScript: false);
        await plain.Page.GotoAsync($"/complaints/{id}/restrict");
        await plain.Page.GetByLabel("Why", new() { Exact = true }).FillAsync("It is over.");
        await ClickAsync(plain.Page, AriaRole.Button, "Let everybody know of it again");
        await Assertions.Expect(plain.Page.Locator("main")).ToContainTextAsync("Everybody who reads complaints");
    }

    private static Task ClickAsync(IPage page, AriaRole role, string name) =>
        page.GetByRole(role, new() { Name = name, Exact = true }).ClickAsync();
}
