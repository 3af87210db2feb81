using System.Globalization;
using System.Text.Json;
using Microsoft.Playwright;

namespace ComplaintsPlatform.Portal.Tests;

/// <summary>Letters that people write: drafted beside the case, approved by somebody else, issued, printed; and the
/// words for them.</summary>
public sealed class LetterTests(PlatformOnNamedServers platform, Browser browser)
{
    [Fact]
    public async Task the_acknowledgement_is_written_here_goes_out_by_email_and_stops_the_clock()
    {
        var (id, reference) = await Sample.ComplaintAsync(platform);
        await Sample.VerbAsync(platform, "officer", id, "claim", new { });
        await using var officer = await browser.SignedInAsync(platform, "officer");
        var (page, main) = (officer.Page, officer.Page.Locator("main"));
        await page.GotoAsync($"/complaints/{id}");
        await LinkAsync(page, "Write it here");
        await officer.LookAsync("letter-write");
        await ButtonAsync(page, "Begin the letter");
        await officer.LookAsync("letter-draft");
        await Assertions.Expect(page.GetByLabel("What we understand the complaint to be about"))
            .ToHaveValueAsync("The boiler has been broken for three weeks.");
        await Assertions.Expect(main).ToContainTextAsync("What we are responsible for: nothing is written. (Code 5.7)");

        await page.GetByLabel("What we are responsible for").FillAsync("Heating, [which flat?].");
        await page.GetByLabel("What we are not responsible for").FillAsync("Nothing in your complaint.");
        await page.GetByLabel("Standard line", new() { Exact = true }).SelectOptionAsync(
            new SelectOptionValue { Label = "Support: Somebody to act for you" });
        await page.GetByLabel("At the end of").SelectOptionAsync(
            new SelectOptionValue { Label = "What we are not responsible for" });
        await ButtonAsync(page, "Insert it");
        await Assertions.Expect(main).ToContainTextAsync("The standard line stands at the end");
        await Assertions.Expect(page.GetByLabel("What we are not responsible for"))
            .ToHaveValueAsync(new System.Text.RegularExpressions.Regex("^Nothing in your complaint.\\s+You may have"));
        await Assertions.Expect(main).ToContainTextAsync("[which flat?] is still to be filled in.");
        await officer.LookAsync("letter-draft-lacks");
        await page.GetByLabel("What we are responsible for").FillAsync("Heating and hot water.");
        await ButtonAsync(page, "Save, and see it as it would go out");
        await officer.LookAsync("letter-preview");
        await Assertions.Expect(main).ToContainTextAsync($"Please quote {reference} whenever you contact us");
        await LinkAsync(page, "Issue it");
        await officer.LookAsync("letter-issue");
        await ButtonAsync(page, "Issue the letter");
        await Assertions.Expect(main).ToContainTextAsync("The letter is issued.");
        await officer.LookAsync("case-correspondence-issued");

        await Sample.ClockAsync(platform, id, clock => clock.GetProperty("clock").GetString() == "acknowledgement"
            && clock.GetProperty("stoppedOn").ValueKind is JsonValueKind.String);
        await officer.GoAsync($"/complaints/{id}/timeline", "case-timeline-letter");
        await Assertions.Expect(main).ToContainTextAsync("The acknowledgement letter of stage 1 went out by email on");
        await Assertions.Expect(main).ToContainTextAsync("with the complaint definition.");
    }

    [Fact]
    public async Task a_response_is_approved_by_somebody_else_printed_and_marked_as_sent()
    {
        var (id, reference) = await Sample.ComplaintAsync(platform);
        await Sample.VerbAsync(platform, "officer", id, "claim", new { });
        await Sample.VerbAsync(platform, "officer", id, "acknowledge", new
        {
            definition = "The boiler was not repaired.",
            outcomesSought = "A working boiler.",
            responsibleFor = "Heating.",
            notResponsibleFor = "Nothing.",
        });
        await Sample.VerbAsync(platform, "officer", id, "findings", new
        { point = 1, finding = "upheld", reasons = "It took three weeks; our policy says one.", remedy = "£50." });
        var letter = await Sample.LetterAsync(platform, id, "response");
        await using (var officer = await browser.SignedInAsync(platform, "officer"))
        {
            await officer.GoAsync($"/complaints/{id}/letters/{letter}", "letter-response");
            await officer.Page.GetByLabel("What went wrong, and the apology").FillAsync("We are sorry.");
            await officer.Page.GetByLabel("Outstanding actions").FillAsync("Nothing is left to be done.");
            await ButtonAsync(officer.Page, "Save, and see it as it would go out");
            await Assertions.Expect(officer.Page.Locator("main")).ToContainTextAsync("We uphold your complaint.");
            await officer.LookAsync("letter-response-preview");
            await ButtonAsync(officer.Page, "Ask for approval");
            await officer.LookAsync("letter-waiting");
        }

        await using (var leader = await browser.SignedInAsync(platform, "leader"))
        {
            var (page, main) = (leader.Page, leader.Page.Locator("main"));
            await page.GotoAsync("/");
            await Assertions.Expect(main).ToContainTextAsync("for your approval");
            await leader.GoAsync("/letters", "letters");
            await LinkAsync(page, reference);
            await leader.LookAsync("letter-approve");
            await ButtonAsync(page, "Return it with comments");
            await Assertions.Expect(page.Locator("#Comments-error")).ToContainTextAsync("Say what is to be changed");
            await leader.LookAsync("letter-approve-errors");
            await ButtonAsync(page, "Approve it as it is");
            await Assertions.Expect(main).ToContainTextAsync("The letter is approved.");
        }

        await using (var officer = await browser.SignedInAsync(platform, "officer"))
        {
            var (page, main) = (officer.Page, officer.Page.Locator("main"));
            await officer.GoAsync($"/complaints/{id}/letters/{letter}/issue", "letter-issue-approved");
            await page.GetByLabel("In another way").CheckAsync();
            await ButtonAsync(page, "Issue the letter");
            await Assertions.Expect(main).ToContainTextAsync("Open the PDF");
            using var api = await platform.SignedInAsync("officer");
            (await api.GetByteArrayAsync($"api/complaints/{id}/letters/{letter}/document")).AsSpan(0, 5)
                .SequenceEqual("%PDF-"u8).ShouldBeTrue();
            await LinkAsync(page, "It was sent");
            await officer.LookAsync("letter-sent");
            await page.GetByLabel("In person").CheckAsync();
            await ButtonAsync(page, "Record that it was sent");
            await Assertions.Expect(main).ToContainTextAsync("It is recorded that the letter was sent.");
        }

        await Sample.ClockAsync(platform, id, clock => clock.GetProperty("clock").GetString() == "stage-1-response"
            && clock.GetProperty("stoppedOn").ValueKind is JsonValueKind.String);
    }

    [Fact]
    public async Task what_is_refused_is_told_by_a_letter_that_a_person_finishes()
    {
        var (id, reference) = await Sample.RequestAsync(platform);
        await using var officer = await browser.SignedInAsync(platform, "officer");
        var (page, main) = (officer.Page, officer.Page.Locator("main"));
        await page.GotoAsync($"/submissions/{id}/letter");
        await Assertions.Expect(main).ToContainTextAsync("there is nothing to write");
        await page.GotoAsync($"/submissions/{id}/refuse-complaint");
        await page.GetByLabel("Legal proceedings").CheckAsync();
        await page.GetByLabel("Day", new() { Exact = true }).Nth(1).FillAsync("1");
        await page.GetByLabel("Month", new() { Exact = true }).Nth(1).FillAsync("3");
        await page.GetByLabel("Year", new() { Exact = true }).Nth(1).FillAsync("2025");
        await page.GetByLabel("Reasons in this case").FillAsync("The claim was filed at Plymouth County Court.");
        await page.GetByLabel("What you looked at of their circumstances").FillAsync("A solicitor acts for them.");
        await ButtonAsync(page, "Refuse it as a complaint");
        await LinkAsync(page, "Write the letter");
        await officer.LookAsync("refusal-letter-begin");
        await ButtonAsync(page, "Begin the letter");
        await officer.LookAsync("refusal-letter");
        await Assertions.Expect(page.GetByLabel("Reasons in this case"))
            .ToHaveValueAsync("The claim was filed at Plymouth County Court.");
        await Assertions.Expect(main).ToContainTextAsync("You can take this decision to the Housing Ombudsman Service");
        await page.GetByLabel("What we looked at of their circumstances").FillAsync("");
        await ButtonAsync(page, "Save the letter");
        await Assertions.Expect(main).ToContainTextAsync("nothing is written. (Code 2.5)");
        (await page.GetByRole(AriaRole.Button, new() { Name = "Issue the letter" }).CountAsync()).ShouldBe(0);
        await officer.LookAsync("refusal-letter-lacks");
        await page.GetByLabel("What we looked at of their circumstances").FillAsync("Their solicitor acts for them.");
        await ButtonAsync(page, "Save the letter");
        await page.GetByLabel("In another way").CheckAsync();
        await ButtonAsync(page, "Issue the letter");
        await Assertions.Expect(main).ToContainTextAsync("kept as it is");
        await officer.LookAsync("refusal-letter-issued");
        await page.GetByLabel("In person").CheckAsync();
        await ButtonAsync(page, "Record that it was sent");
        await Assertions.Expect(main).ToContainTextAsync("It is recorded that the letter was sent.");
        reference.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task a_question_says_by_when_an_answer_helps_and_stage_2_is_refused_on_a_ground_alone()
    {
        var (id, _) = await Sample.ComplaintAsync(platform);
        await Sample.VerbAsync(platform, "officer", id, "claim", new { });
        await using var officer = await browser.SignedInAsync(platform, "officer");
        var (page, main) = (officer.Page, officer.Page.Locator("main"));
        var question = await Sample.LetterAsync(platform, id, "clarification");
        await officer.GoAsync($"/complaints/{id}/letters/{question}", "letter-clarification");
        await page.GetByLabel("What we ask").FillAsync("Which boiler is it?");
        await ButtonAsync(page, "Save the draft");
        await Assertions.Expect(main).ToContainTextAsync("The day by which their answer helps is not said.");
        await page.GotoAsync($"/complaints/{id}");
        await page.GetByText("More that can be done").ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Refuse to take it to stage 2" }).ClickAsync();
        await ButtonAsync(page, "Refuse stage 2");
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Choose the ground of the Code");
        await officer.LookAsync("refuse-stage-2-errors");
        await page.GetByLabel("Already considered").CheckAsync();
        await page.GetByLabel("Reference of the earlier complaint").FillAsync("CMP-0000-0002");
        await page.GetByLabel("Reasons in this case").FillAsync("It was answered in 2024.");
        await page.GetByLabel("What you looked at of their circumstances").FillAsync("Nothing kept them.");
        await ButtonAsync(page, "Refuse stage 2");
        await Assertions.Expect(main).ToContainTextAsync("The refusal of stage 2 is recorded.");
        await officer.LookAsync("case-stage-2-refused");
        var refusal = await Sample.LetterAsync(platform, id, "escalation-refusal");
        await officer.GoAsync($"/complaints/{id}/letters/{refusal}", "letter-escalation-refusal");
        await Assertions.Expect(page.GetByLabel("Reasons in this case")).ToHaveValueAsync("It was answered in 2024.");
        await ButtonAsync(page, "Save, and see it as it would go out");
        await Assertions.Expect(main).ToContainTextAsync("which may tell us to take your complaint to stage 2.");
        await officer.LookAsync("letter-escalation-refusal-preview");
        var closing = await Sample.LetterAsync(platform, id, "closing");
        await page.GotoAsync($"/complaints/{id}/letters/{closing}");
        await Assertions.Expect(main).ToContainTextAsync("The complaint is not closed, and nobody took it back.");
        var ombudsman = await Sample.LetterAsync(platform, id, "ombudsman");
        await page.GotoAsync($"/complaints/{id}/letters/{ombudsman}");
        await Assertions.Expect(page.Locator("#Form_ToName")).ToHaveValueAsync("Housing Ombudsman Service");

        await Sample.VerbAsync(platform, "officer", id, "record-stage-1-response",
            new { outcome = "not-upheld", summary = "We came in time." });
        await Sample.VerbAsync(platform, "officer", id, "close", new { because = "the-resident-is-satisfied" });
        await officer.GoAsync($"/complaints/{id}/letters/{closing}/preview", "letter-closing-preview");
        await Assertions.Expect(main).ToContainTextAsync("We do not uphold your complaint.");
        await Assertions.Expect(main).ToContainTextAsync("Nothing is left to be done.");
        await page.GotoAsync($"/complaints/{id}/letters/{question}");
        await Assertions.Expect(main).ToContainTextAsync("The response went out on");
    }

    [Fact]
    public async Task an_administrator_looks_after_the_words()
    {
        await using var admin = await browser.SignedInAsync(platform, "admin");
        var (page, main) = (admin.Page, admin.Page.Locator("main"));
        await page.GotoAsync("/teams");
        await LinkAsync(page, "Templates of letters");
        await admin.LookAsync("letter-templates");
        await LinkAsync(page, "Another letter, stage 2");
        await admin.LookAsync("letter-template");
        var body = page.GetByLabel("Text");
        var before = await body.InputValueAsync();
        await body.FillAsync("Dear {{name}},");
        await ButtonAsync(page, "Save it as a new version");
        await Assertions.Expect(page.Locator("#Form_Body-error")).ToContainTextAsync("a place for text");
        await admin.LookAsync("letter-template-errors");
        var mark = Sample.NewId().ToString("N", CultureInfo.InvariantCulture)[26..];
        await body.FillAsync($"{before}\n\nNote {mark}");
        await ButtonAsync(page, "See it with an example");
        await Assertions.Expect(main).ToContainTextAsync("Dear (To whom the letter goes),");
        await admin.LookAsync("letter-template-example");
        await ButtonAsync(page, "Save it as a new version");
        await admin.GoAsync("/letter-templates?kind=other&stage=stage-2", "letter-template-changed");
        (await body.InputValueAsync()).ShouldContain(mark);

        await LinkAsync(page, "Standard lines");
        await admin.LookAsync("standard-lines");
        await page.GetByLabel("Topic").FillAsync("Keys");
        await page.GetByLabel("Title").FillAsync($"Where {mark}");
        await ButtonAsync(page, "Save the line");
        await Assertions.Expect(page.Locator("#Form_Text-error")).ToContainTextAsync("Enter the text");
        await page.GetByLabel("Text").FillAsync("They are at the office.");
        await ButtonAsync(page, "Save the line");
        await Assertions.Expect(main).ToContainTextAsync($"Where {mark}");
        await LinkAsync(page, $"Change Keys: Where {mark}");
        await page.GetByLabel("It is no longer used").CheckAsync();
        await ButtonAsync(page, "Save the line");
        await Assertions.Expect(main).ToContainTextAsync("No longer used");
        await admin.LookAsync("standard-lines-retired");
    }

    private static Task LinkAsync(IPage page, string name) =>
        page.GetByRole(AriaRole.Link, new() { Name = name }).First.ClickAsync();

    private static Task ButtonAsync(IPage page, string name) =>
        page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true }).ClickAsync();
}
