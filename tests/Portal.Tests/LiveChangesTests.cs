using System.Net;
using Microsoft.Playwright;

namespace ComplaintsPlatform.Portal.Tests;

/// <summary>Pages that are open while somebody else works.</summary>
public sealed class LiveChangesTests(PlatformOnNamedServers platform, Browser browser)
{
    private const string Stayed = "window.stillTheSame === true";

    // What stands below the place where it is said.
    private const string Below = ".app-identity";

    [Fact]
    public async Task an_open_complaint_says_who_changed_what_and_leads_to_it_without_moving()
    {
        var (id, _) = await Sample.ComplaintAsync(platform);
        foreach (var (part, category) in new[]
        {
            ("/clocks", "leaks"), ("/timeline", "other"), ("/correspondence", "repairs"),
            ("/documents", "pest-control"), ("", "damp-and-mould"),
        })
        {
            await using var officer = await browser.SignedInAsync(platform, "officer");
            var page = officer.Page;
            await page.GotoAsync($"/complaints/{id}{part}");
            await StayAsync(page);
            var before = (await page.Locator(Below).BoundingBoxAsync())!.Y;
            await Sample.VerbAsync(
                platform, "leader", id, "reclassify", new { category, reason = "It is about that as well." });
            var status = page.GetByRole(AriaRole.Status);
            await Assertions.Expect(status).ToContainTextAsync("Lena Leader changed this at");
            await Assertions.Expect(status).ToContainTextAsync(": reclassified.");
            (await page.EvaluateAsync<bool>(Stayed)).ShouldBeTrue();
            (await page.Locator(Below).BoundingBoxAsync())!.Y.ShouldBe(before);
            if (part.Length > 0) continue;
            await officer.LookAsync("case-changed");
            await page.GetByRole(AriaRole.Link, new() { Name = "Show it" }).ClickAsync();
            await page.WaitForFunctionAsync("window.stillTheSame !== true");
            await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToBeEmptyAsync();
            await Assertions.Expect(page.Locator(Below)).ToContainTextAsync("Damp and mould");
        }
    }

    [Fact]
    public async Task a_form_keeps_what_was_typed_and_says_what_happens_meanwhile()
    {
        var (id, _) = await Sample.ComplaintAsync(platform);
        await using var officer = await browser.SignedInAsync(platform, "officer");
        var page = officer.Page;
        await page.GotoAsync($"/complaints/{id}/acknowledge");
        await StayAsync(page);
        await page.GetByLabel("Complaint definition").FillAsync("Mine");
        await Sample.VerbAsync(platform, "officer2", id, "claim", new { });
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("Oscar Officer changed this at");
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("What you have typed stays");
        (await page.GetByLabel("Complaint definition").InputValueAsync()).ShouldBe("Mine");
        (await page.EvaluateAsync<bool>(Stayed)).ShouldBeTrue();
        await officer.LookAsync("acknowledge-changed");
    }

    [Theory]
    [InlineData("/complaints")]
    [InlineData("/")]
    public async Task an_open_list_says_that_there_are_new_complaints(string list)
    {
        await using var officer = await browser.SignedInAsync(platform, "auditor");
        var page = officer.Page;
        await page.GotoAsync(list);
        await StayAsync(page);
        var filter = page.GetByLabel("Reference");
        var isTyped = await filter.CountAsync() > 0;
        if (isTyped) await filter.FillAsync("CMP-half");
        var (id, reference) = await Sample.ComplaintAsync(platform);
        var status = page.GetByRole(AriaRole.Status);
        await Assertions.Expect(status).ToContainTextAsync("1 new complaint");
        if (isTyped) (await filter.InputValueAsync()).ShouldBe("CMP-half");
        (await page.EvaluateAsync<bool>(Stayed)).ShouldBeTrue();
        await officer.LookAsync(list == "/" ? "home-changed" : "complaints-changed");
        await status.GetByRole(AriaRole.Link, new() { Name = "Show them" }).ClickAsync();
        await page.WaitForFunctionAsync("window.stillTheSame !== true");
        if (list == "/") return;
        await Assertions.Expect(page.Locator("main table")).ToContainTextAsync(reference);
        await Sample.VerbAsync(platform, "officer2", id, "claim", new { });
        await Assertions.Expect(status).ToContainTextAsync("1 of these changed");
    }

    [Fact]
    public async Task a_page_without_javascript_says_when_it_was_made_and_nothing_more()
    {
        var (id, _) = await Sample.ComplaintAsync(platform);
        using var officer = await PlainVisitor.SignedInAsync(platform, "officer");
        foreach (var address in new[] { "/", "/complaints", $"/complaints/{id}", $"/complaints/{id}/clocks" })
        {
            var page = await officer.GetAsync(address);
            page.Document.QuerySelector(".app-changes time")!.GetAttribute("datetime").ShouldNotBeNullOrEmpty();
            page.Document.QuerySelector(".app-changes [role=status]")!.TextContent.ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task nobody_listens_to_what_they_may_not_see_nor_from_elsewhere_nor_after_they_signed_out()
    {
        var (id, _) = await Sample.ComplaintAsync(platform);
        using var stranger = PlainVisitor.Stranger(platform);
        (await stranger.GetAsync("/changes")).Document.QuerySelector("input[type=password]").ShouldNotBeNull();
        using var partner = await PlainVisitor.SignedInAsync(platform, "partner");
        (await partner.GetAsync("/changes")).Status.ShouldBe(HttpStatusCode.Forbidden);
        using var director = await PlainVisitor.SignedInAsync(platform, "director");
        (await director.GetAsync("/changes", ("Sec-Fetch-Site", "cross-site"))).Status
            .ShouldBe(HttpStatusCode.Forbidden);
        (await director.GetAsync($"/changes?complaint={Sample.NewId()}")).Status.ShouldBe(HttpStatusCode.NotFound);
        await using var reader = await director.ListenAsync($"/changes?complaint={id}");
        var page = await director.GetAsync("/");
        await director.SendAsync(page, "Sign out");
        (await reader.NextAsync()).ShouldBeNull();
    }

    private static async Task StayAsync(IPage page) => await page.EvaluateAsync("window.stillTheSame = true");
}
