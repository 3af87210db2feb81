using Microsoft.Playwright;

namespace ComplaintsPlatform.Portal.Tests;

/// <summary>Service requests and other contacts, from their recording to what came of them; and the waiting
/// contacts.</summary>
[Collection("The queue of waiting contacts")]
public sealed class TriageTests(PlatformOnNamedServers platform, Browser browser)
{
    [Fact]
    public async Task every_kind_of_contact_is_recorded_and_its_own_fields_with_it()
    {
        var (person, name, _) = await Sample.PersonAsync(platform);
        await using var adviser = await browser.SignedInAsync(platform, "adviser");
        var page = adviser.Page;
        await adviser.GoAsync("/submissions", "submissions");
        await page.GetByRole(AriaRole.Link, new() { Name = "Record a request or another contact" }).ClickAsync();
        await adviser.LookAsync("submission-new");
        await PressAsync(page, "Record it");
        await adviser.LookAsync("submission-new-errors");
        (await page.Locator(".govuk-error-summary a").AllInnerTextsAsync()).ShouldBe(
        [
            "Choose what it is", "Enter what they ask for or say", "Choose whether they are dissatisfied",
            "Enter why this is not a complaint",
        ]);
        await page.GotoAsync($"/submissions/new?person={person}");
        (await page.GetByLabel("Full name").InputValueAsync()).ShouldBe(name);
        await page.GetByLabel("Petition").CheckAsync();
        await page.GetByLabel("Signatures").FillAsync("forty");
        await page.GetByLabel("What they ask for or say").FillAsync("A crossing in front of the school.");
        await page.GetByLabel("No", new() { Exact = true }).CheckAsync();
        await page.GetByLabel("Why this is not a complaint").FillAsync("It asks for something new.");
        await PressAsync(page, "Record it");
        await Assertions.Expect(page.Locator(".govuk-error-summary"))
            .ToContainTextAsync("Enter the number of signatures as digits");
        await page.GetByLabel("Signatures").FillAsync("40");
        await page.GetByLabel("What you did about it at once").FillAsync("Handed to the council.");
        await PressAsync(page, "Record it");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("It is recorded.");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("at first contact");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("It asks for something new.");
        await adviser.LookAsync("submission-resolved");
        var reference = (await adviser.Heading.InnerTextAsync()).Split(' ')[0];
        await adviser.GoAsync("/submissions?status=resolved&type=petition", "submissions-resolved");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync(reference);
        await adviser.GoAsync("/submissions?status=nonsense&cursor=nonsense", "submissions-any");
    }

    [Fact]
    public async Task dissatisfaction_leads_to_a_complaint_and_nothing_is_typed_again()
    {
        await using var adviser = await browser.SignedInAsync(platform, "adviser");
        var page = adviser.Page;
        await page.GotoAsync("/submissions/new");
        await page.GetByLabel("Survey response").CheckAsync();
        await page.GetByLabel("Which survey").FillAsync("Repairs, March");
        await page.GetByLabel("Score", new() { Exact = true }).FillAsync("2");
        await page.GetByLabel("What they ask for or say").FillAsync("Nobody came for three weeks.");
        await page.GetByLabel("Yes", new() { Exact = true }).CheckAsync();
        await page.GetByLabel("Full name").FillAsync("Ada Osei");
        await PressAsync(page, "Record it");
        await Assertions.Expect(adviser.Heading).ToContainTextAsync("make a complaint of it");
        await adviser.LookAsync("submission-promote");
        (await page.GetByLabel("What they are dissatisfied with").InputValueAsync())
            .ShouldBe("Nobody came for three weeks.");
        await PressAsync(page, "Make the complaint");
        await adviser.LookAsync("submission-promote-errors");
        await page.GetByLabel("Repairs", new() { Exact = true }).CheckAsync();
        await PressAsync(page, "Make the complaint");
        await Assertions.Expect(adviser.Heading).ToHaveTextAsync("Complaint logged");
    }

    [Fact]
    public async Task a_request_goes_to_a_service_is_offered_as_a_complaint_and_resolved()
    {
        var (id, _) = await Sample.RequestAsync(platform);
        await using var adviser = await browser.SignedInAsync(platform, "adviser");
        var page = adviser.Page;
        await adviser.GoAsync($"/submissions/{id}", "submission");
        (await page.GetByRole(AriaRole.Link, new() { Name = "Refuse it as a complaint" }).CountAsync()).ShouldBe(0);
        await FollowAsync(page, "Pass it to a service");
        await PressAsync(page, "Pass it on");
        await adviser.LookAsync("submission-pass-errors");
        await page.GetByLabel("Repairs and maintenance").CheckAsync();
        await page.GetByLabel("Work order").FillAsync("WO-77");
        await PressAsync(page, "Pass it on");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("It is with the service.");
        await page.GetByLabel("They are dissatisfied: what they said").FillAsync("I am fed up.");
        await PressAsync(page, "Keep that I offered it");
        await adviser.LookAsync("submission-offered");
        await page.GetByLabel("They do not want to complain: what they said").FillAsync("Just mend it.");
        await PressAsync(page, "Keep that they do not want to");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("and not wanted.");
        await FollowAsync(page, "Say what was done");
        await PressAsync(page, "Resolve it");
        await adviser.LookAsync("submission-resolve-errors");
        // Somebody was quicker; what was written is still there.
        var words = page.GetByLabel("What was done", new() { Exact = true });
        await words.FillAsync("A new washer.");
        using (var officer = await PlainVisitor.SignedInAsync(platform, "officer"))
        {
            var pass = await officer.GetAsync($"/submissions/{id}/pass-to-service");
            await officer.SendAsync(pass, "Pass it on", ("Service", "planned-works"));
        }

        await PressAsync(page, "Resolve it");
        await adviser.LookAsync("submission-conflict");
        (await words.InputValueAsync()).ShouldBe("A new washer.");
        await PressAsync(page, "Resolve it");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("What was done is recorded.");
    }

    [Fact]
    public async Task it_is_refused_on_a_ground_of_the_code_only_and_the_letter_says_where_to_turn()
    {
        var (id, _) = await Sample.RequestAsync(platform);
        await using var officer = await browser.SignedInAsync(platform, "officer");
        var page = officer.Page;
        await page.GotoAsync($"/submissions/{id}");
        await FollowAsync(page, "Refuse it as a complaint");
        await officer.LookAsync("submission-refuse");
        await PressAsync(page, "Refuse it as a complaint");
        await officer.LookAsync("submission-refuse-errors");
        await page.GetByLabel("Over 12 months").CheckAsync();
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().Date);
        await DayAsync(page, today.AddMonths(-3));
        await page.GetByLabel("Reasons in this case").FillAsync("It is long ago.");
        await page.GetByLabel("What you looked at of their circumstances").FillAsync("Nothing kept them from it.");
        await PressAsync(page, "Refuse it as a complaint");
        await Assertions.Expect(page.Locator(".govuk-error-summary")).ToContainTextAsync("not more than 12 months");
        await DayAsync(page, today.AddMonths(-14));
        await PressAsync(page, "Refuse it as a complaint");
        await Assertions.Expect(page.Locator(".app-letter")).ToContainTextAsync("Housing Ombudsman Service");
        await officer.LookAsync("submission-refused");
        (await page.GetByRole(AriaRole.Link, new() { Name = "Make a complaint of it" }).CountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task a_waiting_contact_is_taken_put_back_and_made_a_complaint()
    {
        await Sample.NobodyWaitsAsync(platform);
        var words = await Sample.WaitingAsync(platform);
        await using var adviser = await browser.SignedInAsync(platform, "adviser");
        var page = adviser.Page;
        await adviser.GoAsync("/waiting", "waiting");
        await PressAsync(page, "Take the one that waits longest");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("It is yours.");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync(words);
        (await page.GetByLabel("Your answer").CountAsync()).ShouldBe(0);
        await adviser.GoAsync("/waiting", "waiting-mine");
        await page.Locator("main .app-cardlist a").First.ClickAsync();
        await page.GetByText("Put it back, or say").First.ClickAsync();
        await PressAsync(page, "Put it back");
        await adviser.LookAsync("waiting-errors");
        await page.GetByLabel("Why", new() { Exact = true }).First.FillAsync("I have to go.");
        await PressAsync(page, "Put it back");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("back in its old place");
        await PressAsync(page, "Take the one that waits longest");
        await FollowAsync(page, "Make a complaint of it");
        (await page.GetByLabel("What happened, in their words").InputValueAsync()).ShouldBe(words);
        await adviser.LookAsync("log-from-waiting");
        await page.GetByLabel("They give no name").CheckAsync();
        await page.GetByLabel("Something else").First.CheckAsync();
        await PressAsync(page, "Log the complaint");
        await Assertions.Expect(adviser.Heading).ToHaveTextAsync("Complaint logged");
        await adviser.GoAsync("/waiting", "waiting-empty");
        await Assertions.Expect(page.Locator("main")).Not.ToContainTextAsync(words);
    }

    private static async Task DayAsync(IPage page, DateOnly day)
    {
        await page.Locator("[name='Form.AroseOn.Day']").FillAsync($"{day.Day}");
        await page.Locator("[name='Form.AroseOn.Month']").FillAsync($"{day.Month}");
        await page.Locator("[name='Form.AroseOn.Year']").FillAsync($"{day.Year}");
    }

    private static Task PressAsync(IPage page, string name) =>
        page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true }).First.ClickAsync();

    private static Task FollowAsync(IPage page, string name) =>
        page.GetByRole(AriaRole.Link, new() { Name = name, Exact = true }).First.ClickAsync();
}
