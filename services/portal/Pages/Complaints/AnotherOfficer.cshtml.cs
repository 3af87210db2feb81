using ComplaintsPlatform.Pages.TagHelpers;
using ComplaintsPlatform.Portal.Gateway;
using Microsoft.AspNetCore.Mvc;

namespace ComplaintsPlatform.Portal.Pages.Complaints;

/// <summary>The resident asks for another officer than the one who has the complaint.</summary>
internal sealed class AnotherOfficerModel(Gateway.Complaints complaints, WorkingDays days)
    : VerbPage(complaints, days)
{
    public static readonly IReadOnlyList<Choice> Askers =
        [new("resident", "The resident"), new("representative", "Somebody who speaks for the resident")];

    [BindProperty(SupportsGet = true)]
    public AskForm Form { get; set; } = new();

    protected override IReadOnlyDictionary<string, string> Fields { get; } = new Dictionary<string, string>
    { ["askedBy"] = "Form.AskedBy", ["reason"] = "Form.Reason" };

    public Task OnGetAsync(Guid id) => ShowAsync(id);

    public Task<IActionResult> OnPostAsync(Guid id)
    {
        ModelState.Need("Form.AskedBy", Form.AskedBy, "Choose who asks for another officer");
        ModelState.Need("Form.Reason", Form.Reason, "Write why they ask, in their words");
        return SendAsync(id, "another-officer",
            () => Complaints.AskForAnotherOfficerAsync(id, Form.AskedBy, Form.Reason, Seen));
    }

    protected override IReadOnlyList<(string Field, string Yours, string Now)> Compare() =>
        [("Owner", "Nobody", Case.Owner?.Name ?? "Nobody")];

    internal sealed class AskForm
    {
        public string? AskedBy { get; set; }

        public string? Reason { get; set; }
    }
}
