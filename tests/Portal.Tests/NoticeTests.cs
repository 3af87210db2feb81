using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;

namespace ComplaintsPlatform.Portal.Tests;

/// <summary>Notices, how one is told, and letters that did not go or did not arrive.</summary>
public sealed class NoticeTests(PlatformOnNamedServers platform, Browser browser)
{
    [Fact]
    public async Task whoever_is_given_a_complaint_sees_it_counted_and_reads_it()
    {
        var (id, reference) = await Sample.ComplaintAsync(platform);
        await Sample.VerbAsync(platform, "leader", id, "assign",
            new { ownerId = await platform.IdOfAsync("officer2") });
        var taskId = await Sample.TaskAsync(platform, id, "officer2");
        await ToldAsync("officer2", reference, 2);

        await using var officer = await browser.SignedInAsync(platform, "officer2");
        var (page, main) = (officer.Page, officer.Page.Locator("main"));
        await page.GotoAsync("/");
        await page.GetByRole(AriaRole.Link, new() { NameRegex = new("^Notices.*not read") }).ClickAsync();
        await officer.LookAsync("notices");
        await Assertions.Expect(main).ToContainTextAsync($"{reference} was given to you by Lena Leader.");
        await Assertions.Expect(main).Not.ToContainTextAsync("Rosa");
        await Assertions.Expect(page.Locator($"main a[href='/complaints/{id}/tasks/{taskId}']"))
            .ToContainTextAsync($"“Contribution” for {reference} was given to you");
        var row = page.Locator("tr", new() { HasText = $"{reference} was given to you by" });
        await row.GetByRole(AriaRole.Button).ClickAsync();
        await Assertions.Expect(page.Locator("table", new() { HasText = "Read, the last first" }))
            .ToContainTextAsync($"{reference} was given to you by");
        await page.GetByRole(AriaRole.Button, new() { Name = "Mark all as read" }).ClickAsync();
        await Assertions.Expect(main).ToContainTextAsync("You have read everything.");
        await officer.LookAsync("notices-all-read");
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Notices", Exact = true }))
            .ToBeVisibleAsync();
        await page.Locator($"main a[href='/complaints/{id}']").ClickAsync();
        await Assertions.Expect(officer.Heading).ToContainTextAsync(reference);
    }

    [Fact]
    public async Task how_one_is_told_is_chosen_and_kept()
    {
        await using var leader = await browser.SignedInAsync(platform, "investigator");
        var (page, main) = (leader.Page, leader.Page.Locator("main"));
        await leader.GoAsync("/notices/preferences", "notice-preferences");
        await Assertions.Expect(main).ToContainTextAsync("Emails go to investigator@harbour.example.");
        await page.GetByLabel("A task is given to you").SelectOptionAsync("digest");
        await page.GetByLabel("From", new() { Exact = true }).FillAsync("half past six");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save what I chose" }).ClickAsync();
        await leader.LookAsync("notice-preferences-errors");
        await Assertions.Expect(page.Locator(".govuk-error-summary")).ToContainTextAsync("Enter a time, like 20:00");
        await page.GetByLabel("From", new() { Exact = true }).FillAsync("6.30pm");
        await page.GetByLabel("Monday").First.CheckAsync();
        await page.GetByLabel("Friday").First.CheckAsync();
        await page.GetByLabel("Hour").First.SelectOptionAsync(new SelectOptionValue { Label = "7am" });
        await page.GetByRole(AriaRole.Button, new() { Name = "Save what I chose" }).ClickAsync();
        await Assertions.Expect(main).ToContainTextAsync("What you chose holds from now on.");
        await leader.LookAsync("notice-preferences-chosen");
        await Assertions.Expect(page.GetByLabel("From", new() { Exact = true })).ToHaveValueAsync("18:30");
        await Assertions.Expect(page.GetByLabel("A task is given to you")).ToHaveValueAsync("digest");
        await Assertions.Expect(page.GetByLabel("Friday").First).ToBeCheckedAsync();
        await Assertions.Expect(page.GetByLabel("Friday").Nth(1)).Not.ToBeCheckedAsync();
        await Assertions.Expect(page.GetByLabel("Hour").First).ToHaveValueAsync("7");
    }

    [Fact]
    public async Task a_letter_that_came_back_is_listed_until_somebody_says_what_was_done()
    {
        var (id, reference) = await Sample.ComplaintAsync(platform);
        await SentAsync(id);
        await using var adviser = await browser.SignedInAsync(platform, "adviser");
        var (page, main) = (adviser.Page, adviser.Page.Locator("main"));
        await page.GotoAsync($"/complaints/{id}/correspondence");
        await page.GetByRole(AriaRole.Link, new() { NameRegex = new("^It came back") }).ClickAsync();
        await adviser.LookAsync("letter-came-back");
        await page.GetByRole(AriaRole.Button, new() { Name = "Record that it came back" }).ClickAsync();
        await Assertions.Expect(page.Locator(".govuk-error-summary")).ToContainTextAsync("Choose why it came back");
        await page.GetByLabel("The email bounced").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Record that it came back" }).ClickAsync();
        await Assertions.Expect(main).ToContainTextAsync("It is listed until it is put right.");
        await adviser.LookAsync("case-correspondence-came-back");
        await page.GotoAsync("/letters");
        await page.GetByRole(AriaRole.Link, new() { Name = "Letters that did not go or did not arrive" }).ClickAsync();
        await adviser.LookAsync("letter-exceptions");
        var row = page.Locator("tr", new() { HasText = reference });
        await Assertions.Expect(row).ToContainTextAsync("their mail system could not deliver it");
        await row.GetByRole(AriaRole.Link, new() { NameRegex = new("^Say what was done") }).ClickAsync();
        await adviser.LookAsync("letter-put-right");
        await page.GetByRole(AriaRole.Button, new() { Name = "Record what was done" }).ClickAsync();
        await Assertions.Expect(page.Locator(".govuk-error-summary")).ToContainTextAsync("Enter what was done");
        await page.GetByLabel("What was done?").FillAsync("Told her on the phone; she gave another address.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Record what was done" }).ClickAsync();
        await Assertions.Expect(main).ToContainTextAsync("It is recorded how the letter was put right.");
        await Assertions.Expect(main).ToContainTextAsync("she gave another address.");
        await page.GotoAsync("/letters/exceptions");
        await Assertions.Expect(main).Not.ToContainTextAsync(reference);
    }

    [Fact]
    public async Task notices_work_without_JavaScript()
    {
        var (id, reference) = await Sample.ComplaintAsync(platform);
        await Sample.TaskAsync(platform, id, "partner", "call-back");
        await ToldAsync("partner", reference, 1);
        using var partner = await PlainVisitor.SignedInAsync(platform, "partner");
        var page = await partner.GetAsync("/notices");
        page.Document.Body!.TextContent.ShouldContain($"“Call back” for {reference} was given to you");
        var after = await partner.SendAsync(page, "Mark all as read");
        after.Status.ShouldBe(HttpStatusCode.OK);
        after.Document.Body!.TextContent.ShouldContain("You have read everything.");
    }

    // Notices follow what happened by way of the broker.
    private async Task ToldAsync(string user, string reference, int times)
    {
        using var client = await platform.SignedInAsync(user);
        await Eventually.IsSoAsync(async () => (await client.GetFromJsonAsync<JsonElement>("api/notices"))
            .GetProperty("unread").EnumerateArray()
            .Count(notice => notice.GetProperty("reference").GetString() == reference) == times,
            $"{user} is not told {times} times of {reference}.");
    }

    private async Task SentAsync(Guid id)
    {
        using var client = await platform.SignedInAsync("officer");
        await Eventually.IsSoAsync(async () =>
            (await client.GetFromJsonAsync<JsonElement>($"api/complaints/{id}/correspondence"))
            .GetProperty("letters")[0].GetProperty("status").GetString() == "sent", "The letter was not sent.");
    }
}
