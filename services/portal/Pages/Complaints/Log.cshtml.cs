using ComplaintsPlatform.Pages;
using ComplaintsPlatform.Portal.Gateway;
using ComplaintsPlatform.Portal.Kept;
using ComplaintsPlatform.Portal.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ComplaintsPlatform.Portal.Pages.Complaints;

/// <summary>
/// One form for trained staff who are on the phone. Its key is made when it is shown and is the complaint's id: sent
/// twice, it is one complaint. Every button but the last sends it to be shown again, with everything that was typed.
/// Before it is saved, open complaints that may be the same are shown once: to join one, or to go on.
/// </summary>
internal sealed class LogModel(
    Gateway.Complaints complaints, Register register, Gateway.Guidance guidance, Gateway.Waiting waiting,
    WordLists words, KeptForms forms, WorkingDays days, TimeProvider time) : PageModel
{
    public const int MostPoints = 20;

    private static readonly Dictionary<string, string> Fields = new()
    {
        ["resident.name"] = "Form.Name",
        ["resident.phone"] = "Form.Phone",
        ["resident.email"] = "Form.Email",
        ["resident.postalAddress"] = "Form.PostalAddress",
        ["preferredContact"] = "Form.PreferredContact",
        ["category"] = "Form.Category",
        ["points"] = "Form.Points[0]",
        ["points[]"] = "Form.Points",
        ["desiredOutcome"] = "Form.DesiredOutcome",
        ["channel"] = "Form.Channel",
        ["receivedOn"] = "Form.ReceivedOn",
        ["when"] = "Form.When",
        ["contactTimes"] = "Form.ContactTimes",
        ["contactFrequency"] = "Form.ContactFrequency",
        ["availability"] = "Form.Availability",
        ["services"] = "Form.Services",
        ["nature"] = "Form.Nature",
        ["priority"] = "Form.Priority",
        ["words"] = "Form.Points[0]",
    };

    private static readonly Dictionary<string, string> Codes = new()
    { ["received-in-the-future"] = "Form.ReceivedOn" };

    [BindProperty(SupportsGet = true)]
    public ComplaintForm Form { get; set; } = new();

    public IReadOnlyList<KeptDraft> Drafts { get; private set; } = [];

    public WordListsAnswer Lists { get; private set; } = WordListsAnswer.None;

    public IReadOnlyList<FoundPerson> Found { get; private set; } = [];

    public string FoundWords { get; private set; } = "";

    public PersonOverview? Known { get; private set; }

    public IReadOnlyList<GuidanceArticle> Articles { get; private set; } = [];

    /// <summary>What may be the same; then the page asks about that alone.</summary>
    public IReadOnlyList<LikelyDouble> Doubles { get; private set; } = [];

    public bool MayFind => User.Is(Access.Policies[Access.Find]);

    /// <summary>Whether what belongs together in a fold has to stand open.</summary>
    public static bool HasAny(params IEnumerable<string?> values) =>
        values.Any(value => !string.IsNullOrWhiteSpace(value));

    public async Task<IActionResult> OnGetAsync(Guid? person, Guid? contact)
    {
        if (person is { } chosen) await ChooseAsync(chosen);
        if (contact is { } taken && await waiting.TakenAsync(taken, User.Id()) is { } one)
        {
            (Form.WaitingContactId, Form.Channel) = (one.ContactId, one.Channel);
            (Form.Name, Form.Phone, Form.Email) = (one.From?.Name, one.From?.Phone, one.From?.Email);
            Form.Points = [.. AsPoints(one.Words)];
        }

        return await ShowAsync();
    }

    /// <summary>The guidance alone, when another subject is chosen.</summary>
    public async Task<IActionResult> OnGetGuidanceAsync(string? category)
    {
        Articles = await guidance.ListAsync(category);
        return Partial("_Guidance", Articles);
    }

    /// <summary>The list of people alone, while somebody types.</summary>
    public async Task<IActionResult> OnGetPeopleAsync(string? find)
    {
        Form.Find = find;
        await FindAsync();
        return Partial("_Found", this);
    }

    public async Task<IActionResult> OnPostFindAsync()
    {
        await FindAsync();
        return await ShowAsync(keep: true);
    }

    public async Task<IActionResult> OnPostUseAsync(Guid use)
    {
        await ChooseAsync(use);
        return await ShowAsync(keep: true);
    }

    public Task<IActionResult> OnPostForgetAsync()
    {
        (Form.PersonId, Form.PropertyId) = (null, null);
        return ShowAsync(keep: true);
    }

    public Task<IActionResult> OnPostAddPointAsync()
    {
        if (Form.Points.Count < MostPoints) Form.Points.Add(null);
        return ShowAsync(keep: true);
    }

    /// <summary>Shows it again: with the guidance for what was chosen, or to be changed after all.</summary>
    public Task<IActionResult> OnPostAgainAsync()
    {
        // What is written otherwise may be like others.
        Form.DoublesSeen = [];
        return ShowAsync(keep: true);
    }

    /// <summary>While it is written; a script asks for it.</summary>
    public async Task<IActionResult> OnPostKeepAsync()
    {
        await forms.SaveDraftAsync(HttpContext, Form.Key, HttpContext.RequestAborted);
        return new NoContentResult();
    }

    public async Task<IActionResult> OnPostDiscardAsync(Guid draft)
    {
        await forms.DropDraftAsync(HttpContext, draft, HttpContext.RequestAborted);
        return Redirect("/complaints/log");
    }

    public async Task<IActionResult> OnPostAsync()
    {
        Check();
        if (!ModelState.IsValid) return await ShowAsync(keep: true);
        try
        {
            if (await IsPerhapsAnotherAsync()) return await ShowAsync(keep: true);
            var taken = await complaints.MakeAsync(new MakeComplaint
            {
                Channel = Form.Channel,
                Category = Form.Category,
                Resident = Resident,
                Points = Points,
                PreferredContact = Form.PreferredContact,
                DesiredOutcome = Form.DesiredOutcome,
                PropertyId = Form.PropertyId,
                ReceivedOn = Form.ReceivedOn.Read(),
                ComplaintId = Form.Key,
                When = Form.When,
                ContactTimes = Form.ContactTimes,
                ContactFrequency = Form.ContactFrequency,
                Availability = Form.Availability,
                Services = Form.Services.Count > 0 ? Form.Services : null,
                Nature = Form.Nature,
                Priority = Form.Priority,
                WaitingContactId = Form.WaitingContactId,
            }, Form.Key);
            await forms.DropDraftAsync(HttpContext, Form.Key, HttpContext.RequestAborted);
            return Redirect($"/complaints/logged/{taken.ComplaintId}?reference={taken.Reference}");
        }
        catch (ProblemAnswer problem) when (problem.IsMendable)
        {
            problem.AddTo(ModelState, Fields, Codes);
            return await ShowAsync(keep: true);
        }
    }

    /// <summary>It is the same matter: what was said is added to the complaint that there is.</summary>
    public async Task<IActionResult> OnPostJoinAsync(Guid join)
    {
        try
        {
            var words = new[] { string.Join("\n\n", Points), Form.When, Form.DesiredOutcome };
            await complaints.JoinAsync(join, new JoinComplaint
            {
                Channel = Form.Channel,
                Words = string.Join("\n\n", words.Where(part => !string.IsNullOrWhiteSpace(part))),
                Points = Points,
                Contact = Resident.ToContact(),
                ReceivedOn = Form.ReceivedOn.Read(),
                ContactId = Form.Key,
            });
            if (Form.WaitingContactId is { } contact) await waiting.FinishAsync(contact, "joined", join, null);
            await forms.DropDraftAsync(HttpContext, Form.Key, HttpContext.RequestAborted);
            return Redirect($"/complaints/{join}?done=joined");
        }
        catch (ProblemAnswer problem) when (problem.IsMendable)
        {
            problem.AddTo(ModelState, Fields, Codes);
            return await ShowAsync(keep: true);
        }
    }

    /// <summary>All that was said, in as few points as take it: 4,000 characters each.</summary>
    internal static IEnumerable<string> AsPoints(IEnumerable<string> words)
    {
        const int longest = 4000;
        var points = new List<string>();
        foreach (var said in words.SelectMany(one => one.Chunk(longest)).Select(part => new string(part)))
            if (points.Count > 0 && points[^1].Length + 2 + said.Length <= longest) points[^1] += $"\n\n{said}";
            else points.Add(said);
        return points.Take(MostPoints);
    }

    private IReadOnlyList<string> Points =>
        [.. Form.Points.Where(point => !string.IsNullOrWhiteSpace(point)).OfType<string>()];

    // Whoever stays anonymous is nobody of the register, whatever was chosen before.
    private ResidentGiven Resident => new()
    {
        Name = Form.Anonymous ? null : Form.Name,
        Email = Form.Email,
        Phone = Form.Phone,
        PostalAddress = Form.PostalAddress,
        PersonId = Form.Anonymous ? null : Form.PersonId,
    };

    // Those that were shown already are another matter: whoever saw them has sent it again. A partner sees none.
    private async Task<bool> IsPerhapsAnotherAsync()
    {
        if (!User.Is(Access.Policies[Access.Staff])) return false;
        var found = await complaints.DoublesAsync(new FindLikelyDoubles
        {
            PersonId = Form.Anonymous ? null : Form.PersonId,
            PropertyId = Form.PropertyId,
            Email = Form.Email,
            Phone = Form.Phone,
            Texts = Points,
        });
        // Sent twice, the complaint finds itself.
        if (found.All(one => one.ComplaintId == Form.Key || Form.DoublesSeen.Contains(one.ComplaintId))) return false;
        Doubles = found;
        return true;
    }

    private void Check()
    {
        void Need(string field, bool given, string sentence)
        {
            if (!given) ModelState.AddModelError(field, sentence);
        }

        Need("Form.Name", Form.Anonymous || !string.IsNullOrWhiteSpace(Form.Name),
            "Enter the resident’s name, or choose that they give none");
        Need("Form.PreferredContact", Form.Anonymous || Form.PreferredContact is not null,
            "Choose how they want to be answered");
        Need("Form.Category", Form.Category is not null, "Choose what the complaint is about");
        Need("Form.Points[0]", Form.Points.Any(point => !string.IsNullOrWhiteSpace(point)), "Enter what happened");
        Need("Form.ReceivedOn", Form.ReceivedOn.IsEmpty || Form.ReceivedOn.Read() is not null,
            "Enter the day on which the complaint was received, like 27 3 2026");
    }

    private async Task<IActionResult> ShowAsync(bool keep = false)
    {
        if (Form.Key == Guid.Empty) Form.Key = Guid.CreateVersion7(time.GetUtcNow());
        if (Form.Points.Count == 0) Form.Points.Add(null);
        if (Form.ReceivedOn.IsEmpty && !keep) Form.ReceivedOn = DateParts.Of(days.Today);
        if (keep) await forms.SaveDraftAsync(HttpContext, Form.Key, HttpContext.RequestAborted);
        else
            Drafts = [.. (await forms.DraftsAsync(HttpContext, HttpContext.RequestAborted))
                .Where(draft => draft.Key != $"{Form.Key:N}")];
        Lists = await words.AskAsync();
        if (Form.PersonId is { } id && User.Is(Access.Policies[Access.Read]))
            Known = await register.OverviewAsync(id);
        Articles = await guidance.ListAsync(Form.Category);
        return Page();
    }

    private async Task FindAsync()
    {
        if (!MayFind) return;
        var sought = Form.Find?.Trim() ?? "";
        if (sought.Length < 3)
        {
            FoundWords = "Type at least three characters.";
            return;
        }

        try
        {
            var page = await register.FindAsync(sought, limit: 10);
            Found = page.People;
            FoundWords = page.People.Count == 0
                ? $"Nobody found for “{sought}”. Try less of the name, or go on below."
                : page.Next is null
                    ? $"{Words.Count(page.People.Count, "person", "people")} found."
                    : "More than 10 people found: the first 10 are shown. Type more of the name.";
        }
        catch (ProblemAnswer problem) when (problem.IsMendable)
        {
            FoundWords = problem.Detail;
        }
    }

    private async Task ChooseAsync(Guid id)
    {
        if (!MayFind || await register.PersonAsync(id) is not { } person) return;
        var home = person.PropertyId is { } homeId ? await register.HomeAsync(homeId) : null;
        (Form.PersonId, Form.PropertyId, Form.Find) = (person.PersonId, person.PropertyId, null);
        (Form.Name, Form.Phone, Form.Email) = (person.Name, person.Phone ?? Form.Phone, person.Email ?? Form.Email);
        Form.PostalAddress = person.PostalAddress ?? home?.Address ?? Form.PostalAddress;
        if (person.Preferences?.ContactBy is { } way && way != "in-person") Form.PreferredContact = way;
        // What the register says goes before what was typed.
        ModelState.Clear();
    }

    /// <summary>In the order of the page, which is the order of its errors.</summary>
    internal sealed class ComplaintForm
    {
        public Guid Key { get; set; }

        public string? Find { get; set; }

        public Guid? PersonId { get; set; }

        public Guid? PropertyId { get; set; }

        public Guid? WaitingContactId { get; set; }

        public List<Guid> DoublesSeen { get; set; } = [];

        public bool Anonymous { get; set; }

        public string? Name { get; set; }

        public string? Phone { get; set; }

        public string? Email { get; set; }

        public string? PostalAddress { get; set; }

        public string? PreferredContact { get; set; }

        public string? Category { get; set; }

        public List<string?> Points { get; set; } = [];

        public string? When { get; set; }

        public string? DesiredOutcome { get; set; }

        public string? ContactTimes { get; set; }

        public string? ContactFrequency { get; set; }

        public string? Availability { get; set; }

        public List<string> Services { get; set; } = [];

        public string? Nature { get; set; }

        public string? Priority { get; set; }

        public string? Channel { get; set; } = "phone";

        public DateParts ReceivedOn { get; set; } = new();
    }
}
