using ComplaintsPlatform.Portal.Gateway;
using Microsoft.AspNetCore.Mvc;

namespace ComplaintsPlatform.Portal.Pages.Complaints;

internal sealed class ClaimModel(Gateway.Complaints complaints, WorkingDays days) : VerbPage(complaints, days)
{
    public Task OnGetAsync(Guid id) => ShowAsync(id);

    public Task<IActionResult> OnPostAsync(Guid id) => SendAsync(id, "claimed", () => Complaints.ClaimAsync(id));

    protected override IReadOnlyList<(string Field, string Yours, string Now)> Compare() => [];
}
