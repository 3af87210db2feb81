using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace ComplaintsPlatform.Portal.Tests;

/// <summary>What complaints are about: an administrator says it, and every page shows it. Other tests use the standard
/// categories meanwhile, so these change only their own.</summary>
public sealed partial class CategoryTests(PlatformOnNamedServers platform, Browser browser)
{
    [Fact]
    public async Task a_category_is_added_moved_renamed_retired_and_brought_back_without_javascript()
    {
        var name = Named("Lifts");
        await using var admin = await browser.SignedInAsync(platform, "admin", javaScript: false);
        var page = admin.Page;
        await page.GotoAsync("/teams");
        await page.GetByRole(AriaRole.Link, new() { Name = "Categories", Exact = true }).ClickAsync();
        await PressAsync(page, "Add the category");
        await Assertions.Expect(page.Locator(".govuk-error-summary")).ToContainTextAsync("Enter a name");
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Pest control");
        await PressAsync(page, "Add the category");
        await Assertions.Expect(page.Locator(".govuk-error-summary"))
            .ToContainTextAsync("Two categories are called Pest control.");
        await AddAsync(page, name, "Also stair lifts.");
        (await NamesAsync(page)).TakeLast(2).ShouldBe([name, "Something else"]);

        await PressAsync(page, $"Up {name}");
        (await NamesAsync(page))[^2..].ShouldNotContain(name);
        await PressAsync(page, $"Down {name}");
        (await NamesAsync(page))[^2].ShouldBe(name);

        await OpenAsync(page, name);
        (await page.GetByLabel("What helps to choose it").InputValueAsync()).ShouldBe("Also stair lifts.");
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync($"{name} and hoists");
        await PressAsync(page, "Change the category");
        (await NamesAsync(page)).ShouldContain($"{name} and hoists");
        await RetireAsync(page, $"{name} and hoists");
        (await NamesAsync(page)).ShouldNotContain($"{name} and hoists");
        await PressAsync(page, $"Bring back {name} and hoists");
        (await NamesAsync(page))[^2].ShouldBe($"{name} and hoists");
        await OpenAsync(page, "Something else");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("It stays in use");
        await RetireAsync(page, $"{name} and hoists");
    }

    [Fact]
    public async Task the_page_is_well_made_in_every_state_and_a_change_of_somebody_else_is_shown_kindly()
    {
        var (mine, theirs) = (Named("Gates"), Named("Fences"));
        await using var admin = await browser.SignedInAsync(platform, "admin");
        await using var other = await browser.SignedInAsync(platform, "admin", width: 320, height: 640);
        var page = admin.Page;
        await admin.GoAsync("/categories", "categories");
        await PressAsync(page, "Add the category");
        await admin.LookAsync("categories-errors");

        await other.Page.GotoAsync("/categories");
        await AddAsync(other.Page, theirs, null);
        await other.LookAsync("categories-narrow");
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync(mine);
        await page.GetByLabel("What helps to choose it").FillAsync("Of yards and car parks.");
        await PressAsync(page, "Add the category");
        await Assertions.Expect(page.Locator(".moj-alert")).ToContainTextAsync("Somebody changed the categories");
        await Assertions.Expect(page.Locator("table").First).ToContainTextAsync(theirs);
        (await page.GetByLabel("Name", new() { Exact = true }).InputValueAsync()).ShouldBe(mine);
        await admin.LookAsync("categories-stale");
        await PressAsync(page, "Add the category");
        (await NamesAsync(page)).ShouldContain(mine);
        await OpenAsync(page, mine);
        await admin.LookAsync("categories-change");
        await RetireAsync(page, mine);
        await admin.LookAsync("categories-retired");
        await RetireAsync(page, theirs);
    }

    [Fact]
    public async Task every_page_shows_the_name_of_now_and_history_the_name_of_then()
    {
        var name = Named("Drains");
        await using var admin = await browser.SignedInAsync(platform, "admin");
        await admin.Page.GotoAsync("/categories");
        await AddAsync(admin.Page, name, "Blocked, smelling or flooding.");
        await using var leader = await browser.SignedInAsync(platform, "leader");
        var page = leader.Page;
        await OfferedAsync(page, name);
        await leader.GoAsync("/complaints/log", "log-category-help");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Blocked, smelling or flooding.");
        await leader.GoAsync("/report", "report-category-help");
        await page.GetByText("What belongs where").ClickAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Blocked, smelling or flooding.");

        var (id, _) = await Sample.ComplaintAsync(platform);
        await page.GotoAsync($"/complaints/{id}/reclassify");
        await page.GetByLabel(name).CheckAsync();
        await page.GetByLabel("Reason").FillAsync("It is the drain.");
        await PressAsync(page, "Classify it so");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync(name);

        await OpenAsync(admin.Page, name);
        await admin.Page.GetByLabel("Name", new() { Exact = true }).FillAsync($"{name} and sewers");
        await PressAsync(admin.Page, "Change the category");
        await RetireAsync(admin.Page, $"{name} and sewers");
        await Eventually.IsSoAsync(async () =>
        {
            await page.GotoAsync($"/complaints/{id}");
            return (await page.Locator("main").InnerTextAsync())
                .Contains($"{name} and sewers", StringComparison.Ordinal);
        }, "The new name is not shown.");
        (await page.TitleAsync()).ShouldContain($"{name} and sewers");
        await page.GotoAsync($"/complaints/{id}/timeline");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync($"Classified as {name}.");

        // It is kept where it is, and filtered by; it is offered for nothing else.
        await Eventually.IsSoAsync(async () =>
        {
            await page.GotoAsync($"/complaints/{id}/reclassify");
            return await page.GetByLabel($"{name} and sewers (no longer used)").CountAsync() == 1;
        }, "It is not shown as no longer used.");
        (await page.GetByLabel($"{name} and sewers (no longer used)").IsCheckedAsync()).ShouldBeTrue();
        await leader.LookAsync("case-reclassify-retired");
        await page.GotoAsync("/complaints/log");
        await Assertions.Expect(page.GetByLabel($"{name} and sewers")).ToHaveCountAsync(0);
        await Sample.ListedAsync(platform, id);
        await page.GotoAsync("/complaints");
        await page.GetByRole(AriaRole.Combobox, new() { Name = "About" }).SelectOptionAsync(
            new SelectOptionValue { Label = $"{name} and sewers (no longer used)" });
        await PressAsync(page, "Apply filters");
        await leader.LookAsync("complaints-of-retired-category");
        await Assertions.Expect(page.Locator("table")).ToContainTextAsync($"{name} and sewers");
    }

    [Fact]
    public async Task a_report_about_what_was_retired_a_minute_ago_is_taken_and_says_what_is_to_be_put_right()
    {
        var name = Named("Bin stores");
        await using var admin = await browser.SignedInAsync(platform, "admin");
        await admin.Page.GotoAsync("/categories");
        await AddAsync(admin.Page, name, null);
        await using var officer = await browser.SignedInAsync(platform, "housing.officer", width: 375, height: 800);
        var page = officer.Page;
        await OfferedAsync(page, name);
        await page.GotoAsync("/report");
        await page.GetByLabel("What happened?").FillAsync("The doors of the bin store hang loose.");
        await page.GetByLabel("What is it about?").SelectOptionAsync(new SelectOptionValue { Label = name });

        await RetireAsync(admin.Page, name);
        await using var another = await browser.SignedInAsync(platform, "officer");
        await Eventually.IsSoAsync(async () =>
        {
            await another.Page.GotoAsync("/complaints/log");
            return await another.Page.GetByLabel(name).CountAsync() == 0;
        }, "It is offered still.");
        await PressAsync(page, "Send it");
        await officer.LookAsync("logged-retired-category");
        await Assertions.Expect(officer.Heading).ToHaveTextAsync("Complaint logged");
        await Assertions.Expect(page.Locator("main"))
            .ToContainTextAsync($"What it is about “{name}”: This category is no longer used.");
    }

    private static string Named(string what) => $"{what} {Sample.NewId().ToString("N")[20..]}";

    private static Task PressAsync(IPage page, string button) =>
        page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();

    private static async Task AddAsync(IPage page, string name, string? help)
    {
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync(name);
        if (help is not null) await page.GetByLabel("What helps to choose it").FillAsync(help);
        await PressAsync(page, "Add the category");
        (await NamesAsync(page)).ShouldContain(name);
    }

    private static async Task OpenAsync(IPage page, string name)
    {
        await page.GotoAsync("/categories");
        await page.GetByRole(AriaRole.Link, new() { Name = $"Change {name}", Exact = true }).ClickAsync();
    }

    private static async Task RetireAsync(IPage page, string name)
    {
        await OpenAsync(page, name);
        await PressAsync(page, "No longer use it");
        (await NamesAsync(page)).ShouldNotContain(name);
    }

    private static Task OfferedAsync(IPage page, string name) => Eventually.IsSoAsync(async () =>
    {
        await page.GotoAsync("/report");
        return (await page.GetByLabel("What is it about?").InnerTextAsync()).Contains(name, StringComparison.Ordinal);
    }, $"{name} is not offered.");

    private static async Task<string[]> NamesAsync(IPage page)
    {
        await page.WaitForLoadStateAsync(LoadState.Load);
        return [.. (await page.Locator("table").First.Locator("tbody th").AllInnerTextsAsync())
            .Select(text => LineEnd().Split(text)[0].Trim())];
    }

    [GeneratedRegex(@"\r?\n")]
    private static partial Regex LineEnd();
}
