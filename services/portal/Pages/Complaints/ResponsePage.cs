using ComplaintsPlatform.Pages;
using ComplaintsPlatform.Pages.TagHelpers;
using ComplaintsPlatform.Portal.Gateway;
using Microsoft.AspNetCore.Mvc;

namespace ComplaintsPlatform.Portal.Pages.Complaints;

/// <summary>A response that was sent, at stage 1 or at stage 2.</summary>
internal abstract class ResponsePage(Gateway.Complaints complaints, WorkingDays days) : VerbPage(complaints, days)
{
    public static readonly IReadOnlyList<Choice> Outcomes =
    [
        new("upheld", "Upheld", "Every point was right."), new("partly-upheld", "Partly upheld"),
        new("not-upheld", "Not upheld"),
    ];

    [BindProperty(SupportsGet = true)]
    public ResponseForm Form { get; set; } = new();

    protected override IReadOnlyDictionary<string, string> Fields { get; } = new Dictionary<string, string>
    { ["outcome"] = "Form.Outcome", ["summary"] = "Form.Summary", ["respondedOn"] = "Form.RespondedOn" };

    protected override IReadOnlyDictionary<string, string> Codes { get; } = new Dictionary<string, string>
    {
        ["responded-in-the-future"] = "Form.RespondedOn",
        ["responded-before-receipt"] = "Form.RespondedOn",
        ["responded-before-request"] = "Form.RespondedOn",
        ["outcome-missing"] = "Form.Outcome",
        ["outcome-contradicts-findings"] = "Form.Outcome",
    };

    public async Task OnGetAsync(Guid id)
    {
        // What comes back after a session had ended names its version.
        var isNew = Seen == 0;
        await ShowAsync(id);
        if (isNew) Form.Outcome ??= SoFar.Outcome;
        if (Form.RespondedOn.IsEmpty) Form.RespondedOn = DateParts.Of(Today);
    }

    /// <summary>The one that is recorded already, if there is one.</summary>
    private ResponseDetails? Recorded => Case.ResponseAt(Stage);

    public abstract string Stage { get; }

    public FindingsDetails SoFar => Case.FindingsAt(Stage);

    protected Task<IActionResult> RecordAsync(Guid id, string done, Func<RecordStage1Response, Task> send)
    {
        ModelState.Need("Form.Outcome", Form.Outcome, "Choose the outcome");
        ModelState.Need("Form.Summary", Form.Summary, "Enter what the response says");
        ModelState.NeedDay(
            "Form.RespondedOn", Form.RespondedOn, "Enter the day on which the response was sent, like 27 3 2026");
        return SendAsync(id, done, () => send(
            new RecordStage1Response
            {
                Outcome = Form.Outcome,
                Summary = Form.Summary,
                RespondedOn = Form.RespondedOn.Read(),
            }));
    }

    protected override IReadOnlyList<(string Field, string Yours, string Now)> Compare()
    {
        var now = Recorded;
        return
        [
            ("Owner", "", Case.Owner?.Name ?? ""),
            ("Outcome", Form.Outcome is null ? "" : Words.Sentence(Form.Outcome),
                now is null ? "" : Words.Sentence(now.Outcome)),
            ("What the response says", Form.Summary ?? "", now?.Summary ?? ""),
            ("Sent", Form.RespondedOn.Read() is { } day ? Words.Day(day) : "",
                now is null ? "" : Words.Day(now.RespondedOn)),
        ];
    }

    internal sealed class ResponseForm
    {
        public string? Outcome { get; set; }

        public string? Summary { get; set; }

        public DateParts RespondedOn { get; set; } = new();
    }
}
