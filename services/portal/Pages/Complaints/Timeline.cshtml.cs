using ComplaintsPlatform.Pages;
using ComplaintsPlatform.Pages.TagHelpers;
using ComplaintsPlatform.Portal.Gateway;
using ComplaintsPlatform.ServiceDefaults;
using Microsoft.AspNetCore.Mvc;

namespace ComplaintsPlatform.Portal.Pages.Complaints;

/// <summary>Everything that happened, the last first; of one kind, by one person, or in a period.</summary>
internal sealed class TimelineModel(Gateway.Complaints complaints, WorkingDays days) : CasePage(complaints, days)
{
    private const string Anything = "complaint";

    // By the first word of what is recorded; what begins otherwise is about the complaint itself.
    private static readonly (string Kind, string Name, string[] Begins)[] Groups =
    [
        (Anything, "The complaint itself", []),
        ("who", "Who has it", ["complaint_assigned", "complaint_claimed", "complaint_released", "queued", "conflict",
            "access", "another_officer", "officer"]),
        ("letters", "Letters", ["letter", "another_letter", "receipt"]),
        ("contacts", "Contacts with the resident", ["contact", "update", "promise"]),
        ("tasks", "Tasks", ["task"]),
        ("actions", "Actions, costs and outside reviews", ["action", "compensation", "cost", "review",
            "determination"]),
        ("documents", "Documents and records", ["document", "record"]),
        ("limits", "Limits", ["deadline", "breach"]),
    ];

    public static readonly IReadOnlyList<Choice> Kinds = [.. Groups.Select(one => new Choice(one.Kind, one.Name))];

    [BindProperty(SupportsGet = true)]
    public string? About { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Who { get; set; }

    [BindProperty(SupportsGet = true)]
    public DateParts From { get; set; } = new();

    [BindProperty(SupportsGet = true)]
    public DateParts To { get; set; } = new();

    public IReadOnlyList<Change> Changes { get; private set; } = [];

    public IReadOnlyList<Choice> People { get; private set; } = [];

    public string InWords { get; private set; } = "";

    public string Here => $"/complaints/{Case.ComplaintId}/timeline";

    public IReadOnlyList<ChosenFilter> Chosen =>
    [
        .. from filter in Filters()
           where filter.Words is not null
           select new ChosenFilter(filter.Words, Here + Query.Of(
               Filters().Where(other => other.Name != filter.Name).SelectMany(other => other.Values))),
    ];

    public async Task OnGetAsync(Guid id)
    {
        var history = Complaints.HistoryAsync(id);
        await LoadAsync(id);
        var all = (await history).Changes;
        // What a hand-made address says wrongly is not asked for.
        if (Kinds.All(one => one.Value != About)) About = null;
        People = [.. all.Select(change => change.Who).OfType<string>().Distinct().Order(StringComparer.Ordinal)
            .Select(name => new Choice(name, name))];
        if (People.All(one => one.Value != Who)) Who = null;
        var (from, to) = (From.Read(), To.Read());
        Changes =
        [
            .. all.Where(change => (About is null || KindOf(change.Kind!) == About)
                && (Who is null || change.Who == Who)
                && !(London.DayOf(change.At) < from) && !(London.DayOf(change.At) > to)).Reverse(),
        ];
        InWords = Changes.Count == all.Count
            ? $"{Words.Count(all.Count, "thing", "things")} happened, the last first."
            : $"{Words.Count(Changes.Count, "thing", "things")} of {all.Count} that happened.";
    }

    private static string KindOf(string kind) => Groups.FirstOrDefault(group =>
        group.Begins.Any(begin => kind.StartsWith(begin, StringComparison.Ordinal))).Kind ?? Anything;

    private IEnumerable<(string Name, string? Words, (string, string?)[] Values)> Filters() =>
    [
        ("about", Kinds.FirstOrDefault(one => one.Value == About)?.Text, [("about", About)]),
        ("who", Who is null ? null : $"By {Who}", [("who", Who)]),
        ("from", From.Read() is { } from ? $"From {Words.Day(from)}" : null, Parts("From", From)),
        ("to", To.Read() is { } to ? $"Until {Words.Day(to)}" : null, Parts("To", To)),
    ];

    private static (string, string?)[] Parts(string name, DateParts day) =>
        [($"{name}.Day", day.Day), ($"{name}.Month", day.Month), ($"{name}.Year", day.Year)];
}
