using ComplaintsPlatform.Pages.TagHelpers;
using ComplaintsPlatform.Portal.Gateway;
using Microsoft.AspNetCore.Mvc;

namespace ComplaintsPlatform.Portal.Pages.Complaints;

internal sealed class RecordCauseModel(Gateway.Complaints complaints, WorkingDays days) : VerbPage(complaints, days)
{
    [BindProperty(SupportsGet = true)]
    public CauseForm Form { get; set; } = new();

    public IReadOnlyList<Choice> Causes { get; private set; } = [];

    protected override IReadOnlyDictionary<string, string> Fields { get; } = new Dictionary<string, string>
    { ["rootCause"] = "Form.RootCause", ["learning"] = "Form.Learning" };

    protected override IReadOnlyDictionary<string, string> Codes { get; } = new Dictionary<string, string>
    { ["choice-not-in-use"] = "Form.RootCause" };

    public async Task OnGetAsync(Guid id)
    {
        await ShowAsync(id);
        Form.RootCause ??= Case.Cause?.RootCause;
        Form.Learning ??= Case.Cause?.Learning;
        Causes = await Complaints.ChoicesAsync("root-causes", Case.Cause?.RootCause);
    }

    public async Task<IActionResult> OnPostAsync(Guid id)
    {
        ModelState.Need("Form.RootCause", Form.RootCause, "Choose the root cause");
        var answer = await SendAsync(id, "cause-recorded", () => Complaints.RecordCauseAsync(
            id, new() { RootCause = Form.RootCause, Learning = Form.Learning }, Seen));
        if (answer is not RedirectResult)
            Causes = await Complaints.ChoicesAsync("root-causes", Case.Cause?.RootCause);
        return answer;
    }

    protected override IReadOnlyList<(string Field, string Yours, string Now)> Compare() =>
    [
        ("Root cause", Form.RootCause ?? "", Case.Cause?.RootCause ?? ""),
        ("What we learned", Form.Learning ?? "", Case.Cause?.Learning ?? ""),
    ];

    internal sealed class CauseForm
    {
        public string? RootCause { get; set; }

        public string? Learning { get; set; }
    }
}
