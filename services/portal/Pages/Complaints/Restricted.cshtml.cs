using ComplaintsPlatform.Portal.Gateway;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ComplaintsPlatform.Portal.Pages.Complaints;

/// <summary>Which complaints are restricted and to whom, for compliance officers, who see nothing else of them.
/// </summary>
internal sealed class RestrictedModel(Gateway.Complaints complaints) : PageModel
{
    public IReadOnlyList<RestrictedRow> Rows { get; private set; } = [];

    public string? Done =>
        Request.Query["done"] == "named" ? "Others are named. The complaint's record says so." : null;

    public async Task OnGetAsync() => Rows = await complaints.RestrictedAsync();
}
