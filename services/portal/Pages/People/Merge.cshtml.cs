using ComplaintsPlatform.Pages.TagHelpers;
using ComplaintsPlatform.Portal.Gateway;
using Microsoft.AspNetCore.Mvc;

namespace ComplaintsPlatform.Portal.Pages.People;

/// <summary>This record is a double of another: whoever looks for it finds the other. Nothing is lost, and it can be
/// undone.</summary>
internal sealed class MergeModel(Register register) : PersonChangePage(register)
{
    [BindProperty(SupportsGet = true)]
    public string? Find { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Into { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Reason { get; set; }

    public IReadOnlyList<Choice> Choices { get; private set; } = [];

    public string? Said { get; private set; }

    protected override IReadOnlyDictionary<string, string> Fields { get; } = new Dictionary<string, string>
    { ["into"] = "Into", ["reason"] = "Reason" };

    protected override IReadOnlyDictionary<string, string> Codes { get; } = new Dictionary<string, string>
    {
        ["merge-with-itself"] = "Into",
        ["merge-target-unknown"] = "Into",
        ["merge-in-a-chain"] = "Into",
    };

    public async Task OnGetAsync(Guid id)
    {
        await base.LoadAsync(id);
        // Who has the same name is the likeliest.
        Find ??= Person.Name;
        await FindAsync();
    }

    public async Task<IActionResult> OnPostFindAsync(Guid id)
    {
        await LoadAsync(id);
        return Page();
    }

    public Task<IActionResult> OnPostAsync(Guid id)
    {
        if (!Guid.TryParse(Into, out var into)) ModelState.AddModelError("Into", "Choose the record that stays");
        ModelState.Need("Reason", Reason, "Enter why they are the same person");
        return SendAsync(id, "merged", () => Register.MergeAsync(id, into, Reason, Seen));
    }

    public Task<IActionResult> OnPostUndoAsync(Guid id)
    {
        ModelState.Need("Reason", Reason, "Enter why they are two people");
        return SendAsync(id, "unmerged", () => Register.UndoMergeAsync(id, Reason, Seen));
    }

    protected override async Task LoadAsync(Guid id)
    {
        await base.LoadAsync(id);
        await FindAsync();
    }

    private async Task FindAsync()
    {
        if (string.IsNullOrWhiteSpace(Find) || Person.MergedInto is not null) return;
        try
        {
            var others = (await Register.FindAsync(Find.Trim(), limit: 10)).People
                .Where(one => one.PersonId != Person.PersonId).ToList();
            Choices =
            [
                .. others.Select(one => new Choice($"{one.PersonId}", one.Name ?? "Name erased", string.Join(", ",
                    new[] { one.HomeAddress, one.Phone, one.Email }.OfType<string>()))),
            ];
            Said = others.Count == 0 ? "Nobody else found. Look for another detail." : $"{others.Count} found.";
        }
        catch (ProblemAnswer problem) when (problem.IsMendable)
        {
            Said = problem.Detail;
        }
    }
}
