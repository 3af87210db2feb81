using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace ComplaintsPlatform.Portal.Tests;

/// <summary>A contact-centre adviser with a resident on the phone.</summary>
public sealed class AdviserTests(PlatformOnNamedServers platform, Browser browser)
{
    [Fact]
    public async Task an_adviser_logs_a_complaint_by_keyboard_alone()
    {
        var (_, name, address) = await Sample.PersonAsync(platform);
        await using var adviser = await browser.SignedInAsync(platform, "adviser");
        var page = adviser.Page;
        await adviser.LookAsync("home-adviser");
        await TabToAsync(page, "Log a complaint");
        await page.Keyboard.PressAsync("Enter");
        await adviser.LookAsync("log-first");

        await TabToAsync(page, "Form.Find");
        await page.Keyboard.TypeAsync(name[..^4]);
        // Found as one types; the focus has stayed.
        await Assertions.Expect(page.GetByText(address, new() { Exact = true })).ToBeVisibleAsync();
        (await FocusAsync(page)).ShouldBe("Form.Find");
        await adviser.LookAsync("log-found");
        await TabToAsync(page, $"Use {name} at {address}");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Region, new() { Name = "What we know" }))
            .ToContainTextAsync(name);
        await adviser.LookAsync("log-person-chosen");
        (await page.GetByLabel("Full name").InputValueAsync()).ShouldBe(name);

        await TabToAsync(page, "Form.PreferredContact");
        await page.Keyboard.PressAsync("Space");
        await TabToAsync(page, "Form.Category");
        await page.Keyboard.PressAsync("ArrowDown");
        await TabToAsync(page, "Form.Points[0]");
        await page.Keyboard.TypeAsync("Black mould behind the bed in both bedrooms, since October.");
        await TabToAsync(page, "Form.DesiredOutcome");
        await page.Keyboard.TypeAsync("The mould gone, and the cause.");
        await TabToAsync(page, "Log the complaint");
        await page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(adviser.Heading).ToHaveTextAsync("Complaint logged");
        await adviser.LookAsync("logged");
        var reference = Regex.Match(await page.ContentAsync(), "CMP-[0-9A-Z]{4}-[0-9A-Z]{4}").Value;
        await page.GetByRole(AriaRole.Link, new() { Name = "Open the complaint" }).ClickAsync();
        await Assertions.Expect(adviser.Heading).ToContainTextAsync(reference);
        await adviser.LookAsync("case-summary-new");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Black mould behind the bed");
        (await page.GetByRole(AriaRole.Link, new() { Name = "Claim this complaint" }).CountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task all_that_is_missing_is_said_at_once_and_nothing_typed_is_lost()
    {
        await using var adviser = await browser.SignedInAsync(platform, "adviser");
        var page = adviser.Page;
        await page.GotoAsync("/complaints/log");
        await page.GetByLabel("What do they want us to do?").FillAsync("An apology");
        await page.GetByLabel("Email address").FillAsync("not an address");
        await page.GetByLabel("Day", new() { Exact = true }).FillAsync("31");
        await page.GetByLabel("Month").FillAsync("Feb");
        await page.GetByRole(AriaRole.Button, new() { Name = "Log the complaint" }).ClickAsync();
        await adviser.LookAsync("log-errors");
        (await page.TitleAsync()).ShouldStartWith("Error: ");
        (await page.Locator(".govuk-error-summary a").AllInnerTextsAsync()).ShouldBe(
        [
            "Enter the resident’s name, or choose that they give none", "Choose how they want to be answered",
            "Choose what the complaint is about", "Enter what happened",
            "Enter the day on which the complaint was received, like 27 3 2026",
        ]);
        (await FocusAsync(page)).ShouldBe("govuk-error-summary");
        await page.GetByRole(AriaRole.Link, new() { Name = "Enter what happened" }).ClickAsync();
        (await FocusAsync(page)).ShouldBe("Form.Points[0]");
        (await page.GetByLabel("What do they want us to do?").InputValueAsync()).ShouldBe("An apology");
        (await page.GetByLabel("Month").InputValueAsync()).ShouldBe("Feb");

        // A detail of contact that is odd loses no complaint: it is taken, and what is to be put right is said.
        await page.GetByLabel("Full name").FillAsync("Rosa Resident");
        await page.GetByLabel("Phone", new() { Exact = true }).Last.CheckAsync();
        await page.GetByLabel("Repairs", new() { Exact = true }).CheckAsync();
        await page.GetByLabel("What happened, in their words").FillAsync("No heating.");
        await page.GetByLabel("Month").FillAsync("1");
        await page.GetByRole(AriaRole.Button, new() { Name = "Log the complaint" }).ClickAsync();
        await Assertions.Expect(adviser.Heading).ToHaveTextAsync("Complaint logged");
        await Assertions.Expect(page.GetByText("Email address “not an address”")).ToBeVisibleAsync();
        await adviser.LookAsync("logged-to-put-right");
    }

    [Fact]
    public async Task a_draft_is_offered_on_return()
    {
        await using var adviser = await browser.SignedInAsync(platform, "adviser");
        var page = adviser.Page;
        await page.GotoAsync("/complaints/log");
        await page.GetByLabel("Full name").FillAsync("Kept Draft");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add another point" }).ClickAsync();
        (await page.GetByLabel("Full name").InputValueAsync()).ShouldBe("Kept Draft");
        await page.GetByLabel("Point 2").FillAsync("The stairs are dark.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Find", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByText("Type at least three characters.")).ToBeVisibleAsync();
        await page.GotoAsync("/complaints/log");
        await page.GetByText("unfinished complaint").ClickAsync();
        await adviser.LookAsync("log-drafts");
        await page.GetByRole(AriaRole.Link, new() { Name = "Kept Draft" }).First.ClickAsync();
        (await page.GetByLabel("Full name").InputValueAsync()).ShouldBe("Kept Draft");
        (await page.GetByLabel("Point 2").InputValueAsync()).ShouldBe("The stairs are dark.");
    }

    private static async Task TabToAsync(IPage page, string wanted)
    {
        for (var presses = 0; presses < 120; presses++)
        {
            if (await FocusAsync(page) == wanted) return;
            await page.Keyboard.PressAsync("Tab");
        }

        throw new ShouldAssertException($"The Tab key never came to {wanted}.");
    }

    // What has the focus: a field by its name, else by what is read out of it.
    private static Task<string> FocusAsync(IPage page) => page.EvaluateAsync<string>("""
        () => {
          const at = document.activeElement
          return at.tagName === 'BUTTON' || at.tagName === 'A' ? at.textContent.replace(/\s+/g, ' ').trim()
            : at.name || at.className
        }
        """);
}
