using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.Portal.Gateway;
using ComplaintsPlatform.Portal.SignIn;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ComplaintsPlatform.Portal.Pages;

/// <summary>Complaints in a table of the first page.</summary>
internal sealed record WorkList(
    string Caption, IReadOnlyList<ListedComplaint> Rows, DateOnly Today, Func<DateOnly, bool> WorkingDay);

/// <summary>What should I do now? By role.</summary>
internal sealed class IndexModel(Gateway.Complaints complaints, Reports reports, WorkingDays days) : PageModel
{
    public NextAction? Next { get; private set; }

    public IReadOnlyList<(long Number, string Words, string Href)> Figures { get; private set; } = [];

    public IReadOnlyList<ListedComplaint>? Mine { get; private set; }

    public IReadOnlyList<ListedComplaint>? DueSoonest { get; private set; }

    public IReadOnlyList<QueueRow>? Queue { get; private set; }

    /// <summary>How far the lists had been brought when the page was made; null for whom it has none.</summary>
    public long? Position { get; private set; }

    public DateOnly Today => days.Today;

    public Func<DateOnly, bool> WorkingDay { get; private set; } = static _ => true;

    public bool MayClaim => User.Is(Access.Policies[Access.Handle]);

    public async Task OnGetAsync()
    {
        if (User.Is(Access.Policies[Access.Read])) await ReadAsync();
        Next = What();
    }

    private async Task ReadAsync()
    {
        var counts = reports.CountOpenAsync();
        var today = complaints.DueTodayAsync();
        var queue = complaints.QueueAsync(10);
        var list = reports.ListAsync(Routes.ListComplaints(
            open: "true", owner: MayClaim ? User.Id() : null, sort: "due", limit: "10"));
        WorkingDay = await days.AskAsync();
        Queue = (await queue).Items;
        if (MayClaim) Mine = (await list).Complaints;
        else DueSoonest = (await list).Complaints;
        var due = await today;
        var open = await counts;
        Position = Math.Min(open.MadeAt.Position, (await list).MadeAt.Position);
        Figures =
        [
            (open.Open, "open", "/complaints?sort=due"),
            (open.Overdue.Count, "overdue", "/complaints?timeliness=overdue&sort=due"),
            (due.Clocks.Count, due.Next is null ? "limits end today" : "limits or more end today",
                "/complaints?timeliness=due-soon&sort=due"),
            (open.ByStatus.FirstOrDefault(line => line.Key == "new")?.Open ?? 0, "with nobody",
                "/complaints?owner=unassigned&sort=received"),
        ];
    }

    private NextAction? What()
    {
        if (Mine is { Count: > 0 } mine)
            return new NextAction($"Go on with {mine[0].Reference}", "It is the one of yours that is due next.",
                "Open it", $"/complaints/{mine[0].ComplaintId}");
        if (MayClaim && Queue is { Count: > 0 } queue)
            return new NextAction("Take the next complaint", $"{queue[0].Reference} waits longest.",
                "Claim it", $"/complaints/{queue[0].ComplaintId}/claim");
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
