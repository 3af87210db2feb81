using ComplaintsPlatform.Pages;
using ComplaintsPlatform.Portal.Gateway;
using Microsoft.AspNetCore.Mvc;

namespace ComplaintsPlatform.Portal.Pages.Complaints;

/// <summary>An acknowledgement that was sent, at stage 1 or at stage 2.</summary>
internal abstract class AcknowledgementPage(Gateway.Complaints complaints, WorkingDays days)
    : VerbPage(complaints, days)
{
    [BindProperty(SupportsGet = true)]
    public AcknowledgementForm Form { get; set; } = new();

    protected override IReadOnlyDictionary<string, string> Fields { get; } = new Dictionary<string, string>
    {
        ["definition"] = "Form.Definition",
        ["outcomesSought"] = "Form.OutcomesSought",
        ["responsibleFor"] = "Form.ResponsibleFor",
        ["notResponsibleFor"] = "Form.NotResponsibleFor",
        ["acknowledgedOn"] = "Form.AcknowledgedOn",
    };

    protected override IReadOnlyDictionary<string, string> Codes { get; } = new Dictionary<string, string>
    {
        ["acknowledged-in-the-future"] = "Form.AcknowledgedOn",
        ["acknowledged-before-receipt"] = "Form.AcknowledgedOn",
        ["acknowledged-before-request"] = "Form.AcknowledgedOn",
    };

    public async Task OnGetAsync(Guid id)
    {
        await ShowAsync(id);
        if (Form.AcknowledgedOn.IsEmpty) Form.AcknowledgedOn = DateParts.Of(Today);
    }

    /// <summary>The one that is recorded already, if there is one.</summary>
    protected abstract AcknowledgementDetails? Recorded { get; }

    protected Task<IActionResult> RecordAsync(Guid id, string done, Func<AcknowledgeComplaint, Task> send)
    {
        ModelState.Need("Form.Definition", Form.Definition, "Enter the complaint definition");
        ModelState.Need("Form.OutcomesSought", Form.OutcomesSought, "Enter the outcomes that the resident wants");
        ModelState.Need("Form.ResponsibleFor", Form.ResponsibleFor, "Enter what we are responsible for");
        ModelState.Need("Form.NotResponsibleFor", Form.NotResponsibleFor,
            "Enter what we are not responsible for, or “Nothing in this complaint”");
        ModelState.NeedDay("Form.AcknowledgedOn", Form.AcknowledgedOn,
            "Enter the day on which the acknowledgement was sent, like 27 3 2026");
        return SendAsync(id, done, () => send(
            new AcknowledgeComplaint
            {
                Definition = Form.Definition,
                OutcomesSought = Form.OutcomesSought,
                ResponsibleFor = Form.ResponsibleFor,
                NotResponsibleFor = Form.NotResponsibleFor,
                AcknowledgedOn = Form.AcknowledgedOn.Read(),
            }));
    }

    protected override IReadOnlyList<(string Field, string Yours, string Now)> Compare()
    {
        var now = Recorded;
        return
        [
            ("Owner", "", Case.Owner?.Name ?? ""),
            ("Complaint definition", Form.Definition ?? "", now?.Definition ?? ""),
            ("Outcomes sought", Form.OutcomesSought ?? "", now?.OutcomesSought ?? ""),
            ("We are responsible for", Form.ResponsibleFor ?? "", now?.ResponsibleFor ?? ""),
            ("We are not responsible for", Form.NotResponsibleFor ?? "", now?.NotResponsibleFor ?? ""),
            ("Sent", Form.AcknowledgedOn.Read() is { } day ? Words.Day(day) : "",
                now is null ? "" : Words.Day(now.AcknowledgedOn)),
        ];
    }

    internal sealed class AcknowledgementForm
    {
        public string? Definition { get; set; }

        public string? OutcomesSought { get; set; }

        public string? ResponsibleFor { get; set; }

        public string? NotResponsibleFor { get; set; }

        public DateParts AcknowledgedOn { get; set; } = new();
    }
}
