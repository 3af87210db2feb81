using ComplaintsPlatform.Pages;
using ComplaintsPlatform.Portal.Gateway;
using Microsoft.AspNetCore.Mvc;

namespace ComplaintsPlatform.Portal.Pages.Categories;

/// <summary>What complaints are about, in the landlord's words.</summary>
internal sealed class IndexModel(Gateway.Colleagues colleagues, Gateway.Guidance guidance) : WholeListPage
{
    [BindProperty]
    public CategoryForm Form { get; set; } = new();

    public IReadOnlyList<Category> Items { get; private set; } = [];

    public IReadOnlyList<Category> InUse => [.. Items.Where(one => one.InUse)];

    public IReadOnlyList<Category> Retired => [.. Items.Where(one => !one.InUse)];

    /// <summary>The one that is changed; null while a new one may be written.</summary>
    public Category? Changed => Items.FirstOrDefault(one => one.Code == Form.Changes);

    /// <summary>The numbers of the rules that name the one that is changed.</summary>
    public IReadOnlyList<int> ChangedIn => RulesOf(Form.Changes);

    public override string What => "categories";

    private IReadOnlyList<AssignmentRule> Rules { get; set; } = [];

    private IReadOnlyList<GuidanceArticle> Articles { get; set; } = [];

    public async Task OnGetAsync(string? change)
    {
        await LoadAsync();
        if (Items.FirstOrDefault(one => one.Code == change) is { } category)
            Form = new CategoryForm { Changes = category.Code, Name = category.Name, Help = category.Help };
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var seen = await LoadForChangeAsync();
        if (string.IsNullOrWhiteSpace(Form.Name)) ModelState.AddModelError("Form.Name", "Enter a name");
        var items = Items.ToList();
        var place = items.FindIndex(one => one.Code == Form.Changes);
        if (place < 0)
        {
            // Before the one for everything else, which stands last at most landlords.
            place = items is [.., { Code: Contracts.Vocabulary.OtherCategory }] ? items.Count - 1 : items.Count;
            items.Insert(place, new Category { Code = null, Name = Form.Name, Help = Form.Help, InUse = true });
        }
        else items[place] = items[place] with { Name = Form.Name ?? "", Help = Form.Help };

        return await SendAsync(items, seen, place);
    }

    public async Task<IActionResult> OnPostMoveAsync(string? up, string? down)
    {
        var seen = await LoadForChangeAsync();
        var items = Items.ToList();
        // Past the next one that is offered; those that are no longer used have no place that anybody sees.
        var inUse = InUse.ToList();
        var place = inUse.FindIndex(one => one.Code == (up ?? down));
        var other = place + (up is null ? 1 : -1);
        if (place >= 0 && other >= 0 && other < inUse.Count)
        {
            var (here, there) = (items.IndexOf(inUse[place]), items.IndexOf(inUse[other]));
            (items[here], items[there]) = (items[there], items[here]);
        }

        return await SendAsync(items, seen);
    }

    public Task<IActionResult> OnPostRetireAsync(string code) => UseAsync(code, isUsed: false);

    public Task<IActionResult> OnPostBringBackAsync(string code) => UseAsync(code, isUsed: true);

    /// <summary>What names it, in words.</summary>
    public string NamedBy(Category category)
    {
        var (rules, articles) = (RulesOf(category.Code).Count,
            Articles.Count(article => article.Categories.Contains(category.Code)));
        return (rules, articles) switch
        {
            (0, 0) => "Nothing",
            (_, 0) => Words.Count(rules, "rule", "rules"),
            (0, _) => Words.Count(articles, "article", "articles"),
            _ => $"{Words.Count(rules, "rule", "rules")}, {Words.Count(articles, "article", "articles")}",
        };
    }

    protected override async Task LoadAsync()
    {
        var (rules, articles) = (colleagues.RulesAsync(), guidance.ListAsync());
        var categories = await colleagues.CategoriesAsync();
        (Items, Version) = (categories.Value.Items, categories.Version);
        (Rules, Articles) = ((await rules).Value.Rules, await articles);
    }

    private async Task<IActionResult> UseAsync(string code, bool isUsed)
    {
        var seen = await LoadForChangeAsync();
        Form = new CategoryForm();
        return await SendAsync([.. Items.Select(one => one.Code == code ? one with { InUse = isUsed } : one)], seen);
    }

    private Task<IActionResult> SendAsync(List<Category> items, long seen, int? place = null) => SendAsync(
        () => colleagues.SetCategoriesAsync(items, seen),
        place is null ? [] : new Dictionary<string, string>
        {
            ["categories"] = "Form.Name",
            [$"categories[{place}].name"] = "Form.Name",
            [$"categories[{place}].help"] = "Form.Help",
        });

    private IReadOnlyList<int> RulesOf(string? code) =>
        [.. Rules.Index().Where(rule => rule.Item.Category == code && code is not null).Select(rule => rule.Index + 1)];

    internal sealed class CategoryForm
    {
        /// <summary>The code of the one that is changed; null for one that is new.</summary>
        public string? Changes { get; set; }

        public string? Name { get; set; }

        public string? Help { get; set; }
    }
}
