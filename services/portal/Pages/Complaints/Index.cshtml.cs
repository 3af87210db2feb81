using System.Globalization;
using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.Pages;
using ComplaintsPlatform.Pages.TagHelpers;
using ComplaintsPlatform.Portal.Gateway;
using ComplaintsPlatform.Portal.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ComplaintsPlatform.Portal.Pages.Complaints;

/// <summary>All complaints, filtered and ordered by the address.</summary>
internal sealed class IndexModel(Reports reports, WordLists words, SavedViews views, WorkingDays days) : PageModel
{
    public static readonly IReadOnlyList<Choice> Statuses =
        Choice.Of("new", "assigned", "acknowledged", "responded", "closed", "withdrawn");

    public static readonly IReadOnlyList<Choice> Stages = Choice.Of("stage-1", "stage-2");

    public static readonly IReadOnlyList<Choice> Timelinesses =
        Choice.Of("overdue", "due-soon", "on-track", "no-limit-yet", "answered-in-time", "answered-late", "withdrawn");

    public static readonly IReadOnlyList<Choice> Channels = WordLists.Choices(Vocabulary.Channels);

    /// <summary>What can be shown beside the reference.</summary>
    public static readonly IReadOnlyList<Choice> AllColumns =
    [
        new("about", "About"), new("channel", "Came by"), new("status", "Status"), new("owner", "Owner"),
        new("team", "Team"), new("received", "Received"), new("limit", "Limit"),
    ];

    private static readonly string[] UsualColumns = ["about", "status", "owner", "received", "limit"];

    // What everybody has.
    private static readonly (string Name, string Href)[] Usual =
    [
        ("All", "/complaints?sort=-received"), ("Open", "/complaints?open=true&sort=due"),
        ("Yours", "/complaints?owner=me&open=true&sort=due"),
        ("With nobody", "/complaints?owner=unassigned&open=true&sort=received"),
        ("Overdue", "/complaints?timeliness=overdue&sort=due"), ("Closed", "/complaints?status=closed&sort=-received"),
    ];

    public static readonly IReadOnlyList<Choice> Owners = [new("unassigned", "Nobody yet"), new("me", "Me")];

    /// <summary>With those that are no longer used: old complaints have them.</summary>
    public IReadOnlyList<Choice> Themes { get; private set; } = [];

    [BindProperty(SupportsGet = true)]
    public string? Stage { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Status { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Owner { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Timeliness { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Theme { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Channel { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Reference { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Team { get; set; }

    /// <summary>A root cause of the landlord's list.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Cause { get; set; }

    /// <summary>Only those that are not answered at their stage.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Open { get; set; }

    [BindProperty(SupportsGet = true)]
    public DateOnly? ReceivedFrom { get; set; }

    [BindProperty(SupportsGet = true)]
    public DateOnly? ReceivedTo { get; set; }

    [BindProperty(SupportsGet = true)]
    public List<string> Columns { get; set; } = [];

    [BindProperty(SupportsGet = true)]
    public string? Sort { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Cursor { get; set; }

    public ComplaintPage List { get; private set; } = null!;

    public ViewBar Views { get; private set; } = null!;

    public Func<DateOnly, bool> WorkingDay { get; private set; } = null!;

    public IReadOnlyList<ChosenFilter> Chosen =>
    [
        .. from filter in Filters()
           where !string.IsNullOrEmpty(filter.Value)
           select new ChosenFilter(filter.Words, Address(filter.Name, null)),
    ];

    /// <summary>What the form has no field for, and a figure led to: kept when another filter is chosen.</summary>
    public IEnumerable<(string Name, string? Value)> Kept => Filters()
        .Where(filter => filter.Name is "team" or "cause" or "open" or "receivedFrom" or "receivedTo"
            && !string.IsNullOrEmpty(filter.Value))
        .Select(filter => (filter.Name, filter.Value));

    public string? NextPage => List.Next is { } next ? Address("cursor", next) : null;

    public string? FirstPage => Cursor is null ? null : Address("cursor", null);

    public async Task OnGetAsync()
    {
        var lists = await words.TryAskAsync();
        Themes = WordLists.Choices(lists, lists.RetiredCategories.Select(one => one.Code));
        // What a hand-made address says wrongly is not asked for.
        (Stage, Status) = (Known(Stages, Stage), Known(Statuses, Status));
        Timeliness = Known(Timelinesses, Timeliness);
        (Theme, Channel) = (Known(Themes, Theme), Known(Channels, Channel));
        // Whoever comes from a figure asks for one person.
        if (!Guid.TryParse(Owner, out _)) Owner = Known(Owners, Owner);
        if (Team is { Length: > 100 } or "") Team = null;
        if (Sort is not ("received" or "-received" or "due" or "-due")) Sort = "-received";
        // Chosen one by one in the form, in one word in an address.
        Columns = [.. AllColumns.Select(column => column.Value)
            .Intersect(Columns.SelectMany(column => column.Split(',')))];
        if (Columns.Count == 0) Columns = [.. UsualColumns];
        Reference = Reference?.Trim().ToUpperInvariant();
        var own = views.OfAsync("complaints");
        var list = reports.ListAsync(Routes.ListComplaints(
            stage: Stage, status: Status, timeliness: Timeliness, theme: Theme, channel: Channel,
            owner: Owner == "me" ? User.Id() : Owner, reference: Reference is { Length: > 40 } ? "none" : Reference,
            team: Team, cause: Cause, open: Open ? "true" : null,
            receivedFrom: In(ReceivedFrom), receivedTo: In(ReceivedTo),
            sort: Sort, cursor: Cursor, limit: "25"));
        WorkingDay = await days.AskAsync();
        try
        {
            List = await list;
        }
        catch (ProblemAnswer problem) when (problem.Errors.ContainsKey("cursor"))
        {
            // A page of a list that has another filter by now: its first page.
            Cursor = null;
            await OnGetAsync();
        }

        Views = ViewBar.Of("complaints", Usual, await own, Address("cursor", null), Request.Query["done"]);
    }

    public string SortBy(string column) =>
        Address("sort", Sort == column ? $"-{column}" : Sort == $"-{column}" ? column
            : column == "due" ? "due" : "-received");

    public string? Sorted(string column) =>
        Sort == column ? "ascending" : Sort == $"-{column}" ? "descending" : null;

    public bool Has(string column) => Columns.Contains(column);

    private static string? Known(IReadOnlyList<Choice> choices, string? value) =>
        choices.Any(choice => choice.Value == value) ? value : null;

    private IEnumerable<(string Name, string? Value, string Words)> Filters() =>
    [
        ("stage", Stage, $"Stage: {Words.Sentence(Stage)}"),
        ("status", Status, $"Status: {Words.Sentence(Status)}"),
        ("owner", Owner, $"Owner: {OwnerInWords}"),
        ("team", Team, $"Team: {(Team == "unassigned" ? "None" : Team)}"),
        ("cause", Cause, $"Root cause: {Words.Sentence(Cause)}"),
        ("open", Open ? "true" : null, "Not answered yet"),
        ("receivedFrom", In(ReceivedFrom), $"Received from {(ReceivedFrom is { } from ? Words.Day(from) : "")}"),
        ("receivedTo", In(ReceivedTo), $"Received until {(ReceivedTo is { } to ? Words.Day(to) : "")}"),
        ("timeliness", Timeliness, $"Limit: {Words.Sentence(Timeliness)}"),
        ("theme", Theme, $"About: {Themes.FirstOrDefault(one => one.Value == Theme)?.Text}"),
        ("channel", Channel, $"Came by: {Words.Sentence(Channel)}"),
        ("reference", Reference, $"Reference: {Reference}"),
    ];

    private string OwnerInWords => Owner switch
    {
        "me" => "Me",
        "unassigned" => "Nobody yet",
        _ => List.Complaints is [{ OwnerName: { } name }, ..] ? name : "Somebody",
    };

    private static string? In(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    // This list with one thing changed; another filter or order begins at its first page.
    private string Address(string name, string? value) => "/complaints" + Query.Of(
        Filters().Select(filter => (filter.Name, filter.Value)).Append(("sort", Sort))
            .Append(("columns", Columns.SequenceEqual(UsualColumns) ? null : string.Join(',', Columns)))
            .Select(part => part.Item1 == name ? (name, value) : part)
            .Concat(name == "cursor" ? [("cursor", value)] : []));
}
