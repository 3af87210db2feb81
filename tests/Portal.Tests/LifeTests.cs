using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace ComplaintsPlatform.Portal.Tests;

/// <summary>One complaint from the first call to the end of the Ombudsman's review, through the pages alone, by all who
/// have a part in it.</summary>
public sealed class LifeTests(PlatformOnNamedServers platform, Browser browser)
{
    private static readonly DateOnly Today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().Date);
    private readonly string mark = Sample.NewId().ToString("N")[20..];
    private Guid id;
    private string reference = "";

    [Fact]
    public async Task a_complaint_lives_from_the_first_call_to_the_end_of_the_ombudsmans_review()
    {
        await using var adviser = await browser.SignedInAsync(platform, "adviser");
        await using var officer = await browser.SignedInAsync(platform, "officer");
        await using var investigator = await browser.SignedInAsync(platform, "investigator");
        await using var colleague = await browser.SignedInAsync(platform, "officer2");
        await using var leader = await browser.SignedInAsync(platform, "leader");
        await using var compliance = await browser.SignedInAsync(platform, "compliance");

        await the_adviser_logs_what_the_resident_says(adviser);
        await the_officer_claims_it_and_acknowledges_it_by_letter(officer);
        await the_officer_calls_and_promises_to_be_heard_again(officer);
        await a_person_and_a_team_are_asked_what_they_know(officer);
        await the_person_says_what_they_know(investigator);
        await somebody_of_the_team_takes_the_task_and_does_it(colleague);
        await the_officer_finds_on_both_points(officer);
        await more_money_than_the_officer_may_offer_is_agreed_to(officer, leader);
        await the_response_is_returned_mended_approved_and_issued(officer, leader);
        await the_officer_says_why_it_went_wrong(officer);
        await the_adviser_records_that_stage_2_is_asked_for(adviser);
        await whoever_only_said_what_they_knew_answers_at_stage_2(investigator);
        await the_compensation_is_paid(officer);
        await the_complaint_is_closed(investigator);
        await the_ombudsman_asks_decides_and_orders(compliance);
        await the_order_is_done_and_their_review_is_over(compliance);
        await the_timeline_tells_all_of_it_in_plain_english(officer);
        await the_figures_count_it(leader);
    }

    private async Task the_adviser_logs_what_the_resident_says(Visitor adviser)
    {
        var page = adviser.Page;
        await page.GotoAsync("/complaints/log");
        await page.GetByLabel("Full name").FillAsync($"Lifelong Resident {mark}");
        await page.GetByLabel("Email address").FillAsync($"life.{mark}@example.org");
        await page.GetByLabel("Email", new() { Exact = true }).CheckAsync();
        await page.GetByLabel("Repairs", new() { Exact = true }).CheckAsync();
        await page.GetByLabel("What happened, in their words").FillAsync($"No heating since October ({mark}).");
        await PressAsync(page, "Add another point");
        await page.GetByLabel("Point 2").FillAsync("Nobody rings back.");
        await page.GetByLabel("What do they want us to do?").FillAsync("Heating that works.");
        await PressAsync(page, "Log the complaint");
        await Assertions.Expect(adviser.Heading).ToHaveTextAsync("Complaint logged");
        await LinkAsync(page, "Open the complaint");
        reference = Regex.Match(await adviser.Heading.InnerTextAsync(), "CMP-[0-9A-Z]{4}-[0-9A-Z]{4}").Value;
        reference.ShouldNotBeEmpty();
        id = Guid.Parse(page.Url.Split('/')[^1]);
    }

    private async Task the_officer_claims_it_and_acknowledges_it_by_letter(Visitor officer)
    {
        var page = officer.Page;
        await page.GotoAsync($"/complaints/{id}");
        await LinkAsync(page, "Claim this complaint");
        await PressAsync(page, "Claim this complaint");
        await SaysAsync(page, "The complaint is yours.");
        await LinkAsync(page, "Write it here");
        await PressAsync(page, "Begin the letter");
        await page.GetByLabel("What we are responsible for").FillAsync("Heating and hot water.");
        await page.GetByLabel("What we are not responsible for").FillAsync("Nothing in your complaint.");
        await PressAsync(page, "Save, and see it as it would go out");
        await SaysAsync(page, $"Please quote {reference} whenever you contact us");
        await LinkAsync(page, "Issue it");
        await PressAsync(page, "Issue the letter");
        await SaysAsync(page, "The letter is issued.");
        await StoppedAsync("acknowledgement");
    }

    private async Task the_officer_calls_and_promises_to_be_heard_again(Visitor officer)
    {
        await CallAsync(officer.Page, "They are cold, and have a small child.", promise: true);
        await SaysAsync(officer.Page, "The resident was promised to hear again by");
    }

    private async Task a_person_and_a_team_are_asked_what_they_know(Visitor officer)
    {
        var page = officer.Page;
        foreach (var (title, choose, whom) in new[]
        {
            ("When was it inspected?", "Person", "Ivan Investigator"), ("Who rang them?", "Team", "Complaints team"),
        })
        {
            await page.GotoAsync($"/complaints/{id}/tasks/set");
            await page.GetByLabel("Contribution").CheckAsync();
            await PressAsync(page, "Continue");
            await page.GetByLabel("In a few words").FillAsync(title);
            await page.GetByLabel(choose, new() { Exact = true })
                .SelectOptionAsync(new[] { await OptionAsync(page, choose, whom) });
            await PressAsync(page, "Set the task");
            await SaysAsync(page, "The task is set.");
            await SaysAsync(page, title);
        }
    }

    private async Task the_person_says_what_they_know(Visitor investigator)
    {
        await investigator.Page.GotoAsync("/tasks");
        await investigator.Page.Locator($"a[href^='/complaints/{id}/tasks/']").ClickAsync();
        await FinishAsync(investigator.Page, "On 3 November, by the contractor, who found no fault.");
    }

    private async Task somebody_of_the_team_takes_the_task_and_does_it(Visitor colleague)
    {
        await colleague.Page.GotoAsync("/tasks?list=claimable");
        await colleague.Page.Locator($"a[href^='/complaints/{id}/tasks/']").ClickAsync();
        await PressAsync(colleague.Page, "Take this task");
        await SaysAsync(colleague.Page, "The task is yours.");
        await FinishAsync(colleague.Page, "I rang on 5, 9 and 12 November.");
        await colleague.LookAsync("life-task-of-the-team");
    }

    private async Task the_officer_finds_on_both_points(Visitor officer)
    {
        await officer.Page.GotoAsync($"/complaints/{id}");
        await FindAsync(officer.Page, 1, "Upheld", "It was inspected once, and our policy says within a day.");
        await SaysAsync(officer.Page, "1 point has no finding yet");
        await FindAsync(officer.Page, 2, "Not upheld", "Our records show three calls in November.");
        await SaysAsync(officer.Page, "they give: partly upheld");
    }

    private async Task more_money_than_the_officer_may_offer_is_agreed_to(Visitor officer, Visitor leader)
    {
        var page = officer.Page;
        await page.GotoAsync($"/complaints/{id}/actions");
        await LinkAsync(page, "Record a promise");
        await page.GetByLabel("Pay compensation").CheckAsync();
        await page.GetByLabel("What is to be done").FillAsync("For the weeks without heating.");
        await page.GetByLabel("Amount in pounds, if money is paid").FillAsync("300.50");
        await FillDayAsync(page, Today.AddDays(20));
        await PressAsync(page, "Record it");
        await SaysAsync(page, "Waits for approval");

        page = leader.Page;
        await page.GotoAsync("/actions?list=approval");
        await page.Locator("tr", new() { HasText = reference }).GetByRole(AriaRole.Link).ClickAsync();
        await PressAsync(page, "Agree to £300.50");
        await SaysAsync(page, "You have agreed to the amount.");
    }

    private async Task the_response_is_returned_mended_approved_and_issued(Visitor officer, Visitor leader)
    {
        var (page, theirs) = (officer.Page, leader.Page);
        await page.GotoAsync($"/complaints/{id}");
        await LinkAsync(page, "Write it here");
        await PressAsync(page, "Begin the letter");
        await page.GetByLabel("What went wrong, and the apology").FillAsync("Mistakes were made.");
        await page.GetByLabel("Outstanding actions").FillAsync("We pay you £300.50.");
        await AskForApprovalAsync(page);
        await theirs.GotoAsync("/letters");
        await LinkAsync(theirs, reference);
        await theirs.GetByLabel("What is to be changed").FillAsync("Say that we are sorry.");
        await PressAsync(theirs, "Return it with comments");
        await SaysAsync(theirs, "Say that we are sorry.");

        await page.ReloadAsync();
        await SaysAsync(page, "Lena Leader wants it changed");
        await officer.LookAsync("life-response-returned");
        await page.GetByLabel("What went wrong, and the apology").FillAsync("We are sorry that we did not come.");
        await AskForApprovalAsync(page);
        await theirs.GotoAsync("/letters");
        await LinkAsync(theirs, reference);
        await SaysAsync(theirs, "We are sorry that we did not come.");
        await PressAsync(theirs, "Approve it as it is");
        await SaysAsync(theirs, "The letter is approved.");

        await page.ReloadAsync();
        await LinkAsync(page, "Issue it");
        await PressAsync(page, "Issue the letter");
        await SaysAsync(page, "The letter is issued.");
        await StoppedAsync("stage-1-response");
    }

    private async Task the_officer_says_why_it_went_wrong(Visitor officer)
    {
        var page = officer.Page;
        await page.GotoAsync($"/complaints/{id}");
        await LinkAsync(page, "Record the root cause");
        await page.GetByLabel("Delay").CheckAsync();
        await page.GetByLabel("What we learned, and what changes").FillAsync("Inspect within a day in winter.");
        await PressAsync(page, "Record it");
        await SaysAsync(page, "The root cause is recorded.");
    }

    private async Task the_adviser_records_that_stage_2_is_asked_for(Visitor adviser)
    {
        var page = adviser.Page;
        await page.GotoAsync($"/complaints/{id}");
        await page.GetByText("More that can be done").ClickAsync();
        await LinkAsync(page, "They ask for stage 2");
        await page.GetByLabel("What they said about it, if they did").FillAsync("It is cold again.");
        await PressAsync(page, "Take it to stage 2");
        await SaysAsync(page, "The request for stage 2 is recorded.");
    }

    private async Task whoever_only_said_what_they_knew_answers_at_stage_2(Visitor investigator)
    {
        var page = investigator.Page;
        await page.GotoAsync($"/complaints/{id}");
        await LinkAsync(page, "Claim this complaint");
        await PressAsync(page, "Claim this complaint");
        await SaysAsync(page, "The complaint is yours.");
        await LinkAsync(page, "Record the stage 2 acknowledgement");
        await page.GetByLabel("Complaint definition").FillAsync("The heating that was mended failed again.");
        await page.GetByLabel("Outcomes that the resident wants").FillAsync("Heating that works.");
        await page.GetByLabel("What we are responsible for").FillAsync("Heating and hot water.");
        await page.GetByLabel("What we are not responsible for").FillAsync("Nothing in this complaint.");
        await PressAsync(page, "Record the stage 2 acknowledgement");
        await SaysAsync(page, "the 20 days run");
        await CallAsync(page, "They told me what they miss.", promise: false);
        await page.GotoAsync($"/complaints/{id}");
        await FindAsync(page, 1, "Upheld", "We find as stage 1 did.");
        await FindAsync(page, 2, "Not upheld", "We find as stage 1 did.");
        await LinkAsync(page, "Record the final response");
        await page.GetByLabel("What the response says").FillAsync("A new boiler by Friday, and £300.50.");
        await PressAsync(page, "Record the final response");
        await SaysAsync(page, "The final response is recorded.");
    }

    private async Task the_compensation_is_paid(Visitor officer)
    {
        var page = officer.Page;
        await page.GotoAsync($"/complaints/{id}/actions");
        await LinkAsync(page, "Pay compensation, £300.50");
        await page.GetByLabel("It was paid out").CheckAsync();
        await DoneAsync(page, "By transfer.");
    }

    private async Task the_complaint_is_closed(Visitor investigator)
    {
        var page = investigator.Page;
        await page.GotoAsync($"/complaints/{id}");
        await LinkAsync(page, "Close the complaint");
        await page.GetByLabel("The resident is satisfied").CheckAsync();
        await PressAsync(page, "Close the complaint");
        await SaysAsync(page, "It was closed on");
        await investigator.LookAsync("life-closed");
    }

    private async Task the_ombudsman_asks_decides_and_orders(Visitor compliance)
    {
        var page = compliance.Page;
        await page.GotoAsync($"/complaints/{id}/actions");
        await LinkAsync(page, "Somebody outside asks about it");
        await page.GetByLabel("The Housing Ombudsman").CheckAsync();
        await page.GetByLabel("Their reference").FillAsync("202600456");
        await PressAsync(page, "Record that they ask");
        await SaysAsync(page, "It is recorded that they look at it.");
        await LinkAsync(page, "Record what they decided");
        await FillDayAsync(page, Today);
        await page.GetByLabel("Issue 1", new() { Exact = true }).FillAsync("The heating.");
        await page.GetByLabel("What they found on issue 1").SelectOptionAsync("maladministration");
        await PressAsync(page, "Record the decision");
        await SaysAsync(page, "The decision is recorded.");
        await LinkAsync(page, "Record what they ask for");
        await page.GetByLabel("An order").CheckAsync();
        await page.GetByLabel("What is to be done").FillAsync("A director writes an apology.");
        await FillDayAsync(page, Today.AddDays(10));
        await PressAsync(page, "Record it");
        await SaysAsync(page, "It is recorded, and followed up until it is done.");
    }

    private async Task the_order_is_done_and_their_review_is_over(Visitor compliance)
    {
        var page = compliance.Page;
        await LinkAsync(page, "An order");
        await DoneAsync(page, "Sent today.");
        await page.GotoAsync($"/complaints/{id}/actions");
        await LinkAsync(page, "Decided");
        await PressAsync(page, "Their review is over");
        await SaysAsync(page, "It is recorded that their review is over.");
        await compliance.GoAsync($"/complaints/{id}/actions", "life-actions");
    }

    private async Task the_timeline_tells_all_of_it_in_plain_english(Visitor officer)
    {
        await officer.GoAsync($"/complaints/{id}/timeline", "life-timeline");
        foreach (var told in new[]
        {
            $"Opened at stage 1 as {reference}", "Receipt confirmed by email.", "Claimed by Olive Officer",
            "The acknowledgement letter of stage 1 went out by email on", "Acknowledged on", "The resident was rung",
            "The resident was promised to hear again by", "Task “When was it inspected?” set for Ivan Investigator",
            "Task “Who rang them?” set for Complaints team", "Ivan Investigator finished a task.",
            "Oscar Officer took a task.", "Oscar Officer finished a task.", "Point 1 was found upheld at stage 1.",
            "Point 2 was found not upheld at stage 1.", "Compensation of £300.50",
            "Lena Leader agreed to the amount.",
            "The response letter of stage 1 went out by email on", "Answered at stage 1 on", "Root cause: delay.",
            "Stage 2 was asked for on", "somebody who had no part in stage 1 takes stage 2, so not Olive Officer",
            "Claimed by Ivan Investigator", "Stage 2 acknowledged on", "Point 1 was found upheld at stage 2.",
            "Answered at stage 2, with the final response, on", "reached the resident on", "Closed on",
            "Ombudsman asked about it on", "Decided from outside on", "An action was done on",
            "An outside review ended on",
        }) await SaysAsync(officer.Page, told);
        var items = string.Join('\n', await officer.Page.Locator(".moj-timeline__item").AllInnerTextsAsync());
        // No code, name of a type or id shows through.
        Regex.Matches(items, @"[a-z]+_[a-z]+|stage-\d|[a-z][A-Z]\w+|[0-9a-f]{8}-[0-9a-f]{4}").ShouldBeEmpty(items);
    }

    private async Task the_figures_count_it(Visitor leader)
    {
        await Sample.ListedAsync(platform, id);
        await leader.Page.GotoAsync("/reports");
        var cause = leader.Page.Locator("main table", new() { HasText = "By root cause" })
            .Locator("tr", new() { HasText = "Delay" });
        // Until reporting has heard of the cause, the row is not there.
        while (await cause.CountAsync() == 0) await leader.Page.ReloadAsync();
        await leader.LookAsync("life-figures");
        await cause.GetByRole(AriaRole.Link).First.ClickAsync();
        await SaysAsync(leader.Page, "Root cause: Delay");
        await leader.Page.GotoAsync($"{leader.Page.Url}&reference={reference}");
        await SaysAsync(leader.Page, reference);
    }

    private Task StoppedAsync(string name) => Sample.ClockAsync(platform, id, clock =>
        clock.GetProperty("clock").GetString() == name
        && clock.GetProperty("stoppedOn").ValueKind is JsonValueKind.String);

    private async Task CallAsync(IPage page, string words, bool promise)
    {
        await page.GotoAsync($"/complaints/{id}/contacts/log");
        await page.GetByLabel("Call", new() { Exact = true }).CheckAsync();
        await page.GetByLabel("The resident", new() { Exact = true }).CheckAsync();
        await page.GetByLabel("What was said or done").FillAsync(words);
        if (promise)
            await FillDayAsync(page.GetByRole(AriaRole.Group, new() { Name = "By when do they hear again" }),
                Today.AddDays(2));
        await PressAsync(page, "Record it");
        await SaysAsync(page, "The contact is recorded.");
    }

    private static async Task FindAsync(IPage page, int point, string finding, string reasons)
    {
        await LinkAsync(page, $"Record a finding on point {point}");
        await page.GetByLabel(finding, new() { Exact = true }).CheckAsync();
        await page.GetByLabel("Reasons").FillAsync(reasons);
        if (finding == "Upheld")
            await page.GetByLabel("What we do to put it right (optional)").FillAsync("£300.50, by transfer.");
        await PressAsync(page, "Record the finding");
        await SaysAsync(page, "The finding is recorded.");
    }

    private static async Task FinishAsync(IPage page, string found)
    {
        await page.GetByLabel("What you found out, or did").FillAsync(found);
        await PressAsync(page, "Finish the task");
        await SaysAsync(page, "The task is finished.");
    }

    private static async Task DoneAsync(IPage page, string evidence)
    {
        await page.GetByLabel("What was done, and what shows it").FillAsync(evidence);
        await PressAsync(page, "Record that it was done");
        await SaysAsync(page, "It is recorded that it was done.");
    }

    private static async Task AskForApprovalAsync(IPage page)
    {
        await PressAsync(page, "Save, and see it as it would go out");
        await SaysAsync(page, "We uphold your complaint in part.");
        await PressAsync(page, "Ask for approval");
        await SaysAsync(page, "Whatever you change has to be approved anew.");
    }

    private static async Task<string> OptionAsync(IPage page, string label, string name) =>
        (await page.GetByLabel(label, new() { Exact = true }).Locator("option", new() { HasText = name })
            .First.GetAttributeAsync("value"))!;

    private static Task FillDayAsync(IPage page, DateOnly day) => FillDayAsync(page.Locator("main"), day);

    private static async Task FillDayAsync(ILocator within, DateOnly day)
    {
        foreach (var (part, value) in new[] { ("Day", day.Day), ("Month", day.Month), ("Year", day.Year) })
            await within.GetByLabel(part, new() { Exact = true }).FillAsync($"{value}");
    }

    private static Task SaysAsync(IPage page, string words) =>
        Assertions.Expect(page.Locator("main")).ToContainTextAsync(words);

    private static Task LinkAsync(IPage page, string name) =>
        page.GetByRole(AriaRole.Link, new() { Name = name }).First.ClickAsync();

    private static Task PressAsync(IPage page, string name) =>
        page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true }).First.ClickAsync();
}
