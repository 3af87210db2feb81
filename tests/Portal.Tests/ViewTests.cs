using Microsoft.Playwright;

namespace ComplaintsPlatform.Portal.Tests;

/// <summary>A list filtered, ordered and with columns of one's own, kept under a name.</summary>
public sealed class ViewTests(PlatformOnNamedServers platform, Browser browser)
{
    [Fact]
    public async Task a_list_as_somebody_needs_it_is_kept_found_again_and_removed()
    {
        var (id, reference) = await Sample.ComplaintAsync(platform);
        await Sample.VerbAsync(platform, "officer", id, "claim", new { });
        await Sample.ListedAsync(platform, id);
        await using var officer = await browser.SignedInAsync(platform, "officer");
        var (page, main) = (officer.Page, officer.Page.Locator("main"));
        await page.GotoAsync("/complaints");
        await page.GetByRole(AriaRole.Combobox, new() { Name = "Status" }).SelectOptionAsync("assigned");
        await page.GetByRole(AriaRole.Checkbox, new() { Name = "Team" }).CheckAsync();
        await page.GetByRole(AriaRole.Checkbox, new() { Name = "Received" }).UncheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Apply filters" }).ClickAsync();
        await Assertions.Expect(Header(page, "Team")).ToBeVisibleAsync();
        await Assertions.Expect(Header(page, "Received")).ToHaveCountAsync(0);
        await officer.LookAsync("complaints-own-columns");

        await page.GetByRole(AriaRole.Link, new() { Name = "Keep this view" }).ClickAsync();
        await Assertions.Expect(main).ToContainTextAsync("Only you see your views");
        await page.GetByRole(AriaRole.Button, new() { Name = "Keep this view" }).ClickAsync();
        await Assertions.Expect(main).ToContainTextAsync("Enter a name for the view");
        await officer.LookAsync("view-without-a-name");
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Given out, by team");
        await page.GetByRole(AriaRole.Button, new() { Name = "Keep this view" }).ClickAsync();
        await Assertions.Expect(main).ToContainTextAsync("“Given out, by team” is among your views");
        await officer.LookAsync("complaints-view-kept");

        // From anywhere else it is one press away, with what was chosen.
        await page.GotoAsync("/complaints");
        await page.GetByRole(AriaRole.Link, new() { Name = "Given out, by team" }).ClickAsync();
        await Assertions.Expect(main).ToContainTextAsync(reference);
        await Assertions.Expect(Header(page, "Team")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Given out, by team" }))
            .ToHaveAttributeAsync("aria-current", "page");
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Keep this view" })).ToHaveCountAsync(0);

        await page.GotoAsync("/views");
        await Assertions.Expect(main).ToContainTextAsync("Given out, by team");
        await officer.LookAsync("views");
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove Given out, by team" }).ClickAsync();
        await Assertions.Expect(main).ToContainTextAsync("The view is removed");
        await Assertions.Expect(main).Not.ToContainTextAsync("Given out, by team");
        await page.GotoAsync("/complaints");
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Given out, by team" }))
            .ToHaveCountAsync(0);
    }

    [Fact]
    public async Task figures_and_other_contacts_are_kept_as_well_and_everybody_has_the_usual_ones()
    {
        await using var leader = await browser.SignedInAsync(platform, "leader");
        var (page, main) = (leader.Page, leader.Page.Locator("main"));
        foreach (var (list, name) in new[] { ("/reports?period=month", "Month"), ("/submissions?status=", "Any") })
        {
            await page.GotoAsync(list + "&type=enquiry&theme=repairs");
            await page.GetByRole(AriaRole.Link, new() { Name = "Keep this view" }).ClickAsync();
            await page.GetByLabel("Name", new() { Exact = true }).FillAsync(name);
            await page.GetByRole(AriaRole.Button, new() { Name = "Keep this view" }).ClickAsync();
            await Assertions.Expect(main).ToContainTextAsync($"“{name}” is among your views");
        }

        await page.GotoAsync("/complaints");
        await page.GetByRole(AriaRole.Link, new() { Name = "With nobody" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "With nobody" }))
            .ToHaveAttributeAsync("aria-current", "page");
        await Assertions.Expect(main).ToContainTextAsync("Owner: Nobody yet");
    }

    private static ILocator Header(IPage page, string name) =>
        page.GetByRole(AriaRole.Columnheader, new() { Name = name, Exact = true });
}
