using ComplaintsPlatform.Portal.Gateway;
using Microsoft.AspNetCore.Mvc;

namespace ComplaintsPlatform.Portal.Pages.Complaints;

/// <summary>Somebody comes again about this complaint: what they say is added, and overwrites nobody's work.</summary>
internal sealed class JoinModel(
    Gateway.Complaints complaints, WordLists words, WorkingDays days, TimeProvider time) : VerbPage(complaints, days)
{
    [BindProperty(SupportsGet = true)]
    public JoinForm Form { get; set; } = new();

    public Lists Lists { get; private set; } = Lists.None;

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
        Need("Form.Words", Form.Words, "Enter what they said");
        return await SendAsync(id, "joined", () => Complaints.JoinAsync(id, new JoinComplaint(
            Form.Channel, Form.Words!, string.IsNullOrWhiteSpace(Form.Point) ? [] : [Form.Point],
            string.IsNullOrWhiteSpace(Form.Name) ? null : new ResidentGiven(Form.Name, null, null, null, null), null,
            Form.Key)));
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
