using ComplaintsPlatform.Pages;
using ComplaintsPlatform.Portal.Gateway;

namespace ComplaintsPlatform.Portal.Pages.Complaints;

/// <summary>How complaints like this one were answered.</summary>
internal sealed class SimilarModel(Gateway.Complaints complaints, WorkingDays days) : CasePage(complaints, days)
{
    private IReadOnlyDictionary<string, string> causes = new Dictionary<string, string>();

    public IReadOnlyList<SimilarComplaint> Items { get; private set; } = [];

    /// <summary>What the landlord calls it.</summary>
    public string CauseOf(string code) => causes.GetValueOrDefault(code) ?? Words.Sentence(code);

    public async Task OnGetAsync(Guid id)
    {
        var (alike, names) = (Complaints.SimilarAsync(id), Complaints.ListOfChoicesAsync("root-causes"));
        await LoadAsync(id);
        Items = await alike;
        causes = (await names).Value.Items.ToDictionary(one => one.Code, one => one.Name);
    }
}
