using ComplaintsPlatform.Portal.Gateway;
using Microsoft.AspNetCore.Mvc;

namespace ComplaintsPlatform.Portal.Pages.Complaints;

/// <summary>Says that another complaint has to do with this one.</summary>
internal sealed class LinkModel(Gateway.Complaints complaints, WordLists words, WorkingDays days)
    : OtherComplaintPage(complaints, words, days)
{
    protected override IReadOnlyDictionary<string, string> Fields { get; } = new Dictionary<string, string>
    { ["otherId"] = "Other", ["reason"] = "Reason" };

    protected override IReadOnlyDictionary<string, string> Codes { get; } = new Dictionary<string, string>
    { ["linked-unknown"] = "Other", ["linked-with-itself"] = "Other" };

    public async Task<IActionResult> OnPostAsync(Guid id)
    {
        await ListAsync(id);
        var other = await ChosenAsync("Choose the complaint that has to do with this one");
        ModelState.Need("Reason", Reason, "Enter what they have to do with each other");
        return await SendAsync(id, "linked", () => Complaints.LinkAsync(id, other, Reason));
    }
}
