using System.Globalization;
using ComplaintsPlatform.Pages;
using ComplaintsPlatform.Pages.TagHelpers;
using ComplaintsPlatform.Portal.Gateway;
using Microsoft.AspNetCore.Mvc;

namespace ComplaintsPlatform.Portal.Pages.Complaints;

/// <summary>Somebody says that one fact was recorded wrongly, what is right, and how they know.</summary>
internal sealed class CorrectFactModel(
    Gateway.Complaints complaints, Gateway.Corrections corrections, WorkingDays days, TimeProvider time)
    : CasePage(complaints, days)
{
    public static readonly IReadOnlyList<Choice> Outcomes =
        [new("upheld", "Upheld"), new("partly-upheld", "Partly upheld"), new("not-upheld", "Not upheld")];

    [BindProperty(SupportsGet = true)]
    public CorrectionForm Form { get; set; } = new();

    public FactNow Fact { get; private set; } = null!;

    public bool IsOutcome => Fact.Fact.EndsWith("outcome", StringComparison.Ordinal);

    public bool IsDay => !IsOutcome && Fact.Fact != "resident-name";

    public async Task<IActionResult> OnGetAsync(Guid id, string fact) =>
        await ShowAsync(id, fact) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid id, string fact)
    {
        if (!await ShowAsync(id, fact)) return NotFound();
        var day = Form.Day.Read();
        if (IsDay && day is null) ModelState.AddModelError("Form.Day", "Enter the right day, like 27 3 2026");
        if (!IsDay)
            ModelState.Need("Form.Value", Form.Value, IsOutcome ? "Choose the right outcome" : "Enter the right name");
        ModelState.Need("Form.Reason", Form.Reason, "Enter how you know");
        if (!ModelState.IsValid) return Page();
        try
        {
            await corrections.ProposeAsync(id, new ProposeCorrection
            {
                CorrectionId = Form.CorrectionId,
                Fact = fact,
                Value = IsDay ? day!.Value.ToString("O", CultureInfo.InvariantCulture) : Form.Value,
                Reason = Form.Reason,
            });
            return Redirect($"/complaints/{id}/corrections?done=correction-proposed");
        }
        catch (ProblemAnswer problem) when (problem.IsMendable)
        {
            var field = IsDay ? "Form.Day" : "Form.Value";
            problem.AddTo(ModelState,
                new Dictionary<string, string> { ["value"] = field, ["reason"] = "Form.Reason" },
                new Dictionary<string, string>
                {
                    ["nothing-to-correct"] = field,
                    ["corrected-into-the-future"] = field,
                    ["corrected-before-cause"] = field,
                });
            return Page();
        }
    }

    private async Task<bool> ShowAsync(Guid id, string fact)
    {
        var list = corrections.OfAsync(id);
        await LoadAsync(id);
        if ((await list).Facts.FirstOrDefault(one => one.Fact == fact) is not { } found) return false;
        Fact = found;
        if (Form.CorrectionId == Guid.Empty) Form.CorrectionId = Guid.CreateVersion7(time.GetUtcNow());
        return true;
    }

    internal sealed class CorrectionForm
    {
        public Guid CorrectionId { get; set; }

        public DateParts Day { get; set; } = new();

        public string? Value { get; set; }

        public string? Reason { get; set; }
    }
}
