using Microsoft.Playwright;

namespace ComplaintsPlatform.Portal.Tests;

/// <summary>Pages that the journeys do not come by; and pages on a narrow screen and without JavaScript.</summary>
public sealed class EveryPageTests(PlatformOnNamedServers platform, Browser browser)
{
    [Fact]
    public async Task the_patterns_are_well_made_in_both_states()
    {
        await using var officer = await browser.SignedInAsync(platform, "officer");
        await officer.GoAsync("/patterns", "patterns");
        await officer.Page.GetByLabel("Email", new() { Exact = true }).CheckAsync();
        await Assertions.Expect(officer.Page.GetByLabel("Email address")).ToBeVisibleAsync();
        await officer.Page.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();
        await officer.LookAsync("patterns-errors");
    }

    [Fact]
    public async Task a_person_is_found_and_their_page_leads_to_a_complaint()
    {
        var (id, name, address) = await Sample.PersonAsync(platform);
        await using var adviser = await browser.SignedInAsync(platform, "adviser");
        var page = adviser.Page;
        await adviser.GoAsync("/people", "people-empty");
        await adviser.GoAsync("/people?search=no", "people-too-short");
        await adviser.GoAsync("/people?search=zzzzzz", "people-nobody");
        await adviser.GoAsync($"/people?search={Uri.EscapeDataString(name)}", "people-found");
        await page.GetByRole(AriaRole.Link, new() { Name = name }).ClickAsync();
        await adviser.LookAsync("person");
        page.Url.ShouldEndWith($"/people/{id}");
        await page.GetByRole(AriaRole.Link, new() { Name = "Log a complaint for this person" }).ClickAsync();
        (await page.GetByLabel("Full name").InputValueAsync()).ShouldBe(name);
        (await page.GetByLabel("Postal address").InputValueAsync()).ShouldBe(address);
    }

    [Fact]
    public async Task the_list_of_complaints_is_filtered_and_ordered_by_its_address()
    {
        var (id, reference) = await Sample.ComplaintAsync(platform);
        await Sample.ListedAsync(platform, id);
        await using var auditor = await browser.SignedInAsync(platform, "auditor");
        var page = auditor.Page;
        await auditor.LookAsync("home-auditor");
        await auditor.GoAsync("/complaints", "complaints");
        await page.GetByLabel("Reference").FillAsync(reference);
        await page.GetByRole(AriaRole.Button, new() { Name = "Apply filters" }).ClickAsync();
        await auditor.LookAsync("complaints-filtered");
        (await page.GetByRole(AriaRole.Row).CountAsync()).ShouldBe(2);
        await page.GetByRole(AriaRole.Link, new() { Name = "Received" }).ClickAsync();
        page.Url.ShouldContain(reference);
        await page.GetByRole(AriaRole.Link, new() { Name = "Remove this filter" }).ClickAsync();
        page.Url.ShouldNotContain(reference);
        await auditor.GoAsync("/complaints?reference=CMP-0000-0000", "complaints-none");
        await auditor.GoAsync("/complaints?status=nonsense&sort=nonsense&cursor=nonsense", "complaints");
    }

    [Fact]
    public async Task an_administrator_makes_changes_and_disables_a_user()
    {
        await using var admin = await browser.SignedInAsync(platform, "admin");
        var page = admin.Page;
        var name = $"Temporary Worker {Sample.NewId():N}";
        await admin.LookAsync("home-admin");
        await admin.GoAsync("/users", "users");
        await admin.GoAsync("/users?role=partner", "users-filtered");
        await admin.GoAsync("/users/new", "user-new");
        await page.GetByRole(AriaRole.Button, new() { Name = "Make the user" }).ClickAsync();
        await admin.LookAsync("user-new-errors");
        await page.GetByLabel("Full name").FillAsync(name);
        await page.GetByLabel("Signs in as").FillAsync($"{name.Replace(' ', '.')}@harbour.example");
        await page.GetByLabel("Housing officer").CheckAsync();
        await page.GetByLabel("First password").FillAsync("A-long-password-1");
        await page.GetByRole(AriaRole.Button, new() { Name = "Make the user" }).ClickAsync();
        await admin.LookAsync("users-made");
        await page.GotoAsync("/users?role=housing-officer");
        await page.GetByRole(AriaRole.Link, new() { Name = name }).ClickAsync();
        await admin.LookAsync("user");
        await page.GetByLabel("Complaints officer").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Change the roles" }).ClickAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("The roles are changed.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Put in Complaints team" }).ClickAsync();
        await admin.LookAsync("user-changed");
        await page.GetByLabel("How senior they are").SelectOptionAsync("senior-officer");
        await page.GetByRole(AriaRole.Button, new() { Name = "Change the seniority" }).ClickAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("The seniority is changed.");
        await Assertions.Expect(page.Locator(".govuk-summary-list")).ToContainTextAsync("Senior officer");
        await page.GetByText("Disable this user").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = $"Disable {name}" }).ClickAsync();
        await admin.LookAsync("user-disabled");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("cannot sign in");
        await admin.GoAsync("/teams", "teams");
        await page.GetByRole(AriaRole.Button, new() { Name = "Make the team" }).ClickAsync();
        await admin.LookAsync("teams-errors");
    }

    [Fact]
    public async Task an_administrator_says_who_gets_what_arrives()
    {
        await using var admin = await browser.SignedInAsync(platform, "admin");
        var page = admin.Page;
        var team = $"Pest team {Sample.NewId():N}";
        await page.GotoAsync("/teams");
        await page.GetByLabel("Name of the team").FillAsync(team);
        await page.GetByRole(AriaRole.Button, new() { Name = "Make the team" }).ClickAsync();
        await Assertions.Expect(page.Locator("table")).ToContainTextAsync(team);
        await admin.GoAsync("/assignment-rules", "rules-empty");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add the rule" }).ClickAsync();
        await admin.LookAsync("rules-errors");
        await page.GetByLabel("Complaints about").SelectOptionAsync("pest-control");
        await page.GetByLabel("Go to").SelectOptionAsync(new SelectOptionValue { Label = team });
        await page.GetByLabel("Needs at least").SelectOptionAsync("senior-officer");
        // Cases hears of a team a moment after identity made it.
        for (var start = TimeProvider.System.GetTimestamp();
            await page.GetByRole(AriaRole.Button, new() { Name = "Take away rule 1" }).CountAsync() == 0
                && TimeProvider.System.GetElapsedTime(start) < TimeSpan.FromSeconds(20);)
            await page.GetByRole(AriaRole.Button, new() { Name = "Add the rule" }).ClickAsync();
        await admin.LookAsync("rules");
        await Assertions.Expect(page.Locator("table")).ToContainTextAsync(team);
        await Assertions.Expect(page.Locator("table")).ToContainTextAsync("Senior officer");
        await admin.GoAsync("/categories?change=pest-control", "categories-change-in-rules");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Rule 1 of assignment is about it.");
        await page.GotoAsync("/assignment-rules");
        await page.GetByRole(AriaRole.Button, new() { Name = "Take away rule 1" }).ClickAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("There is no rule yet");
    }

    [Fact]
    public async Task an_administrator_says_into_which_areas_the_homes_fall()
    {
        await using var admin = await browser.SignedInAsync(platform, "admin");
        var page = admin.Page;
        await page.GotoAsync("/teams");
        await page.GetByRole(AriaRole.Link, new() { Name = "Areas", Exact = true }).ClickAsync();
        await admin.LookAsync("areas-empty");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add the area" }).ClickAsync();
        await admin.LookAsync("areas-errors");
        await page.GetByLabel("Name of the area").FillAsync("Ropewalk");
        await page.GetByLabel("Postcodes").FillAsync("pl40ad\nPLX");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add the area" }).ClickAsync();
        await Assertions.Expect(page.Locator(".govuk-error-summary")).ToContainTextAsync("PLX: This is no postcode");
        (await page.GetByLabel("Postcodes").InputValueAsync()).ShouldContain("PLX");
        await page.GetByLabel("Postcodes").FillAsync("pl40ad, pl4  1");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add the area" }).ClickAsync();
        await Assertions.Expect(page.Locator("table")).ToContainTextAsync("PL4 0AD, PL4 1");
        await page.GetByLabel("Name of the area").FillAsync("Elsewhere");
        await page.GetByLabel("Postcodes").FillAsync("PL4 1");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add the area" }).ClickAsync();
        await Assertions.Expect(page.Locator(".govuk-error-summary"))
            .ToContainTextAsync("PL4 1 is in Ropewalk and in Elsewhere.");
        await page.GotoAsync("/assignment-rules");
        await page.GetByLabel("Area").SelectOptionAsync("Ropewalk");

        var (id, _) = await Sample.ComplaintAsync(platform);
        await using var officer = await browser.SignedInAsync(platform, "officer");
        await officer.Page.GotoAsync($"/complaints/{id}");
        await Assertions.Expect(officer.Page.Locator("main")).ToContainTextAsync("it is about no home that is known");

        await page.GotoAsync("/areas");
        await page.GetByRole(AriaRole.Link, new() { Name = "Change Ropewalk" }).ClickAsync();
        await admin.LookAsync("areas-change");
        await page.GetByLabel("Name of the area").FillAsync("Rope Walk");
        await page.GetByRole(AriaRole.Button, new() { Name = "Change the area" }).ClickAsync();
        await Assertions.Expect(page.Locator("table")).ToContainTextAsync("Rope Walk");
        await page.GetByRole(AriaRole.Button, new() { Name = "Take away Rope Walk" }).ClickAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("There is no area yet.");
    }

    [Fact]
    public async Task errors_have_pages_with_a_trace_id()
    {
        await using var partner = await browser.SignedInAsync(platform, "partner");
        await partner.LookAsync("home-partner");
        await partner.GoAsync("/complaints", "error-403");
        await Assertions.Expect(partner.Page.Locator("main")).ToContainTextAsync("complaints officer");
        await Assertions.Expect(partner.Page.Locator("main")).ToContainTextAsync("Trace id");
        await partner.GoAsync("/nowhere", "error-404");
        await partner.GoAsync("/error/412", "error-412");
        await partner.GoAsync("/error/500", "error-500");
        await partner.GoAsync("/error/503", "error-503");
    }

    [Fact]
    public async Task signing_out_ends_the_session()
    {
        // A session of its own: the others go on.
        await using var officer = await browser.VisitAsync(platform);
        await officer.Page.GotoAsync("/");
        await officer.SignInAsync("officer");
        await officer.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Assertions.Expect(officer.Heading).ToHaveTextAsync("You are signed out");
        await officer.LookAsync("signed-out");
        await officer.Page.GotoAsync("/complaints");
        await Assertions.Expect(officer.Page.GetByLabel("Password", new() { Exact = true })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task a_complaint_is_logged_and_claimed_without_javascript()
    {
        var (_, name, address) = await Sample.PersonAsync(platform);
        await using var leader = await browser.SignedInAsync(platform, "leader", javaScript: false);
        var page = leader.Page;
        await page.GotoAsync("/complaints/log");
        await page.GetByLabel("What happened, in their words").FillAsync("Typed before the person was looked for.");
        await page.GetByLabel("Name, phone, email or tenancy reference").FillAsync(name);
        await page.Keyboard.PressAsync("Enter");
        await page.GetByRole(AriaRole.Button, new() { Name = $"Use {name}" }).ClickAsync();
        (await page.GetByLabel("Postal address").InputValueAsync()).ShouldBe(address);
        (await page.GetByLabel("What happened, in their words").InputValueAsync())
            .ShouldBe("Typed before the person was looked for.");
        await page.GetByLabel("Letter").First.CheckAsync();
        await page.GetByLabel("Leaks").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Log the complaint" }).ClickAsync();
        await Assertions.Expect(leader.Heading).ToHaveTextAsync("Complaint logged");
        await page.GetByRole(AriaRole.Link, new() { Name = "Open the complaint" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Claim this complaint" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Claim this complaint" }).ClickAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("The complaint is yours.");
    }

    [Fact]
    public async Task nothing_is_wider_than_320_pixels()
    {
        var (id, _) = await Sample.ComplaintAsync(
            platform, new string('x', 300), "Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh");
        await Sample.ListedAsync(platform, id);
        await using var leader = await browser.SignedInAsync(platform, "leader", width: 320, height: 640);
        foreach (var address in new[]
        {
            "/", "/complaints", "/complaints/log", "/people", $"/complaints/{id}", $"/complaints/{id}/timeline",
            $"/complaints/{id}/correspondence", $"/complaints/{id}/evidence", $"/complaints/{id}/clocks",
            $"/complaints/{id}/people", $"/complaints/{id}/documents", $"/complaints/{id}/documents/add",
            $"/complaints/{id}/assign", $"/complaints/{id}/acknowledge",
            $"/complaints/{id}/record-stage-1-response", $"/complaints/assign-many?id={id}",
            $"/complaints/{id}/escalate-to-stage-2", $"/complaints/{id}/acknowledge-stage-2",
            $"/complaints/{id}/record-stage-2-response", $"/complaints/{id}/points/1/finding",
            $"/complaints/{id}/release", $"/complaints/{id}/declare-conflict", $"/complaints/{id}/another-officer",
            $"/complaints/{id}/refuse-escalation", $"/complaints/{id}/similar",
            $"/complaints/{id}/views", "/patterns", "/report",
            "/submissions", "/submissions/new", "/waiting",
        })
            await leader.GoAsync(address, $"narrow{address.Replace($"{id}", "id").Replace('/', '-')}");
    }
}
