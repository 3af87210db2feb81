using ComplaintsPlatform.Portal.Gateway;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ComplaintsPlatform.Portal.Pages.People;

/// <summary>Who looked at what is known about a person.</summary>
internal sealed class ViewsModel(Register register, Looks looks) : PageModel
{
    public Guid Id { get; private set; }

    public string Name { get; private set; } = "";

    public LooksShown Looks { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid id)
    {
        if (await register.PersonAsync(id) is not { } person) return NotFound();
        (Id, Name) = (id, person.Name ?? "Name erased");
        Looks = await looks.AskAsync(Request,
            [new((limit, from) => Routes.PersonViews(id, limit, from), "this person")]);
        return Page();
    }
}
