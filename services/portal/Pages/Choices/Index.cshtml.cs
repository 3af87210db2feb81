using ComplaintsPlatform.Portal.Gateway;
using Microsoft.AspNetCore.Mvc;

namespace ComplaintsPlatform.Portal.Pages.Choices;

/// <summary>What can be chosen from one of the landlord's lists, in its words.</summary>
internal sealed class IndexModel(Gateway.Complaints complaints) : WholeListPage
{
    [BindProperty(SupportsGet = true)]
    public string List { get; set; } = "";

    [BindProperty]
    public ChoiceForm Form { get; set; } = new();

    public IReadOnlyList<ListedChoice> Items { get; private set; } = [];

    /// <summary>The one that is changed; null while a new one may be written.</summary>
    public ListedChoice? Changed => Items.FirstOrDefault(one => one.Code == Form.Changes);

    public string Title => List == "root-causes" ? "Root causes" : "Reasons to close";

    public string Purpose => List == "root-causes"
        ? "Why something went wrong, to choose from when a complaint was answered."
        : "Why a complaint is closed.";

    public override string What => "choices";

    public async Task OnGetAsync(string? change)
    {
        await LoadAsync();
        if (Items.FirstOrDefault(one => one.Code == change) is { } choice)
            Form = new ChoiceForm { Changes = choice.Code, Name = choice.Name, InUse = choice.InUse };
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var seen = await LoadForChangeAsync();
        ModelState.Need("Form.Name", Form.Name, "Enter a name");
        var items = Items.Select(one => new ChoiceGiven { Code = one.Code, Name = one.Name, InUse = one.InUse })
            .ToList();
        var place = items.FindIndex(one => one.Code == Form.Changes);
        if (place < 0)
        {
            place = items.Count;
            items.Add(new ChoiceGiven { Code = null, Name = Form.Name, InUse = true });
        }
        else items[place] = items[place] with { Name = Form.Name, InUse = Form.InUse };

        return await SendAsync(() => complaints.SetChoicesAsync(List, items, seen), new Dictionary<string, string>
        {
            ["items"] = "Form.Name",
            [$"items[{place}].name"] = "Form.Name",
        }, new Dictionary<string, string> { ["choice-none-left"] = "Form.InUse" });
    }

    protected override async Task LoadAsync()
    {
        var list = await complaints.ListOfChoicesAsync(List);
        (Items, Version) = (list.Value.Items, list.Version);
    }

    internal sealed class ChoiceForm
    {
        /// <summary>The code of the one that is changed; null for one that is new.</summary>
        public string? Changes { get; set; }

        public string? Name { get; set; }

        public bool InUse { get; set; }
    }
}
