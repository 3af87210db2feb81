using ComplaintsPlatform.Portal.Gateway;
using Microsoft.AspNetCore.Mvc;

namespace ComplaintsPlatform.Portal.Pages.Complaints;

/// <summary>Merges another complaint about the same into this one.</summary>
internal sealed class MergeModel(Gateway.Complaints complaints, WordLists words, WorkingDays days)
    : OtherComplaintPage(complaints, words, days)
{
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

    public async Task<IActionResult> OnPostAsync(Guid id)
    {
        await ListAsync(id);
        var duplicate = await ChosenAsync("Choose the complaint that is the same");
        ModelState.Need("Reason", Reason, "Enter why they are the same");
        return await SendAsync(id, "merged", () => Complaints.MergeAsync(id, duplicate, Reason, Seen));
    }
}
