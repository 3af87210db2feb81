using ComplaintsPlatform.Portal.Gateway;
using Microsoft.AspNetCore.Mvc;

namespace ComplaintsPlatform.Portal.Pages.People;

/// <summary>Who lives with a person: added under an id of its own, taken off by the version that was seen.</summary>
internal sealed class HouseholdModel(Register register, TimeProvider time) : PersonChangePage(register)
{
    [BindProperty(SupportsGet = true)]
    public Guid Key { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? FullName { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Relationship { get; set; }

    protected override IReadOnlyDictionary<string, string> Fields { get; } = new Dictionary<string, string>
    { ["name"] = "FullName", ["relationship"] = "Relationship" };

    public Task OnGetAsync(Guid id)
    {
        if (Key == Guid.Empty) Key = Guid.CreateVersion7(time.GetUtcNow());
        return LoadAsync(id);
    }

    public Task<IActionResult> OnPostAsync(Guid id)
    {
        ModelState.Need("FullName", FullName, "Enter their name");
        ModelState.Need("Relationship", Relationship, "Choose who they are");
        return SendAsync(id, "household", () => Register.AddMemberAsync(id, FullName, Relationship, Key));
    }

    public Task<IActionResult> OnPostRemoveAsync(Guid id, Guid member) =>
        SendAsync(id, "household", () => Register.RemoveMemberAsync(id, member, Seen));
}
