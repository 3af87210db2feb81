using ComplaintsPlatform.Portal.Gateway;
using Microsoft.AspNetCore.Mvc;

namespace ComplaintsPlatform.Portal.Pages.People;

/// <summary>Notes a contact, under an id of its own: sent twice, it is one.</summary>
internal sealed class RecordContactModel(Register register, WordLists words, TimeProvider time)
    : PersonChangePage(register)
{
    [BindProperty(SupportsGet = true)]
    public Guid Key { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Channel { get; set; } = "phone";

    [BindProperty(SupportsGet = true)]
    public string? About { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Outcome { get; set; }

    public WordListsAnswer Lists { get; private set; } = WordListsAnswer.None;

    protected override IReadOnlyDictionary<string, string> Fields { get; } = new Dictionary<string, string>
    { ["channel"] = "Channel", ["about"] = "About", ["outcome"] = "Outcome" };

    public Task OnGetAsync(Guid id)
    {
        if (Key == Guid.Empty) Key = Guid.CreateVersion7(time.GetUtcNow());
        return LoadAsync(id);
    }

    public Task<IActionResult> OnPostAsync(Guid id)
    {
        ModelState.Need("About", About, "Enter what it was about");
        return SendAsync(id, "contact",
            () => Register.RecordContactAsync(id, new RecordContact
            {
                Channel = Channel,
                About = About,
                Outcome = Outcome,
                ContactId = Key,
            }));
    }

    protected override async Task LoadAsync(Guid id)
    {
        Lists = await words.AskAsync();
        await base.LoadAsync(id);
    }
}
