using ComplaintsPlatform.Pages;
using ComplaintsPlatform.Portal.Gateway;
using Microsoft.AspNetCore.Mvc;

namespace ComplaintsPlatform.Portal.Pages.People;

/// <summary>A vulnerability, an alert, an adjustment that was agreed or a disability that was told: who said so, since
/// when, and when it is looked at again.</summary>
internal sealed class RecordNeedModel(Register register, WorkingDays days, TimeProvider time)
    : PersonChangePage(register)
{
    [BindProperty(SupportsGet = true)]
    public NeedForm Form { get; set; } = new();

    protected override IReadOnlyDictionary<string, string> Fields { get; } = new Dictionary<string, string>
    {
        ["kind"] = "Form.Kind",
        ["code"] = "Form.Kind",
        ["description"] = "Form.Description",
        ["source"] = "Form.Source",
        ["agreedOn"] = "Form.AgreedOn",
        ["reviewOn"] = "Form.ReviewOn",
        ["expiresOn"] = "Form.ExpiresOn",
    };

    protected override IReadOnlyDictionary<string, string> Codes { get; } = new Dictionary<string, string>
    { ["agreed-in-the-future"] = "Form.AgreedOn" };

    public async Task OnGetAsync(Guid id)
    {
        if (Form.Key == Guid.Empty) Form.Key = Guid.CreateVersion7(time.GetUtcNow());
        if (Form.AgreedOn.IsEmpty) Form.AgreedOn = DateParts.Of(days.Today);
        await LoadAsync(id);
    }

    public Task<IActionResult> OnPostAsync(Guid id)
    {
        var (code, field) = Form.Kind switch
        {
            "vulnerability" => (Form.Vulnerability, "Form.Vulnerability"),
            "alert" => (Form.Alert, "Form.Alert"),
            "adjustment" => (Form.Adjustment, "Form.Adjustment"),
            "disability" => (Form.Disability, "Form.Disability"),
            _ => (null, "Form.Kind"),
        };
        ModelState.Need(field, code, Form.Kind is null ? "Choose what it is" : "Choose which one");
        if (code == "other") ModelState.Need("Form.Description", Form.Description, "Enter what it is");
        ModelState.Need("Form.Source", Form.Source, "Choose who said so");
        if (Form.AgreedOn.Read() is null)
            ModelState.AddModelError("Form.AgreedOn", "Enter the day on which it was agreed, like 27 3 2026");
        ModelState.NeedDay("Form.ReviewOn", Form.ReviewOn, "Enter the day of the review, like 27 3 2027");
        ModelState.NeedDay("Form.ExpiresOn", Form.ExpiresOn, "Enter the day on which it ends, like 27 3 2027");
        return SendAsync(id, "need", () => Register.RecordNeedAsync(id, new RecordNeed
        {
            Kind = Form.Kind,
            Code = code,
            Source = Form.Source,
            AgreedOn = Form.AgreedOn.Read()!.Value,
            Description = Form.Description,
            ReviewOn = Form.ReviewOn.Read(),
            ExpiresOn = Form.ExpiresOn.Read(),
            NeedId = Form.Key,
        }));
    }

    internal sealed class NeedForm
    {
        public Guid Key { get; set; }

        public string? Kind { get; set; }

        public string? Vulnerability { get; set; }

        public string? Alert { get; set; }

        public string? Adjustment { get; set; }

        public string? Disability { get; set; }

        public string? Description { get; set; }

        public string? Source { get; set; }

        public DateParts AgreedOn { get; set; } = new();

        public DateParts ReviewOn { get; set; } = new();

        public DateParts ExpiresOn { get; set; } = new();
    }
}
