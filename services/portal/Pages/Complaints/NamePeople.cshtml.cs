using ComplaintsPlatform.Pages.TagHelpers;
using ComplaintsPlatform.Portal.Gateway;
using ComplaintsPlatform.Portal.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ComplaintsPlatform.Portal.Pages.Complaints;

/// <summary>A compliance officer names others who may know of a restricted complaint, without seeing it.</summary>
internal sealed class NamePeopleModel(Gateway.Complaints complaints, Colleagues colleagues) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public NamedForm Form { get; set; } = new();

    public RestrictedRow Row { get; private set; } = null!;

    public IReadOnlyList<Choice> Choices { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(Guid id)
    {
        if (!await LoadAsync(id)) return NotFound();
        if (Form.People.Count == 0)
            Form.People = [.. Row.People.Where(one => !one.HasLeft).Select(one => one.UserId.ToString())];
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id)
    {
        ModelState.Need("Form.Reason", Form.Reason, "Say why");
        if (Form.People.Count == 0) ModelState.AddModelError("Form.People", "Choose who may know of it");
        try
        {
            if (ModelState.IsValid)
            {
                await complaints.ReplaceNamedAsync(id, Form.Chosen, Form.Reason);
                return Redirect("/complaints/restricted?done=named");
            }
        }
        catch (ProblemAnswer problem) when (problem.IsMendable)
        {
            problem.AddTo(ModelState, NamedForm.Fields, NamedForm.Codes);
        }

        return await LoadAsync(id) ? Page() : NotFound();
    }

    private async Task<bool> LoadAsync(Guid id)
    {
        var all = colleagues.AtWorkAsync(all: true);
        var row = (await complaints.RestrictedAsync()).FirstOrDefault(one => one.ComplaintId == id);
        Choices = NamedForm.ChoicesOf(await all, User.Id());
        if (row is not null) Row = row;
        return row is not null;
    }
}
