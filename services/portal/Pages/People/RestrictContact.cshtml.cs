using ComplaintsPlatform.Pages;
using ComplaintsPlatform.Portal.Gateway;
using Microsoft.AspNetCore.Mvc;

namespace ComplaintsPlatform.Portal.Pages.People;

/// <summary>Contact with somebody is restricted because of how they behaved.</summary>
internal sealed class RestrictContactModel(Register register, WorkingDays days, TimeProvider time)
    : PersonChangePage(register)
{
    [BindProperty(SupportsGet = true)]
    public RestrictionForm Form { get; set; } = new();

    protected override IReadOnlyDictionary<string, string> Fields { get; } = new Dictionary<string, string>
    {
        ["behaviour"] = "Form.Behaviour",
        ["evidence"] = "Form.Evidence",
        ["ways"] = "Form.Ways",
        ["inWords"] = "Form.InWords",
        ["whyProportionate"] = "Form.WhyProportionate",
        ["needsConsidered"] = "Form.NeedsConsidered",
        ["howToAppeal"] = "Form.HowToAppeal",
    };

    protected override IReadOnlyDictionary<string, string> Codes { get; } = new Dictionary<string, string>
    { ["told-in-the-future"] = "Form.ToldOn", ["restriction-review-out-of-reach"] = "Form.ReviewOn" };

    public async Task OnGetAsync(Guid id)
    {
        if (Form.Key == Guid.Empty) Form.Key = Guid.CreateVersion7(time.GetUtcNow());
        if (Form.From.IsEmpty) Form.From = DateParts.Of(days.Today);
        if (Form.ReviewOn.IsEmpty) Form.ReviewOn = DateParts.Of(days.Today.AddMonths(6));
        await LoadAsync(id);
    }

    public Task<IActionResult> OnPostAsync(Guid id)
    {
        ModelState.Need("Form.Behaviour", Form.Behaviour, "Enter what they did");
        ModelState.Need("Form.Evidence", Form.Evidence, "Enter what shows it");
        if (Form.Ways.Count == 0) ModelState.AddModelError("Form.Ways", "Choose what is restricted");
        if (Form.Ways.Contains("other")) ModelState.Need("Form.InWords", Form.InWords, "Enter what it is");
        ModelState.Need("Form.WhyProportionate", Form.WhyProportionate, "Enter why it is proportionate");
        ModelState.Need("Form.NeedsConsidered", Form.NeedsConsidered, "Enter how needs were taken into account");
        ModelState.Need("Form.HowToAppeal", Form.HowToAppeal, "Enter how they can appeal");
        foreach (var (field, day, what) in new[]
        {
            ("Form.ToldOn", Form.ToldOn, "they were told"), ("Form.From", Form.From, "it begins"),
            ("Form.ReviewOn", Form.ReviewOn, "it is looked at again"),
        })
            if (day.Read() is null) ModelState.AddModelError(field, $"Enter the day on which {what}, like 27 3 2026");
        return SendAsync(id, "restricted", () => Register.RestrictContactAsync(id, new RestrictContact
        {
            Behaviour = Form.Behaviour,
            Evidence = Form.Evidence,
            Ways = Form.Ways,
            InWords = string.IsNullOrWhiteSpace(Form.InWords) ? null : Form.InWords,
            WhyProportionate = Form.WhyProportionate,
            NeedsConsidered = Form.NeedsConsidered,
            ToldOn = Form.ToldOn.Read()!.Value,
            HowToAppeal = Form.HowToAppeal,
            From = Form.From.Read()!.Value,
            ReviewOn = Form.ReviewOn.Read()!.Value,
            RestrictionId = Form.Key,
        }));
    }

    internal sealed class RestrictionForm
    {
        public Guid Key { get; set; }

        public string? Behaviour { get; set; }

        public string? Evidence { get; set; }

        public List<string> Ways { get; set; } = [];

        public string? InWords { get; set; }

        public string? WhyProportionate { get; set; }

        public string? NeedsConsidered { get; set; }

        public DateParts ToldOn { get; set; } = new();

        public string? HowToAppeal { get; set; }

        public DateParts From { get; set; } = new();

        public DateParts ReviewOn { get; set; } = new();
    }
}
