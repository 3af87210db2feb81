using ComplaintsPlatform.Pages.TagHelpers;
using ComplaintsPlatform.Portal.Gateway;
using Microsoft.AspNetCore.Mvc;

namespace ComplaintsPlatform.Portal.Pages.Complaints;

/// <summary>What kind of letter somebody begins to write.</summary>
internal sealed class WriteLetterModel(
    Gateway.Complaints complaints, Gateway.Letters letters, WorkingDays days, TimeProvider time)
    : CasePage(complaints, days)
{
    [BindProperty(SupportsGet = true)]
    public LetterForm Form { get; set; } = new();

    public IReadOnlyList<Choice> Kinds { get; } =
    [
        new("acknowledgement", "The acknowledgement",
            "What you understand the complaint to be about, and what you are responsible for."),
        new("response", "The response", "What was found on each point. Somebody else approves it before it goes."),
        new("extension", "That the response comes later", "Why, by which day, and how often they hear from you."),
        new("other", "Another letter", "Anything else, also to somebody other than the resident."),
    ];

    public async Task OnGetAsync(Guid id)
    {
        await LoadAsync(id);
        if (Form.LetterId == Guid.Empty) Form.LetterId = Guid.CreateVersion7(time.GetUtcNow());
        Form.Stage ??= Case.Stage;
    }

    public async Task<IActionResult> OnPostAsync(Guid id)
    {
        ModelState.Need("Form.Kind", Form.Kind, "Choose what you write");
        try
        {
            if (ModelState.IsValid)
            {
                await letters.BeginAsync(id, new BeginDraft
                { LetterId = Form.LetterId, Kind = Form.Kind, Stage = Form.Stage });
                return Redirect($"/complaints/{id}/letters/{Form.LetterId}?letter=begun");
            }
        }
        catch (ProblemAnswer problem) when (problem.IsMendable)
        {
            problem.AddTo(ModelState, new Dictionary<string, string> { ["kind"] = "Form.Kind" });
        }

        await LoadAsync(id);
        return Page();
    }

    internal sealed class LetterForm
    {
        public Guid LetterId { get; set; }

        public string? Kind { get; set; }

        public string? Stage { get; set; }
    }
}
