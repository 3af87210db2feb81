using Microsoft.Playwright;

namespace ComplaintsPlatform.Portal.Tests;

/// <summary>Roles of the landlord's own.</summary>
public sealed class OwnRoleTests(PlatformOnNamedServers platform, Browser browser)
{
    [Fact]
    public async Task an_administrator_makes_a_role_and_gives_it_and_whoever_has_it_may_do_what_it_is_made_of()
    {
        await using var admin = await browser.SignedInAsync(platform, "admin");
        var (page, main) = (admin.Page, admin.Page.Locator("main"));
        await page.GotoAsync("/own-roles");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add the role" }).ClickAsync();
        await Assertions.Expect(main).ToContainTextAsync("Choose at least one role for it");
        await admin.LookAsync("own-role-errors");
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Out-of-hours cover");
        await page.GetByLabel("Contact centre adviser").CheckAsync();
        await page.GetByLabel("Team leader").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Add the role" }).ClickAsync();
        await Assertions.Expect(main.Locator("tbody")).ToContainTextAsync("Contact centre adviser, Team leader");
        await admin.LookAsync("own-roles");

        await page.GotoAsync("/users/new");
        await page.GetByLabel("Full name").FillAsync("Nora Night");
        await page.GetByLabel("Signs in as").FillAsync("nora.night@harbour.example");
        await page.GetByLabel("Auditor").CheckAsync();
        await page.GetByLabel("First password").FillAsync("a password of its own");
        await page.GetByRole(AriaRole.Button, new() { Name = "Make the user" }).ClickAsync();
        await Assertions.Expect(main).ToContainTextAsync("Nora Night");
        await page.GetByRole(AriaRole.Link, new() { Name = "Nora Night" }).ClickAsync();
        await page.GetByLabel("Out-of-hours cover").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Change the roles" }).ClickAsync();
        await Assertions.Expect(main).ToContainTextAsync("The roles are changed");
        await Assertions.Expect(Roles(main)).ToHaveTextAsync("Auditor, Contact centre adviser, Team leader");
        await admin.LookAsync("user-with-own-role");

        // Of what it is made of, they have each only as long as it is.
        await page.GotoAsync("/own-roles");
        await page.GetByRole(AriaRole.Link, new() { Name = "Change Out-of-hours cover" }).ClickAsync();
        await page.GetByLabel("Team leader").UncheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Change the role" }).ClickAsync();
        await Assertions.Expect(main.Locator("tbody")).Not.ToContainTextAsync("Team leader");
        await page.GotoAsync("/users");
        await page.GetByRole(AriaRole.Link, new() { Name = "Nora Night" }).ClickAsync();
        for (var user = page.Url; await Roles(main).InnerTextAsync() != "Auditor, Contact centre adviser";)
            await page.GotoAsync(user);
        await Assertions.Expect(page.GetByLabel("Out-of-hours cover")).ToBeCheckedAsync();
    }

    private static ILocator Roles(ILocator main) =>
        main.Locator(".govuk-summary-list__row", new() { HasText = "Roles" }).Locator("dd");
}
