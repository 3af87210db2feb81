using ComplaintsPlatform.Portal.Gateway;
using Microsoft.AspNetCore.Mvc;

namespace ComplaintsPlatform.Portal.Pages.Complaints;

/// <summary>A team leader ends what a request for another officer brought about.</summary>
internal sealed class AllowOfficerAgainModel(Gateway.Complaints complaints, WorkingDays days)
    : VerbPage(complaints, days)
{
    /// <summary>Whom it is about.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid Officer { get; set; }

    [BindProperty(SupportsGet = true)]
    public ReasonForm Form { get; set; } = new();

    /// <summary>The request that stands; null when there is none.</summary>
    public NotWantedDetails? Asked => Case.NotWanted.FirstOrDefault(asked => asked.OfficerId == Officer);

    protected override IReadOnlyDictionary<string, string> Fields { get; } = new Dictionary<string, string>
    { ["reason"] = "Form.Reason" };

    public Task OnGetAsync(Guid id) => ShowAsync(id);

    public Task<IActionResult> OnPostAsync(Guid id)
    {
        ModelState.Need("Form.Reason", Form.Reason, "Say why they may have it again");
        return SendAsync(id, "officer-allowed",
            () => Complaints.AllowOfficerAgainAsync(id, Officer, Form.Reason, Seen));
    }

    protected override IReadOnlyList<(string Field, string Yours, string Now)> Compare() =>
        [("Another officer than", "Nobody", string.Join(", ", Case.NotWanted.Select(asked => asked.Name)))];
}
