using ComplaintsPlatform.Pages.TagHelpers;
using ComplaintsPlatform.Portal.Gateway;
using Microsoft.AspNetCore.Mvc;

namespace ComplaintsPlatform.Portal.Pages.Complaints;

internal sealed class CloseModel(Gateway.Complaints complaints, WorkingDays days) : VerbPage(complaints, days)
{
    [BindProperty(SupportsGet = true)]
    public CloseForm Form { get; set; } = new();

    public IReadOnlyList<Choice> Reasons { get; private set; } = [];

    protected override IReadOnlyDictionary<string, string> Fields { get; } = new Dictionary<string, string>
    { ["because"] = "Form.Because", ["note"] = "Form.Note" };

    protected override IReadOnlyDictionary<string, string> Codes { get; } = new Dictionary<string, string>
    { ["choice-not-in-use"] = "Form.Because", ["already-closed"] = "Form.Because" };

    public async Task OnGetAsync(Guid id)
    {
        await ShowAsync(id);
        Reasons = await Complaints.ChoicesAsync("closing-reasons");
    }

    public async Task<IActionResult> OnPostAsync(Guid id)
    {
        ModelState.Need("Form.Because", Form.Because, "Choose why it is closed");
        var answer = await SendAsync(id, "closed", () => Complaints.CloseAsync(
            id, new() { Because = Form.Because, Note = Form.Note }, Seen));
        if (answer is not RedirectResult) Reasons = await Complaints.ChoicesAsync("closing-reasons");
        return answer;
    }

    protected override IReadOnlyList<(string Field, string Yours, string Now)> Compare() =>
        [("Why it is closed", Form.Because ?? "", Case.Closed?.Because ?? "Not closed")];

    internal sealed class CloseForm
    {
        public string? Because { get; set; }

        public string? Note { get; set; }
    }
}
