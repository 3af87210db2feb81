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

    // A refusal of stage 2 comes before anybody is at it.
    public IReadOnlyList<Choice> Kinds =>
        [.. All.Where(kind => Case.Escalation is null || kind.Value != "escalation-refusal")];

    private static readonly IReadOnlyList<Choice> All =
    [
        new("acknowledgement", "The acknowledgement",
            "What you understand the complaint to be about, and what you are responsible for."),
        new("response", "The response", "What was found on each point. Somebody else approves it before it goes."),
        new("clarification", "A question to the resident", "By when an answer helps. No clock stops for it."),
        new("extension", "That the response comes later", "Why, by which day, and how often they hear from you."),
        new("closing", "That the complaint is closed",
            "How it ended, what is still to be done, and how they go on. Close it first, or record that they took it "
            + "back."),
        new("escalation-refusal", "That it does not go on at stage 2",
            "On a ground of section 2 of the Code alone, with your reasons and how to challenge it."),
        new("ombudsman", "An answer to the Ombudsman", "It goes to the Ombudsman's address, not to the resident."),
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
