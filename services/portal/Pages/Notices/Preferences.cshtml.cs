using System.Globalization;
using ComplaintsPlatform.Pages.TagHelpers;
using ComplaintsPlatform.Portal.Gateway;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ComplaintsPlatform.Portal.Pages.Notices;

/// <summary>How whoever looks is told of what, their quiet hours, and their digests.</summary>
internal sealed class PreferencesModel(Gateway.Notices notices) : PageModel
{
    public static readonly IReadOnlyList<Choice> Days =
        Choice.Of("monday", "tuesday", "wednesday", "thursday", "friday");

    public static readonly IReadOnlyList<Choice> Hours =
    [
        .. Enumerable.Range(5, 16).Select(hour => new Choice(
            hour.ToString(CultureInfo.InvariantCulture),
            hour == 12 ? "12 noon" : hour < 12 ? $"{hour}am" : $"{hour - 12}pm")),
    ];

    [BindProperty]
    public PreferencesForm Form { get; set; } = new();

    public PreferencesShown Shown { get; private set; } = null!;

    public bool Done => Request.Query["done"] == "chosen";

    public string NameOf(string? kind) => Shown.Kinds.FirstOrDefault(one => one.Kind == kind)?.Name ?? "";

    public string DigestName(string? digest) => Shown.Digests.FirstOrDefault(one => one.Digest == digest)?.Name ?? "";

    public async Task OnGetAsync()
    {
        Shown = await notices.PreferencesAsync();
        Form = new PreferencesForm
        {
            QuietFrom = Shown.QuietFrom,
            QuietTo = Shown.QuietTo,
            Kinds = [.. Shown.Kinds.Select(one => new KindForm { Kind = one.Kind, How = one.How })],
            Digests =
            [
                .. Shown.Digests.Select(one => new DigestForm
                {
                    Digest = one.Digest,
                    Days = [.. one.Days],
                    Hour = one.Hour,
                    EvenIfEmpty = one.EvenIfEmpty,
                }),
            ],
        };
    }

    public async Task<IActionResult> OnPostAsync()
    {
        Form.QuietFrom = Time("Form.QuietFrom", Form.QuietFrom);
        Form.QuietTo = Time("Form.QuietTo", Form.QuietTo);
        try
        {
            if (ModelState.IsValid)
            {
                await notices.ChooseAsync(new ChoosePreferences
                {
                    Kinds = [.. Form.Kinds.Select(one => new KindChosen { Kind = one.Kind, How = one.How })],
                    QuietFrom = Form.QuietFrom,
                    QuietTo = Form.QuietTo,
                    Digests =
                    [
                        .. Form.Digests.Where(one => one.Days.Count > 0).Select(one => new DigestChosen
                        {
                            Digest = one.Digest,
                            Days = one.Days,
                            Hour = one.Hour,
                            EvenIfEmpty = one.EvenIfEmpty,
                        }),
                    ],
                });
                return Redirect("/notices/preferences?done=chosen");
            }
        }
        catch (ProblemAnswer problem) when (problem.IsMendable)
        {
            problem.AddTo(ModelState, new Dictionary<string, string>
            { ["quietFrom"] = "Form.QuietFrom", ["quietTo"] = "Form.QuietTo" }, new Dictionary<string, string>());
        }

        Shown = await notices.PreferencesAsync();
        return Page();
    }

    // As people write times: 7, 7am, 07:00, 7.30pm.
    private string? Time(string field, string? given)
    {
        var text = (given ?? "").Trim().Replace('.', ':').Replace(" ", "", StringComparison.Ordinal);
        foreach (var form in new[] { "H:mm", "HH:mm", "%H", "h:mmtt", "htt" })
            if (TimeOnly.TryParseExact(
                text.ToUpperInvariant(), form, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
                return time.ToString("HH:mm", CultureInfo.InvariantCulture);
        ModelState.AddModelError(field, "Enter a time, like 20:00");
        return given;
    }

    internal sealed class PreferencesForm
    {
        public string? QuietFrom { get; set; }

        public string? QuietTo { get; set; }

        public List<KindForm> Kinds { get; set; } = [];

        public List<DigestForm> Digests { get; set; } = [];
    }

    internal sealed class KindForm
    {
        public string? Kind { get; set; }

        public string? How { get; set; }
    }

    internal sealed class DigestForm
    {
        public string? Digest { get; set; }

        public List<string> Days { get; set; } = [];

        public int Hour { get; set; } = 8;

        public bool EvenIfEmpty { get; set; }
    }
}
