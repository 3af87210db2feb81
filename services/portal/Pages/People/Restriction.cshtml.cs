using System.Globalization;
using ComplaintsPlatform.Pages;
using ComplaintsPlatform.Portal.Gateway;
using ComplaintsPlatform.Portal.SignIn;
using Microsoft.AspNetCore.Mvc;

namespace ComplaintsPlatform.Portal.Pages.People;

/// <summary>A restriction of contact that is looked at again: it is still needed, or it ends.</summary>
internal sealed class RestrictionModel(Register register) : PersonChangePage(register)
{
    [BindProperty(SupportsGet = true)]
    public string? Answer { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Why { get; set; }

    [BindProperty(SupportsGet = true)]
    public DateParts ReviewOn { get; set; } = new();

    [BindProperty(SupportsGet = true)]
    public string? Reason { get; set; }

    public ContactRestrictionShown? It { get; private set; }

    public bool MayChange => User.Is(Access.Policies[Access.RestrictContact]) && Person.MergedInto is null;

    public IReadOnlyList<(string Name, string Said)> Facts => Of(It!.Restriction);

    private static (string Name, string Said)[] Of(ContactRestriction one) =>
        [
            ("What is restricted", one.InShort), ("What they did", one.Behaviour ?? ""),
            ("What shows it", one.Evidence ?? ""), ("Why it is proportionate", one.WhyProportionate ?? ""),
            ("Needs and disability", one.NeedsConsidered ?? ""), ("Told on", Day(one.ToldOn)),
            ("How they can appeal", one.HowToAppeal ?? ""), ("From", Day(one.From)),
            ("To be looked at again on", Day(one.ReviewOn)),
        ];

    protected override IReadOnlyDictionary<string, string> Fields { get; } = new Dictionary<string, string>
    { ["why"] = "Why", ["reviewOn"] = "ReviewOn", ["reason"] = "Reason" };

    protected override IReadOnlyDictionary<string, string> Codes { get; } = new Dictionary<string, string>
    { ["restriction-review-out-of-reach"] = "ReviewOn", ["restriction-not-known"] = "Answer" };

    public async Task<IActionResult> OnGetAsync(Guid id)
    {
        await LoadAsync(id);
        return It is null ? NotFound() : Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, Guid restriction)
    {
        if (!User.Is(Access.Policies[Access.RestrictContact])) return Forbid();
        if (Answer is null) ModelState.AddModelError("Answer", "Choose whether it is still needed");
        if (Answer == "ended") ModelState.Need("Reason", Reason, "Enter why it ends");
        if (Answer == "kept")
        {
            ModelState.Need("Why", Why, "Enter why it is still needed");
            if (ReviewOn.Read() is null)
                ModelState.AddModelError("ReviewOn", "Enter the day of the next review, like 27 3 2027");
        }

        return await SendAsync(id, Answer == "ended" ? "restriction-ended" : "restriction-kept", () =>
            Answer == "ended"
                ? Register.EndContactRestrictionAsync(id, restriction, Reason, Seen)
                : Register.ReviewContactRestrictionAsync(id, restriction, Why, ReviewOn.Read()!.Value, Seen));
    }

    protected override async Task LoadAsync(Guid id)
    {
        await base.LoadAsync(id);
        It = Person.ContactRestrictions.FirstOrDefault(
            shown => $"{shown.Restriction.RestrictionId}" == $"{RouteData.Values["restriction"]}");
    }

    private static string Day(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
}
