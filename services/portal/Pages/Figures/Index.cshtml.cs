using System.Globalization;
using ComplaintsPlatform.Pages;
using ComplaintsPlatform.Pages.TagHelpers;
using ComplaintsPlatform.Portal.Gateway;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ComplaintsPlatform.Portal.Pages.Figures;

/// <summary>The first dashboard: complaints by stage, risk, theme, root cause, team and owner, each number with its
/// complaints behind it.</summary>
internal sealed class IndexModel(
    Reports reports, WordLists words, Gateway.Complaints complaints, SavedViews views, WorkingDays days)
    : PageModel
{
    public static readonly IReadOnlyList<Choice> Periods =
    [
        new("12-months", "In the last 12 months"), new("month", "This month"), new("last-month", "Last month"),
        new("all", "At any time"),
    ];

    [BindProperty(SupportsGet = true)]
    public string Period { get; set; } = Periods[0].Value;

    [BindProperty(SupportsGet = true)]
    public string? Theme { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Team { get; set; }

    public ViewBar Views { get; private set; } = null!;

    public IReadOnlyList<Choice> Themes { get; private set; } = [];

    public IReadOnlyList<Choice> Teams { get; private set; } = [];

    public IReadOnlyList<Figure> Figures { get; private set; } = [];

    public IReadOnlyList<Breakdown> Breakdowns { get; private set; } = [];

    /// <summary>What each rate is a rate of.</summary>
    public IReadOnlyList<(string Rate, string OfWhat)> Denominators { get; private set; } = [];

    public DateTimeOffset MadeAt { get; } = TimeProvider.System.GetUtcNow();

    public long Position { get; private set; }

    public string InWords => (From, To) switch
    {
        ({ } from, { } to) => $"Complaints received from {Words.Day(from)} to {Words.Day(to)}.",
        _ => "All complaints.",
    };

    public IReadOnlyList<ChosenFilter> Chosen =>
    [
        .. new[]
        {
            ("period", Period == Periods[0].Value ? null : Periods.First(one => one.Value == Period).Text),
            ("theme", Themes.FirstOrDefault(one => one.Value == Theme)?.Text), ("team", Team),
        }.Where(filter => filter.Item2 is not null)
            .Select(filter => new ChosenFilter(filter.Item2!, Here(filter.Item1))),
    ];

    private DateOnly? From => Period switch
    {
        "month" => FirstOfMonth,
        "last-month" => FirstOfMonth.AddMonths(-1),
        "all" => null,
        _ => FirstOfMonth.AddMonths(-11),
    };

    private DateOnly? To => Period switch
    {
        "last-month" => FirstOfMonth.AddDays(-1),
        "all" => null,
        _ => days.Today,
    };

    private DateOnly FirstOfMonth => days.Today.AddDays(1 - days.Today.Day);

    public async Task OnGetAsync()
    {
        var lists = await words.TryAskAsync();
        Themes = WordLists.Choices(lists, lists.RetiredCategories.Select(one => one.Code));
        // What a hand-made address says wrongly is not asked for.
        if (Periods.All(one => one.Value != Period)) Period = Periods[0].Value;
        if (Themes.All(one => one.Value != Theme)) Theme = null;
        if (Team is { Length: > 100 } or "") Team = null;
        var own = views.OfAsync("figures");
        var counting = reports.CountAsync(Routes.Counts(
            theme: Theme, team: Team, receivedFrom: In(From), receivedTo: In(To)));
        var asking = reports.CausesAsync(Routes.Causes(
            theme: Theme, team: Team, receivedFrom: In(From), receivedTo: In(To)));
        var causes = (await complaints.ListOfChoicesAsync("root-causes")).Value.Items
            .ToDictionary(cause => cause.Code!, cause => cause.Name!);
        var counts = await counting;
        Position = counts.MadeAt.Position;
        Teams = [.. counts.ByTeam.Where(line => line.Key != "unassigned").Select(line => line.Key!)
            .Append(Team).OfType<string>().Distinct().Order(StringComparer.OrdinalIgnoreCase)
            .Select(team => new Choice(team, team))];
        Views = ViewBar.Of("figures", [("The last 12 months", "/reports")], await own,
            Period == Periods[0].Value ? Here("period") : Here(""), Request.Query["done"]);
        Figures =
        [
            new($"{counts.Total:#,0}", "complaints", Behind(), null),
            new($"{counts.Open:#,0}", "not answered yet", Behind(("open", "true")), null),
            new($"{counts.Overdue.Count:#,0}", "overdue", Behind(("timeliness", "overdue")), Of(counts.Overdue)),
            new(InPercent(counts.AcknowledgedInTime), "acknowledged in time", Behind(), Of(counts.AcknowledgedInTime)),
            new(InPercent(counts.AnsweredInTime), "answered in time at stage 1",
                Behind(("timeliness", "answered-in-time")),
                Of(counts.AnsweredInTime)),
        ];
        Denominators =
        [
            ("Overdue", counts.Overdue.OfWhat!), ("Acknowledged in time", counts.AcknowledgedInTime.OfWhat!),
            ("Answered in time at stage 1", counts.AnsweredInTime.OfWhat!),
        ];
        Breakdowns =
        [
            Lines("By stage", "Stage", "stage", counts.ByStage, line => Words.Sentence(line.Key)),
            Lines("By risk of missing a limit", "Limit", "timeliness",
                [.. counts.ByTimeliness.OrderBy(line => Array.IndexOf(Risks, line.Key))],
                line => Words.Sentence(line.Key)),
            Lines("By theme", "Theme", "theme", MostFirst(counts.ByTheme),
                line => Themes.FirstOrDefault(one => one.Value == line.Key)?.Text ?? Words.Sentence(line.Key)),
            Causes((await asking).ByCause, causes),
            Lines("By team", "Team", "team", MostFirst(counts.ByTeam),
                line => line.Key == "unassigned" ? "No team" : line.Key!),
            Lines("By owner", "Owner", "owner", [.. MostFirst(counts.ByOwner).Take(MostOwners)],
                line => line.Key == "unassigned" ? "Nobody yet" : line.Name ?? "Somebody who has left"),
        ];
    }

    private const int MostOwners = 25;

    private static readonly string[] Risks =
        ["overdue", "due-soon", "on-track", "no-limit-yet", "answered-in-time", "answered-late", "answered"];

    private static IReadOnlyList<CountLine> MostFirst(IEnumerable<CountLine> lines) =>
        [.. lines.OrderByDescending(line => line.Open).ThenByDescending(line => line.Count)];

    private Breakdown Lines(
        string title, string by, string filter, IReadOnlyList<CountLine> lines, Func<CountLine, string> name)
    {
        var most = lines.Select(line => line.Count).DefaultIfEmpty(1).Max();
        return new Breakdown(title, by, filter != "timeliness", "No complaint fits.",
        [
            .. lines.Select(line => new FigureLine(
                name(line), line.Count, line.Open, line.Overdue, Wide(line.Count, most), Wide(line.Open, most),
                Behind((filter, line.Key)), Behind((filter, line.Key), ("open", "true")),
                Behind((filter, line.Key), ("timeliness", "overdue")))),
        ]);
    }

    private Breakdown Causes(IReadOnlyList<CauseLine> lines, Dictionary<string, string> names)
    {
        var most = lines.Select(line => line.Count).DefaultIfEmpty(1).Max();
        return new Breakdown("By root cause", "Root cause", false, "No root cause is recorded for these yet.",
        [
            .. lines.Select(line => new FigureLine(
                names.GetValueOrDefault(line.Key!, Words.Sentence(line.Key)), line.Count, line.Open, 0,
                Wide(line.Count, most), Wide(line.Open, most), Behind(("cause", line.Key)),
                Behind(("cause", line.Key), ("open", "true")), "")),
        ]);
    }

    // The complaints behind a figure: what the page asks for, and what the figure counts of it.
    private string Behind(params (string Name, string? Value)[] more) => "/complaints" + Query.Of(
        new (string, string?)[]
        {
            ("theme", Theme), ("team", Team), ("receivedFrom", In(From)), ("receivedTo", In(To)),
        }.Where(part => more.All(one => one.Name != part.Item1)).Concat(more));

    private string Here(string without) => "/reports" + Query.Of(
        new (string, string?)[] { ("period", Period), ("theme", Theme), ("team", Team) }
            .Where(part => part.Item1 != without));

    private static string Wide(long count, long most) =>
        (100.0 * count / Math.Max(most, 1)).ToString("0.#", CultureInfo.InvariantCulture);

    private static string InPercent(Rate rate) =>
        rate.Percent is { } percent ? percent.ToString("0.#", CultureInfo.InvariantCulture) + "%" : "–";

    private static string Of(Rate rate) =>
        string.Create(CultureInfo.InvariantCulture, $"{rate.Count:#,0} of {rate.Of:#,0}");

    private static string? In(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>A number with what it counts, its complaints, and of what it is a part.</summary>
    internal sealed record Figure(string Number, string Words, string Href, string? Of);

    /// <summary>A chart and its table in one.</summary>
    internal sealed record Breakdown(
        string Title, string By, bool HasLimits, string Empty, IReadOnlyList<FigureLine> Lines);

    internal sealed record FigureLine(
        string Name, long Count, long Open, long Overdue, string Width, string OpenWidth, string Href, string OpenHref,
        string OverdueHref);
}
