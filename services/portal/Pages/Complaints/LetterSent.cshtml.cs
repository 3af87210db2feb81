using ComplaintsPlatform.Pages;
using ComplaintsPlatform.Pages.TagHelpers;
using ComplaintsPlatform.Portal.Gateway;
using Microsoft.AspNetCore.Mvc;

namespace ComplaintsPlatform.Portal.Pages.Complaints;

/// <summary>Somebody sent a letter by hand: on which day, and how.</summary>
internal sealed class LetterSentModel(Gateway.Complaints complaints, Gateway.Letters letters, WorkingDays days)
    : CasePage(complaints, days)
{
    public static readonly IReadOnlyList<Choice> Ways =
    [
        new("post", "By post"), new("in-person", "In person"), new("phone", "Read to them on the phone"),
        new("text", "By text message"), new("other", "In another way"),
    ];

    [BindProperty(SupportsGet = true, Name = "version")]
    public long Seen { get; set; }

    [BindProperty(SupportsGet = true)]
    public SentForm Form { get; set; } = new();

    public LetterAnswer Letter { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid id, Guid letterId)
    {
        if (!await LoadAsync(id, letterId)) return NotFound();
        if (Form.SentOn.IsEmpty) Form.SentOn = DateParts.Of(Today);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, Guid letterId)
    {
        if (Form.SentOn.Read() is not { } sentOn)
            ModelState.AddModelError("Form.SentOn", "Enter the day on which it was sent, like 27 3 2026");
        ModelState.Need("Form.How", Form.How, "Choose how it was sent");
        try
        {
            if (ModelState.IsValid)
            {
                await letters.MarkSentAsync(letterId,
                    new MarkSentByHand { SentOn = Form.SentOn.Read()!.Value, How = Form.How }, Seen);
                return Redirect($"/complaints/{id}/correspondence?done=letter-sent");
            }
        }
        catch (ProblemAnswer problem) when (problem.IsMendable || problem.Status == 412)
        {
            problem.AddTo(ModelState, new Dictionary<string, string> { ["sentOn"] = "Form.SentOn" },
                new Dictionary<string, string>
                { ["date-in-future"] = "Form.SentOn", ["sent-before-issue"] = "Form.SentOn" });
        }

        return await LoadAsync(id, letterId) ? Page() : NotFound();
    }

    private async Task<bool> LoadAsync(Guid id, Guid letterId)
    {
        await LoadAsync(id);
        if ((await Complaints.CorrespondenceAsync(id))?.Letters.FirstOrDefault(one => one.LetterId == letterId)
            is not { } letter) return false;
        Letter = letter;
        if (Seen == 0) Seen = letter.Version;
        return true;
    }

    internal sealed class SentForm
    {
        public DateParts SentOn { get; set; } = new();

        public string? How { get; set; }
    }
}
