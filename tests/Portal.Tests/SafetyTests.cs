using System.Net;
using AngleSharp;

namespace ComplaintsPlatform.Portal.Tests;

/// <summary>What protects whoever uses the pages, and whose words stand on them.</summary>
public sealed class SafetyTests(PlatformOnNamedServers platform)
{
    private const string Attack = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'";

    [Fact]
    public async Task no_page_runs_anything_but_our_own_files_and_weighs_little()
    {
        using var officer = await PlainVisitor.SignedInAsync(platform, "officer");
        var page = await officer.GetAsync("/complaints/log");
        var policy = page.Answer.Headers.GetValues("Content-Security-Policy").Single();
        policy.ShouldStartWith("default-src 'none'; script-src 'self'; style-src 'self'");
        policy.ShouldNotContain("unsafe");
        policy.ShouldContain("frame-ancestors 'none'");
        page.Answer.Headers.GetValues("X-Content-Type-Options").Single().ShouldBe("nosniff");
        page.Answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
        var html = page.Document.ToHtml();
        page.Document.QuerySelectorAll("style, script:not([src^='/assets/'])").ShouldBeEmpty();
        page.Document.All.SelectMany(element => element.Attributes)
            .Where(attribute => attribute.Name == "style"
                || attribute.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase))
            .ShouldBeEmpty();
        foreach (var address in page.Document.QuerySelectorAll("[src],link[href]")
            .Select(element => element.GetAttribute("src") ?? element.GetAttribute("href")!))
            address.ShouldStartWith("/");
        var weight = html.Length;
        using var http = new HttpClient { BaseAddress = platform.Portal };
        http.DefaultRequestHeaders.Add("Accept-Encoding", "gzip, br");
        foreach (var element in page.Document.QuerySelectorAll("link[rel=stylesheet],script[src]"))
            weight += (await http.GetByteArrayAsync(
                element.GetAttribute("href") ?? element.GetAttribute("src")!)).Length;
        weight.ShouldBeLessThan(150_000);
    }

    [Fact]
    public async Task the_browser_gets_a_name_for_the_session_and_no_token()
    {
        using var officer = await PlainVisitor.SignedInAsync(platform, "officer");
        var session = officer.Cookies["portal"]!;
        session.HttpOnly.ShouldBeTrue();
        // A name under data protection; a ticket with tokens would be thousands.
        officer.Cookies.Where(cookie => cookie.Name.StartsWith("portal", StringComparison.Ordinal))
            .Sum(cookie => cookie.Value.Length).ShouldBeLessThan(1_000);
        (await officer.GetAsync("/")).Document.ToHtml().ShouldNotContain("eyJhbGciOi");
    }

    [Fact]
    public async Task what_another_site_sends_does_nothing()
    {
        using var admin = await PlainVisitor.SignedInAsync(platform, "admin");
        var name = $"Forged {Sample.NewId()}";
        await admin.PostAsync("/teams", ("Form.Key", $"{Sample.NewId()}"), ("Form.Name", name));
        (await admin.GetAsync("/teams")).Document.QuerySelectorAll("main li")
            .ShouldNotContain(item => item.TextContent.Contains(name, StringComparison.Ordinal));
        (await admin.PostAsync("/sign-out")).Status.ShouldNotBe(HttpStatusCode.OK);
        (await admin.GetAsync("/teams")).Heading.ShouldBe("Teams");
    }

    [Fact]
    public async Task words_of_an_attacker_are_shown_as_words()
    {
        var (id, _) = await Sample.ComplaintAsync(platform, Attack, Attack.Replace("\n", "", StringComparison.Ordinal));
        await Sample.VerbAsync(platform, "officer", id, "acknowledge", new
        {
            definition = Attack,
            outcomesSought = Attack,
            responsibleFor = Attack,
            notResponsibleFor = Attack,
        });
        using var officer = await PlainVisitor.SignedInAsync(platform, "officer");
        foreach (var part in new[] { "", "/timeline", "/correspondence", "/people", "/record-stage-1-response" })
        {
            var page = await officer.GetAsync($"/complaints/{id}{part}");
            page.Status.ShouldBe(HttpStatusCode.OK);
            page.Document.QuerySelectorAll("main script, main img, [onerror]").ShouldBeEmpty(part);
        }

        var found = await officer.GetAsync($"/people?search={Uri.EscapeDataString(Attack)}");
        found.Document.QuerySelectorAll("main script, main img").ShouldBeEmpty();
    }

    [Fact]
    public async Task words_of_an_attacker_about_people_and_requests_are_shown_as_words()
    {
        using var officer = await platform.SignedInAsync("officer");
        using var admin = await platform.SignedInAsync("admin");
        var (person, request, today) = (Sample.NewId(), Sample.NewId(), "2026-01-05");
        var people = $"api/people/{person}";
        await Sample.SendAsync(officer, "api/people", new
        {
            personId = person,
            references = new[] { new { id = $"T-{person:N}", allocatedBy = "harbour-homes" } },
            name = Attack,
            email = Attack,
            phone = Attack,
            postalAddress = Attack,
        });
        await Sample.SendAsync(officer, $"{people}/record-need", new
        { kind = "alert", code = "other", source = "staff", agreedOn = today, description = Attack });
        await Sample.SendAsync(officer, $"{people}/add-household-member", new
        { name = Attack, relationship = "child" });
        await Sample.SendAsync(officer, $"{people}/authorise-representative", new
        { name = Attack, organisation = Attack, relationship = "friend", scope = "everything", from = today });
        await Sample.SendAsync(officer, $"{people}/record-contact", new
        { channel = "phone", about = Attack, outcome = Attack });
        await Sample.SendAsync(officer, "api/submissions", new
        {
            submissionId = request,
            type = "service-request",
            channel = "phone",
            what = Attack,
            resident = new { name = Attack },
            whyNoComplaint = Attack,
        });
        await Sample.SendAsync(admin, "api/guidance", new
        { kind = "article", title = Attack, body = Attack, categories = Array.Empty<string>() });

        using var visitor = await PlainVisitor.SignedInAsync(platform, "officer");
        foreach (var address in new[]
        {
            $"/people/{person}", $"/people/{person}/household", $"/people/{person}/change-details",
            $"/complaints/log?person={person}", $"/submissions/{request}",
            $"/submissions/{request}/promote-to-complaint", "/submissions?status=", "/guidance", "/reported",
        })
        {
            var page = await visitor.GetAsync(address);
            page.Status.ShouldBe(HttpStatusCode.OK, address);
            page.Document.QuerySelectorAll("main script, main img, [onerror]").ShouldBeEmpty(address);
        }
    }

    [Fact]
    public async Task a_complaint_that_is_sent_twice_is_made_once()
    {
        using var adviser = await PlainVisitor.SignedInAsync(platform, "adviser");
        var form = await adviser.GetAsync("/complaints/log");
        (string, string)[] filled =
        [
            ("Form.Name", "Rosa Resident"), ("Form.PreferredContact", "phone"), ("Form.Category", "leaks"),
            ("Form.Points[0]", $"Words like nobody else's: {Sample.NewId():N} {Sample.NewId():N}."),
        ];
        var first = await adviser.SendAsync(form, "Log the complaint", filled);
        var second = await adviser.SendAsync(form, "Log the complaint", filled);
        first.Heading.ShouldBe("Complaint logged");
        second.Answer.RequestMessage!.RequestUri.ShouldBe(first.Answer.RequestMessage!.RequestUri);
    }

    [Fact]
    public async Task sign_in_leads_back_to_ourselves_only()
    {
        using var officer = await PlainVisitor.SignedInAsync(platform, "officer");
        foreach (var address in new[] { "/signed-out?returnUrl=https://example.org", "/?ReturnUrl=//example.org" })
            (await officer.GetAsync(address)).Answer.RequestMessage!.RequestUri!.Host.ShouldBe("localhost");
    }

    [Fact]
    public async Task a_page_that_is_not_there_says_so_with_a_trace_id()
    {
        using var officer = await PlainVisitor.SignedInAsync(platform, "officer");
        foreach (var address in new[] { "/nowhere", $"/complaints/{Sample.NewId()}", $"/people/{Sample.NewId()}" })
        {
            var page = await officer.GetAsync(address);
            page.Status.ShouldBe(HttpStatusCode.NotFound);
            page.Document.QuerySelector("code")!.TextContent.Length.ShouldBeGreaterThan(10);
        }
    }
}
