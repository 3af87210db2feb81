using ComplaintsPlatform.Pages;
using ComplaintsPlatform.Portal.Gateway;
using Microsoft.AspNetCore.Mvc;

namespace ComplaintsPlatform.Portal.Pages.Complaints;

/// <summary>Does not take a complaint on to stage 2: only on a ground of the Code, with reasons.</summary>
internal sealed class RefuseEscalationModel(Gateway.Complaints complaints, WordLists words, WorkingDays days)
    : VerbPage(complaints, days), IRefusalPage
{
    [BindProperty(SupportsGet = true)]
    public RefusalForm Form { get; set; } = new();

    [BindProperty(SupportsGet = true)]
    public DateParts RequestedOn { get; set; } = new();

    public WordListsAnswer Lists { get; private set; } = WordListsAnswer.None;

    protected override IReadOnlyDictionary<string, string> Fields { get; } =
        new Dictionary<string, string>(RefusalForm.Fields) { ["requestedOn"] = "RequestedOn" };

    protected override IReadOnlyDictionary<string, string> Codes { get; } = new Dictionary<string, string>
    {
        ["ground-not-met"] = "Form.Ground",
        ["escalated-in-the-future"] = "RequestedOn",
        ["escalated-before-receipt"] = "RequestedOn",
    };

    public async Task OnGetAsync(Guid id)
    {
        Lists = await words.AskAsync();
        await ShowAsync(id);
        if (RequestedOn.IsEmpty) RequestedOn = DateParts.Of(Today);
    }

    public async Task<IActionResult> OnPostAsync(Guid id)
    {
        Lists = await words.AskAsync();
        ModelState.NeedDay("RequestedOn", RequestedOn, "Enter the day on which they asked, like 27 3 2026");
        var (day, reference) = Form.Check(ModelState, Lists);
        return await SendAsync(id, "escalation-refused", () => Complaints.RefuseEscalationAsync(
            id, new RefuseEscalation
            {
                RequestedOn = RequestedOn.Read(),
                Ground = Form.Ground,
                Reasons = Form.Reasons,
                CircumstancesConsidered = Form.Circumstances,
                GroundDate = day,
                EarlierReference = reference,
            }, Seen));
    }

    protected override IReadOnlyList<(string Field, string Yours, string Now)> Compare() =>
    [
        ("Ground", Form.Ground is { } ground ? Words.Sentence(ground) : "",
            Case.EscalationRefusal?.GroundInWords ?? ""),
        ("Reasons", Form.Reasons ?? "", Case.EscalationRefusal?.Reasons ?? ""),
        ("Stage", "", Case.Stage ?? ""),
    ];
}
