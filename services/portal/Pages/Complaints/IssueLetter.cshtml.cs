using ComplaintsPlatform.Pages.TagHelpers;
using ComplaintsPlatform.Portal.Gateway;
using Microsoft.AspNetCore.Mvc;

namespace ComplaintsPlatform.Portal.Pages.Complaints;

/// <summary>A letter goes out: what will happen, and how.</summary>
internal sealed class IssueLetterModel(Gateway.Complaints complaints, Gateway.Letters letters, WorkingDays days)
    : LetterPage(complaints, letters, days)
{
    [BindProperty(SupportsGet = true)]
    public WayForm Form { get; set; } = new();

    public IReadOnlyList<Choice> Ways => Preview is null ? [] : WaysOf(Preview);

    public static IReadOnlyList<Choice> WaysOf(LetterPreview preview) =>
    [
        .. preview.Ways.Select(way => way switch
        {
            "email" => new Choice(way, "By email", $"It goes to {preview.Email} at once."),
            "letter" => new Choice(way, "By post", "It is made into a PDF to print, and waits until you say that it "
                + "was posted."),
            _ => new Choice(way, "In another way", "You give it to them, and say then on which day."),
        }),
    ];

    public async Task<IActionResult> OnGetAsync(Guid id, Guid letterId)
    {
        if (!await LoadAsync(id, letterId)) return NotFound();
        Form.How ??= Case.PreferredContact == "letter" && Preview?.Ways.Contains("letter") is true
            ? "letter"
            : Preview?.Ways is [var first, ..] ? first : null;
        return Page();
    }

    public Task<IActionResult> OnPostAsync(Guid id, Guid letterId)
    {
        ModelState.Need("Form.How", Form.How, "Choose how the letter goes");
        return SendAsync(id, letterId, $"/complaints/{id}/correspondence?done=letter-issued",
            () => Letters.IssueAsync(id, letterId, Form.How, Seen),
            new Dictionary<string, string> { ["form"] = "Form.How" });
    }

    internal sealed class WayForm
    {
        public string? How { get; set; }
    }
}
