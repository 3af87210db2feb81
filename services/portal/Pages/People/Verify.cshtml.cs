using ComplaintsPlatform.Pages.TagHelpers;
using ComplaintsPlatform.Portal.Gateway;
using Microsoft.AspNetCore.Mvc;

namespace ComplaintsPlatform.Portal.Pages.People;

internal sealed class VerifyModel(Register register, WordLists words) : PersonChangePage(register)
{
    [BindProperty(SupportsGet = true)]
    public List<string> Details { get; set; } = [];

    [BindProperty(SupportsGet = true)]
    public string? Channel { get; set; }

    public WordListsAnswer Lists { get; private set; } = WordListsAnswer.None;

    /// <summary>What there is to be asked.</summary>
    public IReadOnlyList<Choice> Choices { get; private set; } = [];

    protected override IReadOnlyDictionary<string, string> Fields { get; } = new Dictionary<string, string>
    { ["details"] = "Details", ["channel"] = "Channel" };

    protected override IReadOnlyDictionary<string, string> Codes { get; } = new Dictionary<string, string>
    { ["detail-not-known"] = "Details" };

    public async Task OnGetAsync(Guid id)
    {
        await LoadAsync(id);
        Channel ??= "phone";
    }

    public Task<IActionResult> OnPostAsync(Guid id)
    {
        if (Details.Count == 0) ModelState.AddModelError("Details", "Choose what you asked and is right");
        return SendAsync(id, "verified", () => Register.VerifyAsync(id, Details, Channel, Seen));
    }

    protected override async Task LoadAsync(Guid id)
    {
        await base.LoadAsync(id);
        Lists = await words.AskAsync();
        var home = Person.PropertyId is { } homeId ? await Register.HomeAsync(homeId) : null;
        Choices =
        [
            new("name", "Name", Person.Name),
            .. Person.Phone is { } phone ? [new Choice("phone", "Phone", phone)] : Array.Empty<Choice>(),
            .. Person.Email is { } email ? [new Choice("email", "Email address", email)] : Array.Empty<Choice>(),
            .. Person.PostalAddress is { } address
                ? [new Choice("postal-address", "Postal address", address)]
                : Array.Empty<Choice>(),
            .. home is not null ? [new Choice("home", "Home", home.Address)] : Array.Empty<Choice>(),
        ];
    }
}
