using System.Globalization;
using Microsoft.Playwright;

namespace ComplaintsPlatform.Portal.Tests;

/// <summary>Tasks: set on the complaint's page, done by whoever has them, in lists, and their kinds.</summary>
public sealed class TaskTests(PlatformOnNamedServers platform, Browser browser)
{
    [Fact]
    public async Task an_officer_asks_a_colleague_who_answers_twice()
    {
        var (id, reference) = await Sample.ComplaintAsync(platform);
        await using var officer = await browser.SignedInAsync(platform, "officer");
        var (page, main) = (officer.Page, officer.Page.Locator("main"));
        await officer.GoAsync($"/complaints/{id}/tasks", "case-tasks-none");
        await page.GetByRole(AriaRole.Button, new() { Name = "Set a task" })
            .Or(page.GetByRole(AriaRole.Link, new() { Name = "Set a task" })).ClickAsync();
        await officer.LookAsync("set-task-what");
        await page.GetByLabel("Contribution").CheckAsync();
        await PressAsync(page, "Continue");
        await officer.LookAsync("set-task");
        await PressAsync(page, "Set the task");
        await officer.LookAsync("set-task-errors");
        await Assertions.Expect(page.Locator(".govuk-error-summary")).ToContainTextAsync("Choose a person");
        // What its kind brings along, and the day that the working days give.
        (await page.GetByLabel("What is to be done").InputValueAsync()).ShouldStartWith("Say what your team knows");
        (await page.GetByLabel("Year").InputValueAsync()).ShouldNotBeEmpty();
        await page.GetByLabel("In a few words").FillAsync("When was the boiler mended?");
        await ChooseAsync(page, "Person", "investigator");
        await PressAsync(page, "Set the task");
        await Assertions.Expect(main).ToContainTextAsync("The task is set.");
        await Assertions.Expect(main).ToContainTextAsync("When was the boiler mended?");
        await officer.LookAsync("case-tasks");

        await using var colleague = await browser.SignedInAsync(platform, "investigator");
        var theirs = colleague.Page;
        await theirs.GotoAsync("/");
        await theirs.Locator("main a[href='/tasks']").ClickAsync();
        await theirs.Locator($"a[href^='/complaints/{id}/tasks/']").ClickAsync();
        await colleague.LookAsync("task");
        await PressAsync(theirs, "Finish the task");
        await Assertions.Expect(theirs.Locator(".govuk-error-summary")).ToContainTextAsync("Enter what you found out");
        await theirs.GetByLabel("What you found out, or did").FillAsync("On 4 May; it failed again on the 6th.");
        await PressAsync(theirs, "Finish the task");
        await Assertions.Expect(theirs.Locator("main")).ToContainTextAsync("The task is finished.");

        await page.ReloadAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "When was the boiler mended?" }).ClickAsync();
        await Assertions.Expect(main).ToContainTextAsync("it failed again on the 6th");
        await page.GetByRole(AriaRole.Link, new() { Name = "Send it back" }).ClickAsync();
        await officer.LookAsync("return-task");
        await PressAsync(page, "Send it back");
        await Assertions.Expect(page.Locator(".govuk-error-summary")).ToContainTextAsync("Enter what is missing");
        await page.GetByLabel("What is missing?").FillAsync("Who was there?");
        await DayAsync(page, 5);
        await PressAsync(page, "Send it back");
        await Assertions.Expect(main).ToContainTextAsync("The task is to be done again.");
        await page.GetByRole(AriaRole.Link, new() { Name = "Record that you chased it" }).ClickAsync();
        await officer.LookAsync("chase-task");
        await page.GetByLabel("What was said").FillAsync("She looks it up.");
        await PressAsync(page, "Record that it was chased");
        await officer.LookAsync("task-returned-and-chased");

        await theirs.ReloadAsync();
        await theirs.GetByLabel("What you found out, or did").FillAsync("Two fitters of the contractor.");
        await PressAsync(theirs, "Finish the task");
        await colleague.LookAsync("task-finished-again");
        await Assertions.Expect(theirs.Locator("main")).ToContainTextAsync("What was found out, 2 of 2");
        await colleague.GoAsync("/tasks?list=done", "tasks-done");
        await officer.GoAsync($"/complaints/{id}/timeline", "case-timeline-tasks");
        await Assertions.Expect(main).ToContainTextAsync("finished a task again");
        await officer.GoAsync($"/complaints/{id}", "case-summary-tasks");
        await Assertions.Expect(page).ToHaveTitleAsync(new System.Text.RegularExpressions.Regex(reference));
    }

    [Fact]
    public async Task whoever_reads_no_complaints_sees_what_their_task_shows_and_gives_it_back()
    {
        var (id, reference) = await Sample.ComplaintAsync(platform);
        var taskId = await Sample.TaskAsync(platform, id, "partner", "call-back");
        await using var partner = await browser.SignedInAsync(platform, "partner", width: 375, height: 800);
        var (page, main) = (partner.Page, partner.Page.Locator("main"));
        await partner.GoAsync("/tasks", "tasks-phone");
        await page.Locator($"a[href='/complaints/{id}/tasks/{taskId}']").ClickAsync();
        await partner.LookAsync("task-call-back-phone");
        await Assertions.Expect(main).ToContainTextAsync("rosa@example.org");
        await Assertions.Expect(main).Not.ToContainTextAsync("boiler");
        (await page.GotoAsync($"/complaints/{id}"))!.Status.ShouldBe(403);
        await page.GotoAsync($"/complaints/{id}/tasks/{taskId}");
        await page.GetByRole(AriaRole.Link, new() { Name = "Give it back" }).ClickAsync();
        await partner.LookAsync("release-task");
        await page.GetByLabel("Why?").FillAsync("We have no number for her.");
        await PressAsync(page, "Give it back");
        await Assertions.Expect(main).ToContainTextAsync("The task waits again.");
        (await page.GotoAsync($"/complaints/{id}/tasks/{taskId}"))!.Status.ShouldBe(404);

        // It waits for whoever handles the complaint, who gives it on, or withdraws it.
        await using var officer = await browser.SignedInAsync(platform, "officer");
        await officer.GoAsync("/tasks?list=claimable", "tasks-claimable");
        await officer.GoAsync($"/complaints/{id}/tasks/{taskId}", "task-waits");
        await officer.Page.GetByRole(AriaRole.Link, new() { Name = "Give it to somebody else" }).ClickAsync();
        await officer.LookAsync("give-task");
        await ChooseAsync(officer.Page, "Person", "investigator");
        await PressAsync(officer.Page, "Give it to them");
        await Assertions.Expect(officer.Page.Locator("main")).ToContainTextAsync("Somebody else has the task now.");
        await officer.Page.GetByRole(AriaRole.Link, new() { Name = "Withdraw it" }).ClickAsync();
        await officer.LookAsync("withdraw-task");
        await officer.Page.GetByLabel("Why need it not be done?").FillAsync("She rang herself.");
        await PressAsync(officer.Page, "Withdraw the task");
        await officer.LookAsync("task-withdrawn");
        await Assertions.Expect(officer.Page.Locator("main")).ToContainTextAsync("She rang herself.");
        reference.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task the_officer_takes_the_next_complaint_with_one_button()
    {
        await Sample.ComplaintAsync(platform);
        await using var officer = await browser.SignedInAsync(platform, "officer");
        await officer.Page.GotoAsync("/");
        await officer.Page.GetByRole(AriaRole.Button, new() { Name = "Take" }).ClickAsync();
        await Assertions.Expect(officer.Page.Locator("main")).ToContainTextAsync("The complaint is yours.");
    }

    [Fact]
    public async Task an_administrator_adds_and_changes_a_kind_of_task()
    {
        var name = $"Ask the surveyor {Guid.CreateVersion7().ToString("N")[20..]}";
        await using var admin = await browser.SignedInAsync(platform, "admin");
        var page = admin.Page;
        await page.GotoAsync("/teams");
        await page.GetByRole(AriaRole.Link, new() { Name = "Kinds of tasks" }).ClickAsync();
        await admin.LookAsync("task-types");
        await PressAsync(page, "Add the kind");
        await admin.LookAsync("task-types-errors");
        await Assertions.Expect(page.Locator(".govuk-error-summary")).ToContainTextAsync("Enter a name");
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync(name);
        await page.GetByLabel("Working days to do it in").FillAsync("4");
        await page.GetByLabel("Partner").CheckAsync();
        await PressAsync(page, "Add the kind");
        await page.GetByRole(AriaRole.Link, new() { Name = $"Change {name}" }).ClickAsync();
        await admin.LookAsync("task-types-change");
        await page.GetByLabel("It is offered when a task is set").UncheckAsync();
        await PressAsync(page, "Change the kind");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("No longer used");
    }


    private async Task ChooseAsync(IPage page, string label, string user)
    {
        await page.GetByLabel(label, new() { Exact = true }).SelectOptionAsync($"{await platform.IdOfAsync(user)}");
    }

    private static async Task DayAsync(IPage page, int days)
    {
        var day = TimeProvider.System.GetUtcNow().AddDays(days);
        var group = page.GetByRole(AriaRole.Group, new() { Name = "By when" });
        foreach (var (part, value) in new[] { ("Day", day.Day), ("Month", day.Month), ("Year", day.Year) })
            await group.GetByLabel(part, new() { Exact = true })
                .FillAsync(value.ToString(CultureInfo.InvariantCulture));
    }

    private static Task PressAsync(IPage page, string button) =>
        page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();
}
