using ComplaintsPlatform.Pages;
using ComplaintsPlatform.Pages.TagHelpers;
using ComplaintsPlatform.Portal.Gateway;
using Microsoft.AspNetCore.Mvc;

namespace ComplaintsPlatform.Portal.Pages.People;

/// <summary>In which language and format somebody is written to, and how they want to be reached.</summary>
internal sealed class PreferencesModel(Register register, WorkingDays days) : PersonChangePage(register)
{
    [BindProperty(SupportsGet = true)]
    public PreferencesForm Form { get; set; } = new();

    /// <summary>Those that are offered, and the one that is agreed.</summary>
    public IReadOnlyList<Choice> Offered => Languages.All.Any(language => language.Value == Form.Language)
        ? Languages.All
        : [.. Languages.All, new Choice(Form.Language, Form.Language)];

    protected override IReadOnlyDictionary<string, string> Fields { get; } = new Dictionary<string, string>
    {
        ["language"] = "Form.Language",
        ["format"] = "Form.Format",
        ["contactBy"] = "Form.ContactBy",
        ["source"] = "Form.Source",
        ["agreedOn"] = "Form.AgreedOn",
        ["reviewOn"] = "Form.ReviewOn",
    };

    protected override IReadOnlyDictionary<string, string> Codes { get; } = new Dictionary<string, string>
    { ["agreed-in-the-future"] = "Form.AgreedOn" };

    public async Task OnGetAsync(Guid id)
    {
        await LoadAsync(id);
        if (Request.Query["resume"] is [{ }]) return;
        if (Person.Preferences is { } agreed)
            (Form.Language, Form.Format, Form.ContactBy) = (agreed.Language, agreed.Format, agreed.ContactBy);
        Form.AgreedOn = DateParts.Of(days.Today);
    }

    public Task<IActionResult> OnPostAsync(Guid id)
    {
        ModelState.Need("Form.Source", Form.Source, "Choose who said so");
        if (Form.AgreedOn.Read() is null)
            ModelState.AddModelError("Form.AgreedOn", "Enter the day on which it was agreed, like 27 3 2026");
        ModelState.NeedDay("Form.ReviewOn", Form.ReviewOn, "Enter the day of the review, like 27 3 2027");
        return SendAsync(id, "preferences", () => Register.AgreeAsync(id, new AgreePreferences
        {
            Language = Form.Language,
            Format = Form.Format,
            ContactBy = Form.ContactBy,
            Source = Form.Source,
            AgreedOn = Form.AgreedOn.Read()!.Value,
            ReviewOn = Form.ReviewOn.Read(),
        }, Seen));
    }

    internal sealed class PreferencesForm
    {
        public string Language { get; set; } = "en";

        public string Format { get; set; } = "standard";

        public string? ContactBy { get; set; }

        public string? Source { get; set; }

        public DateParts AgreedOn { get; set; } = new();

        public DateParts ReviewOn { get; set; } = new();
    }
}
