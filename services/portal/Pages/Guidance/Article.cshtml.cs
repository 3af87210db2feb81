using ComplaintsPlatform.Portal.Gateway;
using Microsoft.AspNetCore.Mvc;

namespace ComplaintsPlatform.Portal.Pages.Guidance;

/// <summary>Writes an article, or writes it otherwise (its earlier versions are kept), or withdraws it.</summary>
internal sealed class ArticleModel(Gateway.Guidance guidance, WordLists words, TimeProvider time) : ChangePage
{
    [BindProperty(SupportsGet = true)]
    public ArticleForm Form { get; set; } = new();

    [BindProperty]
    public string? Reason { get; set; }

    public WordListsAnswer Lists { get; private set; } = WordListsAnswer.None;

    /// <summary>What there is; null while it is written first.</summary>
    public GuidanceArticle? Article { get; private set; }

    public override string Shown => "/guidance";

    protected override IReadOnlyDictionary<string, string> Fields { get; } = new Dictionary<string, string>
    {
        ["kind"] = "Form.Kind",
        ["title"] = "Form.Title",
        ["body"] = "Form.Body",
        ["categories"] = "Form.Categories",
        ["reason"] = "Reason",
    };

    protected override IReadOnlyDictionary<string, string> Codes { get; } = new Dictionary<string, string>
    { ["category-not-in-use"] = "Form.Categories" };

    public async Task<IActionResult> OnGetAsync(Guid? id)
    {
        await LoadAsync(id ?? Guid.Empty);
        if (Form.Key == Guid.Empty) Form.Key = Guid.CreateVersion7(time.GetUtcNow());
        if (Request.Query["resume"] is not [{ }]) ShowWhatIsThere();
        return Page();
    }

    public Task<IActionResult> OnPostAsync(Guid? id)
    {
        ModelState.Need("Form.Kind", Form.Kind, "Choose what it is");
        ModelState.Need("Form.Title", Form.Title, "Enter the title");
        ModelState.Need("Form.Body", Form.Body, "Enter the text");
        return SendAsync(id ?? Guid.Empty, "written", () => id is { } there
            ? guidance.ChangeAsync(there, new ChangeGuidance
            { Kind = Form.Kind, Title = Form.Title, Body = Form.Body, Categories = Form.Categories }, Seen)
            : guidance.WriteAsync(new WriteGuidance
            {
                Kind = Form.Kind,
                Title = Form.Title,
                Body = Form.Body,
                Categories = Form.Categories,
                ArticleId = Form.Key,
            }));
    }

    public async Task<IActionResult> OnPostWithdrawAsync(Guid id)
    {
        ModelState.Need("Reason", Reason, "Enter why it no longer holds");
        var answer = await SendAsync(id, "withdrawn", () => guidance.WithdrawAsync(id, Reason!, Seen));
        ShowWhatIsThere();
        return answer;
    }

    protected override async Task LoadAsync(Guid id)
    {
        Lists = await words.AskAsync();
        if (id == Guid.Empty) return;
        var (article, version) = await guidance.OneAsync(id);
        Article = article;
        if (Seen == 0) Seen = version;
    }

    private void ShowWhatIsThere()
    {
        if (Article is { } there)
            (Form.Kind, Form.Title, Form.Body, Form.Categories) =
                (there.Kind, there.Title, there.Body, [.. there.Categories]);
    }

    internal sealed class ArticleForm
    {
        public Guid Key { get; set; }

        public string? Kind { get; set; }

        public string? Title { get; set; }

        public string? Body { get; set; }

        public List<string> Categories { get; set; } = [];
    }
}
