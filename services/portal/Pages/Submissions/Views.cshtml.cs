using ComplaintsPlatform.Portal.Gateway;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ComplaintsPlatform.Portal.Pages.Submissions;

/// <summary>Who looked at what somebody brought in.</summary>
internal sealed class ViewsModel(Gateway.Submissions submissions, Looks looks) : PageModel
{
    public Guid Id { get; private set; }

    public string Reference { get; private set; } = "";

    public LooksShown Looks { get; private set; } = null!;

    public async Task OnGetAsync(Guid id)
    {
        (Id, Reference) = (id, (await submissions.OneAsync(id)).Value.Reference);
        Looks = await looks.AskAsync(Request,
            [new((limit, from) => Routes.SubmissionViews(id, limit, from), "what was brought in")]);
    }
}
