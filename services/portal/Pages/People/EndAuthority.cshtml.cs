using ComplaintsPlatform.Pages;
using ComplaintsPlatform.Portal.Gateway;
using Microsoft.AspNetCore.Mvc;

namespace ComplaintsPlatform.Portal.Pages.People;

/// <summary>Ends somebody's authority to act; it stays in the record.</summary>
internal sealed class EndAuthorityModel(Register register, WorkingDays days) : PersonChangePage(register)
{
    [BindProperty(SupportsGet = true)]
    public DateParts On { get; set; } = new();

    [BindProperty(SupportsGet = true)]
    public string? Reason { get; set; }

    public Representative? It { get; private set; }

    protected override IReadOnlyDictionary<string, string> Fields { get; } = new Dictionary<string, string>
    { ["on"] = "On", ["reason"] = "Reason" };

    protected override IReadOnlyDictionary<string, string> Codes { get; } = new Dictionary<string, string>
    { ["authority-ends-before-it-began"] = "On", ["representative-not-known"] = "Reason" };

    public async Task<IActionResult> OnGetAsync(Guid id)
    {
        if (On.IsEmpty) On = DateParts.Of(days.Today);
        await LoadAsync(id);
        return It is null ? NotFound() : Page();
    }

    public Task<IActionResult> OnPostAsync(Guid id, Guid representative)
    {
        if (On.Read() is null) ModelState.AddModelError("On", "Enter the last day, like 27 3 2026");
        ModelState.Need("Reason", Reason, "Enter why it ends");
        return SendAsync(id, "authority-ended",
            () => Register.EndAuthorityAsync(id, representative, On.Read()!.Value, Reason, Seen));
    }

    protected override async Task LoadAsync(Guid id)
    {
        await base.LoadAsync(id);
        It = Person.Representatives.Select(shown => shown.Representative)
            .FirstOrDefault(one => $"{one.RepresentativeId}" == $"{RouteData.Values["representative"]}");
    }
}
