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
            new((limit, from) => Routes.Views(id, limit, from), "the complaint, its history and its documents"),
            new((limit, from) => Routes.ClocksViews(id, limit, from), "its clocks"),
            new((limit, from) => Routes.CorrespondenceViews(id, limit, from), "its letters"),
            new((limit, from) => Routes.EvidenceViews(id, limit, from), "its evidence"),
            .. Case.FromSubmissionId is { } before
                ?
                [
                    new LooksPlace(
                        (limit, from) => Routes.SubmissionViews(before, limit, from), "what was brought in before"),
                ]
                : Array.Empty<LooksPlace>(),
        ]);
    }
}
