using Microsoft.AspNetCore.Mvc;

namespace ComplaintsPlatform.Portal.Pages.Submissions;

internal sealed class ResolveModel(Gateway.Submissions submissions) : SubmissionPage(submissions)
{
    [BindProperty(SupportsGet = true)]
    public string? WhatWasDone { get; set; }

    protected override IReadOnlyDictionary<string, string> Fields { get; } = new Dictionary<string, string>
    { ["whatWasDone"] = "WhatWasDone" };

    public Task OnGetAsync(Guid id) => LoadAsync(id);

    public Task<IActionResult> OnPostAsync(Guid id)
    {
        ModelState.Need("WhatWasDone", WhatWasDone, "Enter what was done");
        return SendAsync(id, "resolved", () => Submissions.ResolveAsync(id, WhatWasDone, Seen));
    }
}
