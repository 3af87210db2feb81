using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.Pages.TagHelpers;
using ComplaintsPlatform.Portal.Gateway;
using ComplaintsPlatform.Portal.SignIn;
using Microsoft.AspNetCore.Mvc;

namespace ComplaintsPlatform.Portal.Pages.Complaints;

/// <summary>Who alone may know of a complaint.</summary>
internal sealed class RestrictModel(Gateway.Complaints complaints, Colleagues colleagues, WorkingDays days)
    : VerbPage(complaints, days)
{
    [BindProperty(SupportsGet = true)]
    public NamedForm Form { get; set; } = new();

    public IReadOnlyList<Choice> Choices { get; private set; } = [];

    protected override IReadOnlyDictionary<string, string> Fields { get; } = NamedForm.Fields;

    protected override IReadOnlyDictionary<string, string> Codes { get; } = NamedForm.Codes;

    public async Task OnGetAsync(Guid id)
    {
        await ListAsync();
        await ShowAsync(id);
        if (Form.People.Count == 0)
            Form.People = Case.OnlyFor is { } named
                ? [.. named.Select(person => person.UserId.ToString())]
                : [User.Id()];
    }

    public async Task<IActionResult> OnPostAsync(Guid id, bool lift)
    {
        await ListAsync();
        ModelState.Need("Form.Reason", Form.Reason, "Say why");
        if (!lift && Form.People.Count == 0) ModelState.AddModelError("Form.People", "Choose who may know of it");
        return await SendAsync(id, lift ? "restriction-lifted" : "restricted",
            () => Complaints.RestrictAsync(id, lift ? [] : Form.Chosen, Form.Reason, Seen));
    }

    protected override IReadOnlyList<(string Field, string Yours, string Now)> Compare() =>
    [
        ("Who may know of it",
            string.Join(", ", Choices.Where(one => Form.People.Contains(one.Value)).Select(one => one.Text)),
            Case.OnlyFor is { } named ? string.Join(", ", named.Select(person => person.Name)) : "Everybody"),
    ];

    private async Task ListAsync() => Choices = NamedForm.ChoicesOf(await colleagues.AtWorkAsync(all: true), User.Id());
}

/// <summary>The people who may know of a restricted complaint.</summary>
internal sealed class NamedForm
{
    public static readonly IReadOnlyDictionary<string, string> Fields = new Dictionary<string, string>
    { ["people"] = "Form.People", ["reason"] = "Form.Reason" };

    /// <summary>What the API says about the people stands beside them.</summary>
    public static readonly IReadOnlyDictionary<string, string> Codes = new Dictionary<string, string>
    {
        ["named-without-yourself"] = "Form.People",
        ["named-unknown"] = "Form.People",
        ["named-disabled"] = "Form.People",
        ["named-concerned"] = "Form.People",
        ["named-reads-nothing"] = "Form.People",
        ["named-nobody-leads"] = "Form.People",
    };

    public List<string> People { get; set; } = [];

    public string? Reason { get; set; }

    public IReadOnlyList<Guid> Chosen =>
        [.. People.Select(person => Guid.TryParse(person, out var id) ? id : Guid.Empty).Where(id => id != Guid.Empty)];

    /// <summary>Everybody who reads complaints and is here; whoever chooses comes first.</summary>
    public static IReadOnlyList<Choice> ChoicesOf(IEnumerable<ColleagueRow> all, string chooser) =>
    [
        .. all.Where(one => !one.Disabled && one.Roles.Intersect(Roles.Reading.Split(',')).Any())
            .OrderByDescending(one => one.UserId.ToString() == chooser)
            .Select(one => new Choice(one.UserId.ToString(),
                one.UserId.ToString() == chooser ? $"{one.Name} (you)" : one.Name,
                string.Join(", ", one.Roles.Select(role => role.Replace('-', ' ')).Concat(one.Teams)))),
    ];
}
