using ComplaintsPlatform.Pages;
using ComplaintsPlatform.Portal.Gateway;
using Microsoft.AspNetCore.Mvc;

namespace ComplaintsPlatform.Portal.Pages.Complaints;

internal sealed class EscalateToStage2Model(Gateway.Complaints complaints, WordLists words, WorkingDays days)
    : VerbPage(complaints, days)
{
    [BindProperty(SupportsGet = true)]
    public EscalationForm Form { get; set; } = new();

    public WordListsAnswer Lists { get; private set; } = WordListsAnswer.None;

    protected override IReadOnlyDictionary<string, string> Fields { get; } = new Dictionary<string, string>
    { ["words"] = "Form.Words", ["channel"] = "Form.Channel", ["requestedOn"] = "Form.RequestedOn" };

    protected override IReadOnlyDictionary<string, string> Codes { get; } = new Dictionary<string, string>
    {
        ["escalated-in-the-future"] = "Form.RequestedOn",
        ["escalated-before-receipt"] = "Form.RequestedOn",
    };

    public async Task OnGetAsync(Guid id)
    {
        Lists = await words.AskAsync();
        await ShowAsync(id);
        if (Form.RequestedOn.IsEmpty) Form.RequestedOn = DateParts.Of(Today);
    }

    public async Task<IActionResult> OnPostAsync(Guid id)
    {
        Lists = await words.AskAsync();
        ModelState.NeedDay("Form.RequestedOn", Form.RequestedOn, "Enter the day on which they asked, like 27 3 2026");
        return await SendAsync(id, "escalated", () => Complaints.EscalateAsync(
            id, new EscalateToStage2
            {
                RequestedOn = Form.RequestedOn.Read(),
                Channel = Form.Channel,
                Words = Form.Words,
            }, Seen));
    }

    protected override IReadOnlyList<(string Field, string Yours, string Now)> Compare()
    {
        var now = Case.Escalation;
        return
        [
            ("Owner", "", Case.Owner?.Name ?? ""),
            ("What they said", Form.Words ?? "", now?.Words ?? ""),
            ("Asked", Form.RequestedOn.Read() is { } day ? Words.Day(day) : "",
                now is null ? "" : Words.Day(now.RequestedOn)),
        ];
    }

    internal sealed class EscalationForm
    {
        public string? Words { get; set; }

        public string? Channel { get; set; } = "phone";

        public DateParts RequestedOn { get; set; } = new();
    }
}
