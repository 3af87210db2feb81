using ComplaintsPlatform.Pages;
using ComplaintsPlatform.Pages.TagHelpers;
using ComplaintsPlatform.Portal.Gateway;
using Microsoft.AspNetCore.Mvc;

namespace ComplaintsPlatform.Portal.Pages.Complaints;

/// <summary>A letter that had gone out came back, or did not arrive.</summary>
internal sealed class LetterCameBackModel(Gateway.Complaints complaints, Gateway.Letters letters, WorkingDays days)
    : SentLetterPage(complaints, days)
{
    public static readonly IReadOnlyList<Choice> Reasons =
    [
        new("bounced", "The email bounced"), new("address-unknown", "The address is not known"),
        new("moved-away", "They live there no more"), new("refused", "It was not taken in"),
        new("other", "For another reason, or nobody knows"),
    ];

    [BindProperty(SupportsGet = true)]
    public CameBackForm Form { get; set; } = new();

    public async Task<IActionResult> OnGetAsync(Guid id, Guid letterId)
    {
        if (!await LoadAsync(id, letterId)) return NotFound();
        if (Form.OnDay.IsEmpty) Form.OnDay = DateParts.Of(Today);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, Guid letterId)
    {
        if (Form.OnDay.Read() is not { } onDay)
            ModelState.AddModelError("Form.OnDay", "Enter the day on which it came back, like 27 3 2026");
        ModelState.Need("Form.Because", Form.Because, "Choose why it came back");
        return await SendAsync(id, letterId, "letter-came-back", () => letters.CameBackAsync(id, letterId,
            new RecordCameBack { OnDay = Form.OnDay.Read()!.Value, Because = Form.Because }),
            new Dictionary<string, string> { ["onDay"] = "Form.OnDay" },
            new Dictionary<string, string>
            { ["date-in-future"] = "Form.OnDay", ["letter-not-sent"] = "Form.OnDay" });
    }

    internal sealed class CameBackForm
    {
        public DateParts OnDay { get; set; } = new();

        public string? Because { get; set; }
    }
}
