using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.Pages;
using ComplaintsPlatform.Portal.Gateway;
using ComplaintsPlatform.Portal.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ComplaintsPlatform.Portal.Pages;

/// <summary>Complaints in a table of the first page.</summary>
internal sealed record WorkList(
    string Caption, IReadOnlyList<ListedComplaint> Rows, DateOnly Today, Func<DateOnly, bool> WorkingDay);

/// <summary>What should I do now? By role.</summary>
internal sealed class IndexModel(
    Gateway.Complaints complaints, Reports reports, Gateway.Tasks tasks, Gateway.Letters letters,
    Gateway.Contacts contacts, WorkingDays days)
    : PageModel
{
    public NextAction? Next { get; private set; }

    public IReadOnlyList<(long Number, string Words, string Href)> Figures { get; private set; } = [];

    public IReadOnlyList<ListedComplaint>? Mine { get; private set; }

    public IReadOnlyList<ListedComplaint>? DueSoonest { get; private set; }

    public IReadOnlyList<QueueRow>? Queue { get; private set; }

    /// <summary>One's own tasks and those to be taken; null for whom there are none.</summary>
    public TaskCounts? Tasks { get; private set; }

    /// <summary>Residents who are to hear from whoever looks.</summary>
    public IReadOnlyList<ContactToMake> ToHear { get; private set; } = [];

    /// <summary>Somebody else was quicker.</summary>
    public bool NothingWaits { get; private set; }

    /// <summary>How far the lists had been brought when the page was made; null for whom it has none.</summary>
    public long? Position { get; private set; }

    public DateOnly Today => days.Today;

    public Func<DateOnly, bool> WorkingDay { get; private set; } = static _ => true;

    public bool MayClaim => User.Is(Access.Policies[Access.Handle]);

    public async Task OnGetAsync()
    {
        var mine = User.Is(Access.Policies[Access.AtWork]) ? tasks.CountAsync() : null;
        if (User.Is(Access.Policies[Access.Read])) await ReadAsync();
        Tasks = mine is null ? null : await mine;
        NothingWaits = Request.Query["done"] == "none";
        Next = What();
    }

    public async Task<IActionResult> OnPostTakeAsync()
    {
        if (!MayClaim) return Forbid();
        return Redirect(await complaints.TakeNextAsync() is { } taken
            ? $"/complaints/{taken.ComplaintId}?done=taken"
            : "/?done=none");
    }

    /// <summary>The tasks in words; null when there are none.</summary>
    public string? TasksInWords => Tasks is null
        ? null
        : (Sum(Tasks.Mine), Tasks.Mine.Overdue, Sum(Tasks.Claimable)) switch
        {
            (0, _, 0) => null,
            (0, _, var waiting) => $"{Words.Count(waiting, "task waits", "tasks wait")} to be taken.",
            (var mine, var late, var waiting) => $"You have {Words.Count(mine, "task", "tasks")}"
                + $"{(late == 0 ? "" : $", {late} of them overdue")}"
                + $"{(waiting == 0 ? "." : $"; {Words.Count(waiting, "more waits", "more wait")} to be taken.")}",
        };

    private static int Sum(TaskCount count) => count.InTime + count.Overdue;

    private async Task ReadAsync()
    {
        var counts = reports.CountOpenAsync();
        var today = complaints.DueTodayAsync();
        var queue = complaints.QueueAsync(10);
        var list = reports.ListAsync(Routes.ListComplaints(
            open: "true", owner: MayClaim ? User.Id() : null, sort: "due", limit: "10"));
        var approvals = MayClaim ? letters.ToApproveAsync() : Task.FromResult<IReadOnlyList<LetterToApprove>>([]);
        var restricted = User.Is(Access.Policies[Access.SeeRestricted]) ? complaints.RestrictedAsync() : null;
        var toHear = User.Is(Access.Policies[Access.Staff]) ? contacts.ToMakeAsync() : null;
        WorkingDay = await days.AskAsync();
        if (toHear is not null) ToHear = await toHear;
        Queue = (await queue).Items;
        if (MayClaim) Mine = (await list).Complaints;
        else DueSoonest = (await list).Complaints;
        var due = await today;
        // The first contact is no limit of the Code.
        var limits = due.Clocks.Count(clock => clock.Clock != CasePage.First);
        var open = await counts;
        Position = Math.Min(open.MadeAt.Position, (await list).MadeAt.Position);
        Figures =
        [
            (open.Open, "open", "/complaints?sort=due"),
            (open.Overdue.Count, "overdue", "/complaints?timeliness=overdue&sort=due"),
            (limits, due.Next is null ? "limits end today" : "limits or more end today",
                "/complaints?timeliness=due-soon&sort=due"),
            (open.ByStatus.FirstOrDefault(line => line.Key == "new")?.Open ?? 0, "with nobody",
                "/complaints?owner=unassigned&sort=received"),
            .. await approvals is { Count: > 0 } waiting
                ? [(waiting.Count, waiting.Count == 1 ? "letter waits for your approval"
                    : "letters wait for your approval", "/letters")]
                : Array.Empty<(long, string, string)>(),
            .. restricted is not null && (await restricted).Count(row => row.IsLeftAlone) is var alone and > 0
                ? [(alone, alone == 1 ? "restricted complaint that nobody sees to"
                    : "restricted complaints that nobody sees to", "/complaints/restricted")]
                : Array.Empty<(long, string, string)>(),
        ];
    }

    private NextAction? What()
    {
        if (Mine is { Count: > 0 } mine)
            return new NextAction($"Go on with {mine[0].Reference}", "It is the one of yours that is due next.",
                "Open it", $"/complaints/{mine[0].ComplaintId}");
        // Its button takes the one that comes next when it is pressed (OnPostTakeAsync).
        if (MayClaim && Queue is { Count: > 0 })
            return new NextAction("Take the next complaint",
                "The most urgent one, and of those the one that waits longest, becomes yours.", "Take it", null);
        if (User.Is(Roles.ContactCentreAdviser, Roles.HousingOfficer, Roles.Partner))
            return new NextAction("Somebody is unhappy?", "Log what they say. It need not be called a complaint.",
                "Log a complaint", "/complaints/log");
        if (User.Is(Roles.Administrator))
            return new NextAction(
                "Users and teams", "Who works here, and what each may do.", "Look after users", "/users");
        return User.Is(Access.Policies[Access.Read])
            ? null
            : new NextAction("There is nothing for you here yet", "Your role has its own ways in.", null, null);
    }
}
