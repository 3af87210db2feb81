using ComplaintsPlatform.Portal.Gateway;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ComplaintsPlatform.Portal.Pages.People;

/// <summary>With whom contact is restricted, the next to be looked at again first.</summary>
internal sealed class RestrictionsModel(Register register) : PageModel
{
    public IReadOnlyList<ContactRestrictionRow> Rows { get; private set; } = [];

    public async Task OnGetAsync() => Rows = await register.ContactRestrictionsAsync();
}
