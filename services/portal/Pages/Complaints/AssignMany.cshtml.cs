using ComplaintsPlatform.Pages.TagHelpers;
using ComplaintsPlatform.Portal.Gateway;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ComplaintsPlatform.Portal.Pages.Complaints;

/// <summary>Complaints that were chosen in the list go to one person; then what became of each.</summary>
internal sealed class AssignManyModel(Gateway.Complaints complaints, Colleagues colleagues) : PageModel
{
    public static readonly IReadOnlyList<Choice> Knowingly =
    [
        new("owned", "Move those that somebody has"), new("absent", "Give them to somebody who is away"),
    ];

    private static readonly Dictionary<string, string> Fields = new()
    { ["ownerId"] = "Form.OwnerId", ["complaintIds"] = "" };

    [BindProperty(SupportsGet = true, Name = "id")]
    public List<Guid> Id { get; set; } = [];

    [BindProperty(SupportsGet = true)]
    public OwnerForm Form { get; set; } = new();

    [BindProperty(SupportsGet = true)]
    public List<string> EvenIf { get; set; } = [];

    public IReadOnlyList<Choice> Choices { get; private set; } = [];

    public AssignedMany? Result { get; private set; }

    public Task OnGetAsync() => ListAsync();

    public async Task<IActionResult> OnPostAsync()
    {
        await ListAsync();
        if (Form.Chosen is null) ModelState.AddModelError("Form.OwnerId", "Choose who takes the complaints.");
        try
        {
            if (ModelState.IsValid && Id.Count > 0)
                Result = await complaints.AssignManyAsync(new AssignMany
                {
                    ComplaintIds = Id,
                    OwnerId = Form.Chosen!.Value,
                    EvenIfAbsent = EvenIf.Contains("absent"),
                    EvenIfOwned = EvenIf.Contains("owned"),
                });
        }
        catch (ProblemAnswer problem) when (problem.IsMendable)
        {
            problem.AddTo(ModelState, Fields, OwnerForm.Codes);
        }

        return Page();
    }

    private async Task ListAsync() => Choices = OwnerForm.ChoicesOf(await colleagues.AtWorkAsync());
}
