using ComplaintsPlatform.Pages;
using ComplaintsPlatform.Pages.TagHelpers;
using ComplaintsPlatform.Portal.Gateway;
using Microsoft.AspNetCore.Mvc;

namespace ComplaintsPlatform.Portal.Pages.Complaints;

/// <summary>A call, a visit, a meeting, a note, a message: on one page, quick enough while one is on the
/// phone.</summary>
internal sealed class LogContactModel(
    Gateway.Complaints complaints, Gateway.Contacts contacts, Gateway.Documents documents, WorkingDays days)
    : CasePage(complaints, days)
{
    private const string Reached = "reached", Missed = "missed", Other = "other";

    public static readonly IReadOnlyList<Choice> Kinds =
        [new("call", "Call"), new("visit", "Visit"), new("meeting", "Meeting"), new("note", "Note"),
            new("message", "Message to colleagues")];

    public static readonly IReadOnlyList<Choice> Who =
    [
        new(Reached, "The resident"), new(Missed, "The resident, who was not reached"),
        new(Other, "Somebody else", "A contractor, another team, the council"),
    ];

    public static readonly IReadOnlyList<Choice> Directions = [new("false", "We rang"), new("true", "They rang")];

    private static readonly Dictionary<string, string> Fields = new()
    {
        ["kind"] = "Form.Kind",
        ["words"] = "Form.Words",
        ["on"] = "Form.On",
        ["with"] = "Form.With",
        ["documents"] = "Form.Documents",
        ["nextUpdateOn"] = "Form.NextUpdateOn",
    };

    private static readonly Dictionary<string, string> Codes = new()
    {
        ["contact-in-the-future"] = "Form.On",
        ["contact-before-receipt"] = "Form.On",
        ["update-before-contact"] = "Form.NextUpdateOn",
        ["contact-document-unknown"] = "Form.Documents",
    };

    [BindProperty(SupportsGet = true)]
    public ContactForm Form { get; set; } = new();

    public IReadOnlyList<Choice> Documents { get; private set; } = [];

    public async Task OnGetAsync(Guid id)
    {
        await ListAsync(id);
        if (Form.Key == Guid.Empty) Form.Key = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
        if (Form.On.IsEmpty) Form.On = DateParts.Of(Today);
    }

    public async Task<IActionResult> OnPostAsync(Guid id)
    {
        await ListAsync(id);
        var isBetweenPeople = Form.Kind is "call" or "visit" or "meeting";
        ModelState.Need("Form.Kind", Form.Kind, "Choose what it was");
        if (isBetweenPeople) ModelState.Need("Form.Who", Form.Who, "Choose with whom it was");
        ModelState.Need("Form.Words", Form.Words, "Enter what was said or done");
        ModelState.NeedDay("Form.On", Form.On, "Enter the day on which it was, like 27 3 2026");
        if (isBetweenPeople && Form.On.IsEmpty)
            ModelState.AddModelError("Form.On", "Enter the day on which it was, like 27 3 2026");
        ModelState.NeedDay(
            "Form.NextUpdateOn", Form.NextUpdateOn, "Enter the day by which they hear again, like 27 3 2026");
        if (!ModelState.IsValid) return Page();
        try
        {
            await contacts.LogAsync(id, new LogContact
            {
                NoteId = Form.Key,
                Kind = Form.Kind,
                Words = Form.Words,
                On = Form.On.Read(),
                With = Form.With,
                TheyRang = Form.TheyRang,
                Resident = isBetweenPeople && Form.Who is Reached or Missed,
                Reached = Form.Who == Reached,
                Documents = Form.Documents,
                NextUpdateOn = Form.NextUpdateOn.Read(),
            });
            return Redirect($"/complaints/{id}/contacts?done=contact-recorded");
        }
        catch (ProblemAnswer problem) when (problem.IsMendable)
        {
            problem.AddTo(ModelState, Fields, Codes);
            return Page();
        }
    }

    private async Task ListAsync(Guid id)
    {
        var all = documents.ListAsync(id);
        await LoadAsync(id);
        Documents = [.. (await all).Where(one => one.CanBeOpened)
            .Select(one => new Choice($"{one.DocumentId}", one.Name, one.Description))];
    }

    internal sealed class ContactForm
    {
        /// <summary>The entry's id: a form that is sent twice makes one.</summary>
        public Guid Key { get; set; }

        public string? Kind { get; set; }

        public string? Who { get; set; }

        public bool TheyRang { get; set; }

        public string? Words { get; set; }

        public DateParts On { get; set; } = new();

        public string? With { get; set; }

        public DateParts NextUpdateOn { get; set; } = new();

        public List<Guid> Documents { get; set; } = [];
    }
}
