using Microsoft.Playwright;

namespace ComplaintsPlatform.Portal.Tests;

/// <summary>People of the register: registered, changed, verified, their needs, their doubles.</summary>
public sealed class PeopleTests(PlatformOnNamedServers platform, Browser browser)
{
    [Fact]
    public async Task a_person_is_registered_once_with_the_home_found()
    {
        var (_, _, address) = await Sample.PersonAsync(platform);
        await using var adviser = await browser.SignedInAsync(platform, "adviser");
        var page = adviser.Page;
        var name = $"Ewa Nowak-{Sample.NewId().ToString("N")[24..]}";
        await page.GotoAsync("/people");
        await FollowAsync(page, "Register a person");
        await adviser.LookAsync("person-new");
        await PressAsync(page, "Register them");
        await adviser.LookAsync("person-new-errors");
        await FillAsync(page, name, address);
        await PressAsync(page, "Register them");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("They are registered.");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync(address);
        var first = page.Url.Split('?')[0];

        // The register is searched a moment after it is written.
        for (var tries = 0; ; tries++)
        {
            await page.GotoAsync("/people/new");
            await FillAsync(page, name, address);
            await PressAsync(page, "Register them");
            if (await page.GetByRole(AriaRole.Heading, new() { Name = "Perhaps they are registered already" })
                .CountAsync() > 0) break;
            tries.ShouldBeLessThan(5);
        }

        await adviser.LookAsync("person-new-double");
        (await page.GetByRole(AriaRole.Link, new() { Name = name }).First.GetAttributeAsync("href"))!
            .ShouldStartWith("/people/");
        await PressAsync(page, "It is somebody else: register them");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("They are registered.");

        // An officer sees that both are one, and that they are not.
        await using var officer = await browser.SignedInAsync(platform, "officer");
        var desk = officer.Page;
        await desk.GotoAsync(page.Url);
        await FollowAsync(desk, "This record is a double of another");
        await officer.LookAsync("person-merge");
        await PressAsync(desk, "Merge this record into it");
        await officer.LookAsync("person-merge-errors");
        await desk.Locator($"input[value='{first.Split('/')[^1]}']").CheckAsync();
        await desk.GetByLabel("Why they are the same person").FillAsync("Same home and name.");
        await PressAsync(desk, "Merge this record into it");
        await officer.LookAsync("person-merged");
        await FollowAsync(desk, "Undo the merge");
        await officer.LookAsync("person-undo-merge");
        await desk.GetByLabel("Why they are two people").FillAsync("Mother and daughter.");
        await PressAsync(desk, "Undo the merge");
        await Assertions.Expect(desk.Locator("main")).ToContainTextAsync("Both records stand for themselves again.");
    }

    [Fact]
    public async Task details_are_changed_and_verified_and_a_contact_is_noted()
    {
        var (id, name, _) = await Sample.PersonAsync(platform);
        await using var adviser = await browser.SignedInAsync(platform, "adviser");
        var page = adviser.Page;
        await page.GotoAsync($"/people/{id}");
        await page.GetByRole(AriaRole.Link, new() { Name = "Change phone" }).ClickAsync();
        await adviser.LookAsync("person-change");
        await page.GetByLabel("Phone").FillAsync("not a number");
        await page.GetByLabel("Postal address, if it is another").FillAsync("PO Box 3, Plymouth");
        using (var other = await PlainVisitor.SignedInAsync(platform, "leader"))
        {
            var form = await other.GetAsync($"/people/{id}/change-details");
            await other.SendAsync(form, "Change the details", ("Form.Email", "new@example.org"));
        }

        await PressAsync(page, "Change the details");
        await adviser.LookAsync("person-change-conflict");
        (await page.GetByLabel("Phone").InputValueAsync()).ShouldBe("not a number");
        await PressAsync(page, "Change the details");
        await adviser.LookAsync("person-to-put-right");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("A detail is to be put right");
        await FollowAsync(page, "Verify details");
        await PressAsync(page, "They are right");
        await adviser.LookAsync("person-verify-errors");
        await page.GetByLabel("Home", new() { Exact = true }).CheckAsync();
        await PressAsync(page, "They are right");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Right on ");
        await FollowAsync(page, "Note a contact");
        await PressAsync(page, "Note it");
        await adviser.LookAsync("person-contact-errors");
        await page.GetByLabel("What it was about").FillAsync("Asked when the rent is due.");
        await PressAsync(page, "Note it");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Asked when the rent is due.");
        await adviser.LookAsync("person-known");
        await Assertions.Expect(adviser.Heading).ToContainTextAsync(name);
    }

    [Fact]
    public async Task needs_are_recorded_shown_beside_the_form_reviewed_and_ended()
    {
        var (id, _, _) = await Sample.PersonAsync(platform);
        await Sample.NeedAsync(platform, id);
        await using var adviser = await browser.SignedInAsync(platform, "adviser");
        var page = adviser.Page;
        await page.GotoAsync($"/people/{id}");
        await FollowAsync(page, "Add an adjustment, a vulnerability, a disability or an alert");
        await adviser.LookAsync("person-need");
        await PressAsync(page, "Add it");
        await adviser.LookAsync("person-need-errors");
        await page.GetByLabel("An alert").CheckAsync();
        await page.GetByLabel("Which alert").SelectOptionAsync("other");
        await PressAsync(page, "Add it");
        await Assertions.Expect(page.Locator(".govuk-error-summary")).ToContainTextAsync("Enter what it is");
        await page.GetByLabel("In words").FillAsync("Ring before you come: the dog is loose.");
        await page.GetByLabel("A colleague").CheckAsync();
        await PressAsync(page, "Add it");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("the dog is loose");
        await page.GetByRole(AriaRole.Link, new() { Name = "Change language" }).ClickAsync();
        await adviser.LookAsync("person-preferences");
        await page.GetByLabel("Language", new() { Exact = true }).SelectOptionAsync("pl");
        await page.GetByLabel("Large print").CheckAsync();
        await page.GetByLabel("How they want to be reached").SelectOptionAsync("letter");
        await PressAsync(page, "Agree on this");
        await adviser.LookAsync("person-preferences-errors");
        await page.GetByLabel("The resident").CheckAsync();
        await PressAsync(page, "Agree on this");
        await adviser.LookAsync("person-needs");
        await page.GotoAsync($"/complaints/log?person={id}");
        await Assertions.Expect(page.GetByRole(AriaRole.Region, new() { Name = "What we know" }))
            .ToContainTextAsync("the dog is loose");
        await Assertions.Expect(page.GetByRole(AriaRole.Region, new() { Name = "What we know" }))
            .ToContainTextAsync("Polish, large print, by letter");
        await adviser.LookAsync("log-person-with-needs");
        await page.GotoAsync($"/people/{id}");
        await page.GetByRole(AriaRole.Link, new() { Name = "Review Large print" }).ClickAsync();
        await PressAsync(page, "Save");
        await adviser.LookAsync("person-need-review-errors");
        await page.GetByLabel("No, it ends").CheckAsync();
        await page.GetByLabel("Why it ends").FillAsync("New glasses.");
        await PressAsync(page, "Save");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("It ended, and is shown no more.");
    }

    [Fact]
    public async Task somebody_acts_for_a_person_who_lives_with_others_and_answers_about_themselves()
    {
        var (id, _, _) = await Sample.PersonAsync(platform);
        await using var adviser = await browser.SignedInAsync(platform, "adviser");
        var (page, main) = (adviser.Page, adviser.Page.Locator("main"));
        await page.GotoAsync($"/people/{id}");
        await FollowAsync(page, "Let somebody act for them");
        await adviser.LookAsync("person-authorise");
        await PressAsync(page, "Let them act");
        await adviser.LookAsync("person-authorise-errors");
        await page.GetByLabel("Full name").FillAsync("Nadia Advocate");
        await page.GetByLabel("Who they are").SelectOptionAsync("advocate");
        await page.GetByLabel("All complaints").CheckAsync();
        await PressAsync(page, "Let them act");
        await Assertions.Expect(main).ToContainTextAsync("Nadia Advocate: complaints, from");
        await page.GetByRole(AriaRole.Link, new() { Name = "End may act for them" }).ClickAsync();
        await PressAsync(page, "End it");
        await adviser.LookAsync("person-end-authority-errors");
        await page.GetByLabel("Why it ends").FillAsync("They fell out.");
        await PressAsync(page, "End it");
        await Assertions.Expect(main).ToContainTextAsync("They act no more after that day.");

        await page.GetByRole(AriaRole.Link, new() { Name = "Change household" }).ClickAsync();
        await PressAsync(page, "Add them");
        await adviser.LookAsync("person-household-errors");
        await page.GetByLabel("Full name").FillAsync("Kofi Child");
        await page.GetByLabel("Who they are").SelectOptionAsync("child");
        await PressAsync(page, "Add them");
        await Assertions.Expect(main).ToContainTextAsync("Kofi Child (child)");
        await page.GetByRole(AriaRole.Link, new() { Name = "Change household" }).ClickAsync();
        await adviser.LookAsync("person-household");
        await PressAsync(page, "Take off Kofi Child");
        await Assertions.Expect(main).Not.ToContainTextAsync("Kofi Child");

        await FollowAsync(page, "Take answers for equality monitoring");
        await page.GetByLabel("Age", new() { Exact = true }).SelectOptionAsync("75-and-over");
        await PressAsync(page, "Keep the answers");
        await adviser.LookAsync("person-equality-errors");
        (await page.GetByLabel("Age", new() { Exact = true }).InputValueAsync()).ShouldBe("75-and-over");
        await page.GetByLabel("They agree").CheckAsync();
        await PressAsync(page, "Keep the answers");
        await Assertions.Expect(main).ToContainTextAsync("The answers are kept");
        await Assertions.Expect(main).Not.ToContainTextAsync("75 and over");
        await FollowAsync(page, "Take answers for equality monitoring");
        await PressAsync(page, "They take it back");
        await Assertions.Expect(main).ToContainTextAsync("Nothing of what they answered is read");
    }

    private static async Task FillAsync(IPage page, string name, string address)
    {
        await page.GetByLabel("Full name").FillAsync(name);
        await page.GetByLabel("Address, postcode or UPRN").FillAsync(address.Split(' ')[^1]);
        for (var tries = 0; await page.GetByLabel(address).CountAsync() == 0; tries++)
        {
            // The register is searched a moment after it is written.
            tries.ShouldBeLessThan(10);
            await page.GetByLabel("Address, postcode or UPRN").PressAsync("Enter");
            await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToBeVisibleAsync();
        }

        await page.GetByLabel(address).CheckAsync();
        (await page.GetByLabel("Full name").InputValueAsync()).ShouldBe(name);
    }

    private static Task PressAsync(IPage page, string name) =>
        page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true }).First.ClickAsync();

    private static Task FollowAsync(IPage page, string name) =>
        page.GetByRole(AriaRole.Link, new() { Name = name, Exact = true }).First.ClickAsync();
}
