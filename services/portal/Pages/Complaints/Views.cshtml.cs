using ComplaintsPlatform.Portal.Gateway;

namespace ComplaintsPlatform.Portal.Pages.Complaints;

/// <summary>Who looked at anything of the complaint, in whatever service it is; also whoever looks here.</summary>
internal sealed class ViewsModel(Gateway.Complaints complaints, Looks looks, WorkingDays days)
    : CasePage(complaints, days)
{
    public LooksShown Looks { get; private set; } = null!;

    public async Task OnGetAsync(Guid id)
    {
        await LoadAsync(id);
        Looks = await looks.AskAsync(Request,
        [
            new($"api/complaints/{id}/views", "the complaint, its history and its documents"),
            new($"api/complaints/{id}/clocks/views", "its clocks"),
            new($"api/complaints/{id}/correspondence/views", "its letters"),
            new($"api/complaints/{id}/evidence/views", "its evidence"),
            .. Case.FromSubmissionId is { } before
                ? [new LooksPlace($"api/submissions/{before}/views", "what was brought in before")]
                : Array.Empty<LooksPlace>(),
        ]);
    }
}
