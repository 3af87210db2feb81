using System.Collections.Concurrent;
using System.Net;

namespace ComplaintsPlatform.Portal.Tests;

/// <summary>Every role at every page: who sees it, and who is told that it is not for them.</summary>
public sealed class AccessTests(PlatformOnNamedServers platform)
{
    // The development user of each role; a module is no person.
    private static readonly (string User, string Role)[] People =
    [
        ("resident", "resident"), ("adviser", "contact-centre-adviser"), ("housing.officer", "housing-officer"),
        ("investigator", "investigating-officer"), ("officer", "complaints-officer"), ("leader", "team-leader"),
        ("compliance", "compliance-officer"), ("director", "director"), ("auditor", "auditor"),
        ("admin", "administrator"), ("ops", "ops-engineer"), ("partner", "partner"),
    ];

    private static readonly ConcurrentDictionary<string, Task<PlainVisitor>> Visitors = new();
    private static readonly SemaphoreSlim Turn = new(1);
    private static Guid? restricted, restriction;
    private static (Guid Complaint, Guid Person, Guid Need, Guid Acts, Guid User, Guid Request, Guid Document,
        Guid Contact, Guid Task, Guid Letter, Guid Receipt, (Guid Action, Guid Review) Order,
        Guid Note)? things;

    public static TheoryData<string, string> EveryRoleAndPage()
    {
        var all = new TheoryData<string, string>();
        foreach (var (user, _) in People)
            foreach (var page in Access.Pages.Select(page => page.Page).Append("/Index"))
                all.Add(user, page);
        return all;
    }

    [Theory, MemberData(nameof(EveryRoleAndPage))]
    public async Task a_page_is_for_the_roles_that_the_table_names(string user, string page)
    {
        var role = People.First(person => person.User == user).Role;
        var policy = Access.Pages.FirstOrDefault(entry => entry.Page == page).Policy;
        var isFor = policy is null || Access.Policies[policy].Contains(role);
        var visitor = await Visitors.GetOrAdd(user, name => PlainVisitor.SignedInAsync(platform, name));
        var answer = await visitor.GetAsync(await AddressAsync(page));
        // A task is there for whoever has it and whoever reads complaints.
        if (isFor && page is ("/Complaints/Task" or "/Complaints/ReleaseTask" or "/Complaints/GiveTask")
            && !Access.Policies[Access.Read].Contains(role))
        {
            answer.Status.ShouldBe(HttpStatusCode.NotFound, answer.Heading);
            return;
        }

        answer.Status.ShouldBe(isFor ? HttpStatusCode.OK : HttpStatusCode.Forbidden, answer.Heading);
        if (!isFor) answer.Document.Body!.TextContent.ShouldContain("This page is for:");
        answer.Document.QuerySelectorAll("a[href='']").Select(link => link.TextContent).ShouldBeEmpty();
        if (page != "/Index") return;
        // A menu offers nothing that would be refused.
        foreach (var link in answer.Document.QuerySelectorAll(".govuk-service-navigation__link"))
            (await visitor.GetAsync(link.GetAttribute("href")!)).Status.ShouldBe(HttpStatusCode.OK, link.TextContent);
    }

    [Fact]
    public void every_page_has_its_place_in_the_table()
    {
        var pages = typeof(Program).Assembly.GetCustomAttributes(false)
            .OfType<Microsoft.AspNetCore.Razor.Hosting.RazorCompiledItemAttribute>()
            .Where(item => item.Kind == "mvc.1.0.razor-page")
            .Select(item => item.Identifier["/Pages".Length..^".cshtml".Length])
            .Where(page => page is not ("/Index" or "/Patterns")).ToList();
        pages.Except(Access.Public).Order(StringComparer.Ordinal)
            .ShouldBe(Access.Pages.Select(page => page.Page).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task a_stranger_is_sent_to_sign_in_from_every_page()
    {
        using var stranger = PlainVisitor.Stranger(platform);
        foreach (var (page, _) in Access.Pages)
        {
            var answer = await stranger.GetAsync(await AddressAsync(page));
            answer.Document.QuerySelector("input[type=password]").ShouldNotBeNull(page);
        }
    }

    private async Task<string> AddressAsync(string page)
    {
        await Turn.WaitAsync();
        try
        {
            restricted ??= await Sample.RestrictedAsync(platform, "officer", "leader");
            if (things is null)
            {
                var made = (await Sample.ComplaintAsync(platform)).Id;
                var known = (await Sample.PersonAsync(platform)).Id;
                things = (made, known, await Sample.NeedAsync(platform, known),
                    await Sample.RepresentativeAsync(platform, known), await platform.IdOfAsync("partner"),
                    (await Sample.RequestAsync(platform)).Id,
                    await Sample.DocumentAsync(platform, made, "note.txt", "A note"u8.ToArray(), "A note"),
                    await Sample.ContactAsync(platform), await Sample.TaskAsync(platform, made),
                    await Sample.LetterAsync(platform, made, "other"), await Sample.ReceiptAsync(platform, made),
                    await Sample.OrderAsync(platform, made), await Sample.NoteAsync(platform, made));
                restriction = await Sample.ContactRestrictionAsync(platform, known);
            }
        }
        finally
        {
            Turn.Release();
        }

        var (complaint, person, need, acts, user, request, document, contact, task, letter, receipt, order,
            note) =
            things.Value;
        return page switch
        {
            "/Index" => "/",
            "/Complaints/Index" => "/complaints",
            "/Complaints/Log" => "/complaints/log",
            "/Complaints/Logged" => $"/complaints/logged/{complaint}?reference=CMP-0000-0000",
            "/Complaints/Unlink" => $"/complaints/{complaint}/unlink?other={complaint}",
            "/Complaints/Similar" => $"/complaints/{complaint}/similar",
            "/Complaints/AsAt" => $"/complaints/{complaint}/as-at",
            "/Complaints/Summary" => $"/complaints/{complaint}",
            "/Complaints/AddDocuments" => $"/complaints/{complaint}/documents/add",
            "/Complaints/Document" => $"/complaints/{complaint}/documents/{document}",
            "/Complaints/WithdrawDocument" => $"/complaints/{complaint}/documents/{document}/withdraw",
            "/Complaints/SetTask" => $"/complaints/{complaint}/tasks/set",
            "/Complaints/Task" => $"/complaints/{complaint}/tasks/{task}",
            "/Complaints/ReleaseTask" or "/Complaints/GiveTask" or "/Complaints/ReturnTask"
                or "/Complaints/WithdrawTask" or "/Complaints/ChaseTask" =>
                $"/complaints/{complaint}/tasks/{task}/"
                    + page["/Complaints/".Length..^"Task".Length].ToLowerInvariant(),
            "/Complaints/PromiseAction" => $"/complaints/{complaint}/actions/promise",
            "/Complaints/Action" => $"/complaints/{complaint}/actions/{order.Action}",
            "/Complaints/ReplanAction" => $"/complaints/{complaint}/actions/{order.Action}/replan",
            "/Complaints/DropAction" => $"/complaints/{complaint}/actions/{order.Action}/drop",
            "/Complaints/RecordCost" => $"/complaints/{complaint}/costs/record",
            "/Complaints/OpenReview" => $"/complaints/{complaint}/reviews/open",
            "/Complaints/Review" => $"/complaints/{complaint}/reviews/{order.Review}",
            "/Complaints/RecordDetermination" => $"/complaints/{complaint}/reviews/{order.Review}/determination",
            "/Actions/Index" => "/actions",
            "/Figures/Index" => "/reports",
            "/Compensation/Index" => "/compensation",
            "/Tasks/Index" => "/tasks",
            "/TaskTypes/Index" => "/task-types",
            "/Complaints/LogContact" => $"/complaints/{complaint}/contacts/log",
            "/Complaints/WithdrawContact" => $"/complaints/{complaint}/contacts/{note}/withdraw",
            "/Complaints/WriteLetter" => $"/complaints/{complaint}/letters/write",
            "/Complaints/Letter" => $"/complaints/{complaint}/letters/{letter}",
            "/Complaints/PreviewLetter" => $"/complaints/{complaint}/letters/{letter}/preview",
            "/Complaints/ApproveLetter" => $"/complaints/{complaint}/letters/{letter}/approve",
            "/Complaints/IssueLetter" => $"/complaints/{complaint}/letters/{letter}/issue",
            "/Complaints/LetterSent" => $"/complaints/{complaint}/letters/{receipt}/sent",
            "/Complaints/LetterCameBack" => $"/complaints/{complaint}/letters/{receipt}/came-back",
            "/Complaints/LetterPutRight" => $"/complaints/{complaint}/letters/{receipt}/put-right",
            "/Letters/Index" => "/letters",
            "/Letters/Exceptions" => "/letters/exceptions",
            "/OwnRoles/Index" => "/own-roles",
            "/Views/Index" => "/views",
            "/Views/New" => "/views/new?list=complaints",
            "/Notices/Index" => "/notices",
            "/Notices/Preferences" => "/notices/preferences",
            "/LetterTemplates/Index" => "/letter-templates?kind=response&stage=stage-1",
            "/StandardLines/Index" => "/standard-lines",
            "/Complaints/AssignMany" => $"/complaints/assign-many?id={complaint}",
            "/Complaints/TakeOver" => $"/complaints/{complaint}/take-over",
            "/Complaints/DeclareConflict" => $"/complaints/{complaint}/declare-conflict",
            "/Complaints/Restricted" => "/complaints/restricted",
            "/Complaints/NamePeople" => $"/complaints/restricted/{restricted}/name",
            "/Complaints/AnotherOfficer" => $"/complaints/{complaint}/another-officer",
            "/Complaints/AllowOfficerAgain" => $"/complaints/{complaint}/allow-officer-again",
            "/Complaints/RecordFinding" => $"/complaints/{complaint}/points/1/finding",
            "/Complaints/RecordStage1Response" => $"/complaints/{complaint}/record-stage-1-response",
            "/Complaints/RecordExtension" => $"/complaints/{complaint}/record-extension",
            "/Complaints/EscalateToStage2" => $"/complaints/{complaint}/escalate-to-stage-2",
            "/Complaints/RefuseEscalation" => $"/complaints/{complaint}/refuse-escalation",
            "/Complaints/AcknowledgeStage2" => $"/complaints/{complaint}/acknowledge-stage-2",
            "/Complaints/RecordStage2Response" => $"/complaints/{complaint}/record-stage-2-response",
            "/Complaints/UndoMerge" => $"/complaints/{complaint}/undo-merge?duplicate={complaint}",
            "/Complaints/CorrectFact" => $"/complaints/{complaint}/correct/received-on",
            "/Complaints/Corrections" => $"/complaints/{complaint}/corrections",
            "/Complaints/RecordCause" => $"/complaints/{complaint}/record-cause",
            "/Choices/Index" => "/choices/root-causes",
            "/Report" => "/report",
            "/Reported" => "/reported",
            "/Submissions/Index" => "/submissions",
            "/Submissions/New" => "/submissions/new",
            "/Submissions/Submission" => $"/submissions/{request}",
            "/Submissions/Views" => $"/submissions/{request}/views",
            "/Submissions/Promote" => $"/submissions/{request}/promote-to-complaint",
            "/Submissions/PassToService" => $"/submissions/{request}/pass-to-service",
            "/Submissions/Resolve" => $"/submissions/{request}/resolve",
            "/Submissions/Refuse" => $"/submissions/{request}/refuse-complaint",
            "/Submissions/Letter" => $"/submissions/{request}/letter",
            "/Waiting/Index" => "/waiting",
            "/Waiting/Contact" => $"/waiting/{contact}",
            "/Guidance/Index" => "/guidance",
            "/Guidance/Article" => "/guidance/new",
            "/People/Index" => "/people",
            "/People/New" => "/people/new",
            "/People/Change" => $"/people/{person}/change-details",
            "/People/Verify" => $"/people/{person}/verify-details",
            "/People/RecordNeed" => $"/people/{person}/record-need",
            "/People/RestrictContact" => $"/people/{person}/restrict-contact",
            "/People/Restriction" => $"/people/{person}/restrictions/{restriction}",
            "/People/Restrictions" => "/people/restrictions",
            "/People/Need" => $"/people/{person}/needs/{need}",
            "/People/Preferences" => $"/people/{person}/agree-preferences",
            "/People/RecordContact" => $"/people/{person}/record-contact",
            "/People/Authorise" => $"/people/{person}/authorise-representative",
            "/People/EndAuthority" => $"/people/{person}/representatives/{acts}/end",
            "/People/Household" => $"/people/{person}/household",
            "/People/Equality" => $"/people/{person}/equality",
            "/People/Merge" => $"/people/{person}/merge",
            "/People/Person" => $"/people/{person}",
            "/People/Views" => $"/people/{person}/views",
            "/Users/Index" => "/users",
            "/Users/New" => "/users/new",
            "/Users/User" => $"/users/{user}",
            "/Teams/Index" => "/teams",
            "/AssignmentRules/Index" => "/assignment-rules",
            "/Areas/Index" => "/areas",
            "/Categories/Index" => "/categories",
            _ => $"/complaints/{complaint}/{page.Split('/')[^1].ToLowerInvariant()}",
        };
    }
}
