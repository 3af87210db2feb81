using ComplaintsPlatform.Pages;
using ComplaintsPlatform.Pages.TagHelpers;
using ComplaintsPlatform.Portal.Gateway;
using Microsoft.AspNetCore.Mvc;

namespace ComplaintsPlatform.Portal.Pages.Complaints;

/// <summary>Merges another complaint about the same into this one: one of those that look alike, or any by its
/// reference.</summary>
internal sealed class MergeModel(Gateway.Complaints complaints, WordLists words, WorkingDays days)
    : VerbPage(complaints, days)
{
    private const string Another = "another";

    [BindProperty(SupportsGet = true)]
    public string? Other { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Reference { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Reason { get; set; }

    public IReadOnlyList<Choice> Choices { get; private set; } = [];

    protected override IReadOnlyDictionary<string, string> Fields { get; } = new Dictionary<string, string>
    { ["duplicateId"] = "Other", ["reason"] = "Reason" };

    protected override IReadOnlyDictionary<string, string> Codes { get; } = new Dictionary<string, string>
    {
        ["duplicate-unknown"] = "Other",
        ["merged-with-itself"] = "Other",
        ["merge-loses-days"] = "Other",
        ["merge-before-acknowledgement"] = "Other",
        ["merged-after-response"] = "Other",
    };

    public async Task OnGetAsync(Guid id)
    {
        await ShowAsync(id);
        await ListAsync(id);
    }

    public async Task<IActionResult> OnPostAsync(Guid id)
    {
        await ListAsync(id);
        var duplicate = Guid.TryParse(Other, out var chosen) ? chosen : Guid.Empty;
        if (Other is null) ModelState.AddModelError("Other", "Choose the complaint that is the same");
        else if (Other == Another && string.IsNullOrWhiteSpace(Reference))
            ModelState.AddModelError("Reference", "Enter the reference of the other complaint");
        else if (Other == Another)
        {
            duplicate = (await Complaints.ByReferenceAsync(Reference!))?.ComplaintId ?? Guid.Empty;
            if (duplicate == Guid.Empty)
                ModelState.AddModelError("Reference", "No complaint has this reference. Look at it again");
        }

        ModelState.Need("Reason", Reason, "Enter why they are the same");
        return await SendAsync(id, "merged", () => Complaints.MergeAsync(id, duplicate, Reason, Seen));
    }

    protected override IReadOnlyList<(string Field, string Yours, string Now)> Compare() => [];

    private async Task ListAsync(Guid id)
    {
        var here = (await Complaints.OneAsync(id)).Value;
        var alike = await Complaints.DoublesAsync(new FindLikelyDoubles
        {
            PersonId = here.Resident?.PersonId,
            PropertyId = here.PropertyId,
            Email = here.Resident?.Email,
            Phone = here.Resident?.Phone,
            Texts = [.. here.Points.Select(point => point.Text).Take(25)],
        });
        var lists = await words.TryAskAsync();
        Choices =
        [
            .. alike.Where(one => one.ComplaintId != id).Select(one => new Choice(
                $"{one.ComplaintId}", $"{one.Reference}, {lists.NameOf(one.Category)}",
                $"{one.InWords} Received on {Words.Day(one.ReceivedOn)}.")),
            new(Another, "Another one"),
        ];
    }
}
