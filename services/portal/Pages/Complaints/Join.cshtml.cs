using ComplaintsPlatform.Portal.Gateway;
using Microsoft.AspNetCore.Mvc;

namespace ComplaintsPlatform.Portal.Pages.Complaints;

/// <summary>Somebody comes again about this complaint: what they say is added, and overwrites nobody's work.</summary>
internal sealed class JoinModel(
    Gateway.Complaints complaints, WordLists words, WorkingDays days, TimeProvider time) : VerbPage(complaints, days)
{
    [BindProperty(SupportsGet = true)]
    public JoinForm Form { get; set; } = new();

    public WordListsAnswer Lists { get; private set; } = WordListsAnswer.None;

    protected override IReadOnlyDictionary<string, string> Fields { get; } = new Dictionary<string, string>
    {
        ["words"] = "Form.Words",
        ["points[]"] = "Form.Point",
        ["channel"] = "Form.Channel",
        ["contact.name"] = "Form.Name",
    };

    public async Task OnGetAsync(Guid id)
    {
        if (Form.Key == Guid.Empty) Form.Key = Guid.CreateVersion7(time.GetUtcNow());
        Lists = await words.AskAsync();
        await ShowAsync(id);
    }

    public async Task<IActionResult> OnPostAsync(Guid id)
    {
        Lists = await words.AskAsync();
        ModelState.Need("Form.Words", Form.Words, "Enter what they said");
        return await SendAsync(id, "joined", () => Complaints.JoinAsync(id, new JoinComplaint
        {
            Channel = Form.Channel,
            Words = Form.Words,
            Points = string.IsNullOrWhiteSpace(Form.Point) ? [] : [Form.Point],
            Contact = string.IsNullOrWhiteSpace(Form.Name) ? null : new JoinedContact { Name = Form.Name },
            ContactId = Form.Key,
        }));
    }

    protected override IReadOnlyList<(string Field, string Yours, string Now)> Compare() => [];

    internal sealed class JoinForm
    {
        public Guid Key { get; set; }

        public string? Words { get; set; }

        public string? Point { get; set; }

        public string? Name { get; set; }

        public string? Channel { get; set; } = "phone";
    }
}
