using ComplaintsPlatform.Pages;
using ComplaintsPlatform.Portal.Gateway;
using ComplaintsPlatform.Portal.SignIn;
using Microsoft.AspNetCore.Mvc;

namespace ComplaintsPlatform.Portal.Pages.Submissions;

/// <summary>The letter that says why something is not taken as a complaint: begun with what was decided, finished,
/// sent.</summary>
internal sealed class LetterModel(
    Gateway.Submissions submissions, Gateway.Letters letters, WorkingDays days, TimeProvider time)
    : SubmissionPage(submissions)
{
    private const string Kind = "refusal";

    [BindProperty(SupportsGet = true)]
    public RefusalForm Form { get; set; } = new();

    /// <summary>As it is written; null before somebody began, and once it is issued.</summary>
    public DraftShown? Letter { get; private set; }

    public LetterPreview? Preview { get; private set; }

    /// <summary>As it went out, or waits to be sent.</summary>
    public LetterAnswer? Sent { get; private set; }

    public bool MayWrite => User.Is(Access.Policies[Access.Handle]);

    public override string Shown => $"{base.Shown}/letter";

    protected override IReadOnlyDictionary<string, string> Fields { get; } = new Dictionary<string, string>
    { ["form"] = "Form.How", ["sentOn"] = "Form.SentOn", ["how"] = "Form.Way", ["parts[]"] = "Form.Parts" };

    protected override IReadOnlyDictionary<string, string> Codes { get; } = new Dictionary<string, string>
    {
        ["date-in-future"] = "Form.SentOn",
        ["sent-before-issue"] = "Form.SentOn",
        ["no-email-to-write-to"] = "Form.How",
        ["no-address-to-write-to"] = "Form.How",
    };

    public Task OnGetAsync(Guid id) => LoadAsync(id);

    public Task<IActionResult> OnPostBeginAsync(Guid id) => SendAsync(id, "letter-begun", () =>
        letters.BeginAsync(id, new BeginDraft { LetterId = Form.LetterId, Kind = Kind }));

    public Task<IActionResult> OnPostAsync(Guid id) => SendAsync(id, "letter-saved", () =>
        letters.ChangeAsync(id, Form.LetterId, new ChangeDraft
        { Parts = [.. Form.Parts.Select(part => new DraftPart { Name = part.Name ?? "", Text = part.Text ?? "" })] },
            Seen));

    public Task<IActionResult> OnPostIssueAsync(Guid id)
    {
        ModelState.Need("Form.How", Form.How, "Choose how the letter goes");
        return SendAsync(id, "letter-issued", () => letters.IssueAsync(id, Form.LetterId, Form.How, Seen));
    }

    public Task<IActionResult> OnPostSentAsync(Guid id)
    {
        if (Form.SentOn.Read() is null)
            ModelState.AddModelError("Form.SentOn", "Enter the day on which it was sent, like 27 3 2026");
        ModelState.Need("Form.Way", Form.Way, "Choose how it was sent");
        return SendAsync(id, "letter-sent", () => letters.MarkSentAsync(Form.LetterId,
            new MarkSentByHand { SentOn = Form.SentOn.Read()!.Value, How = Form.Way }, Seen));
    }

    protected override async Task LoadAsync(Guid id)
    {
        // The version that counts here is the letter's.
        var seen = Seen;
        await base.LoadAsync(id);
        Seen = seen;
        var all = await letters.OfAsync(id);
        Sent = all?.Letters.LastOrDefault(one => one.Kind == Kind);
        if (Sent is not null && Form.SentOn.IsEmpty) Form.SentOn = DateParts.Of(days.Today);
        var draft = all?.Drafts.LastOrDefault(one => one.Kind == Kind && one.Status != "withdrawn");
        if (Sent is null && draft is not null && MayWrite)
        {
            Letter = await letters.FindAsync(id, draft.LetterId);
            Preview = await letters.PreviewAsync(id, draft.LetterId);
        }

        if (Form.LetterId == Guid.Empty) Form.LetterId = Guid.CreateVersion7(time.GetUtcNow());
        if (Letter is not { } letter) return;
        if (Seen == 0) Seen = letter.Version;
        if (Form.Parts.Count == 0)
            Form.Parts =
            [
                .. letter.Parts.Select(part => new PartText
                { Name = part.Name, Text = letter.Text.Parts.FirstOrDefault(one => one.Name == part.Name)?.Text }),
            ];
        Form.How ??= Submission.PreferredContact == "letter" && Preview!.Ways.Contains("letter")
            ? "letter"
            : Preview!.Ways is [var first, ..] ? first : null;
    }

    internal sealed class RefusalForm
    {
        public Guid LetterId { get; set; }

        public List<PartText> Parts { get; set; } = [];

        public string? How { get; set; }

        public DateParts SentOn { get; set; } = new();

        public string? Way { get; set; }
    }

    internal sealed class PartText
    {
        public string? Name { get; set; }

        public string? Text { get; set; }
    }
}
