using ComplaintsPlatform.Pages;
using ComplaintsPlatform.Portal.Gateway;
using Microsoft.AspNetCore.Mvc;

namespace ComplaintsPlatform.Portal.Pages.People;

/// <summary>A need that is looked at again: it still stands, or it ends.</summary>
internal sealed class NeedModel(Register register) : PersonChangePage(register)
{
    [BindProperty(SupportsGet = true)]
    public string? Answer { get; set; }

    [BindProperty(SupportsGet = true)]
    public DateParts ReviewOn { get; set; } = new();

    [BindProperty(SupportsGet = true)]
    public string? Reason { get; set; }

    public Need? It { get; private set; }

    protected override IReadOnlyDictionary<string, string> Fields { get; } = new Dictionary<string, string>
    { ["reviewOn"] = "ReviewOn", ["reason"] = "Reason" };

    protected override IReadOnlyDictionary<string, string> Codes { get; } = new Dictionary<string, string>
    { ["review-in-the-past"] = "ReviewOn", ["need-not-known"] = "Answer" };

    public async Task<IActionResult> OnGetAsync(Guid id)
    {
        await LoadAsync(id);
        return It is null ? NotFound() : Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, Guid need)
    {
        if (Answer is null) ModelState.AddModelError("Answer", "Choose whether it still stands");
        if (Answer == "ended") ModelState.Need("Reason", Reason, "Enter why it ends");
        ModelState.NeedDay("ReviewOn", ReviewOn, "Enter the day of the next review, like 27 3 2027");
        return await SendAsync(id, Answer == "ended" ? "ended" : "reviewed", () => Answer == "ended"
            ? Register.EndNeedAsync(id, need, Reason, Seen)
            : Register.ReviewNeedAsync(id, need, ReviewOn.Read(), null, Seen));
    }

    protected override async Task LoadAsync(Guid id)
    {
        await base.LoadAsync(id);
        It = Person.Needs.FirstOrDefault(shown => $"{shown.Need.NeedId}" == $"{RouteData.Values["need"]}")?.Need;
    }
}
