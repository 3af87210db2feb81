using ComplaintsPlatform.Portal.Gateway;
using ComplaintsPlatform.Portal.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ComplaintsPlatform.Portal.Pages.People;

/// <summary>Everything known about a person; who only administers sees who it is.</summary>
internal sealed class PersonModel(Register register) : PageModel
{
    private static readonly Dictionary<string, string> DoneWords = new()
    {
        ["registered"] = "They are registered.",
        ["changed"] = "The details are changed.",
        ["verified"] = "That the details are right is recorded.",
        ["restricted"] = "Contact is restricted, and shown to whoever deals with them.",
        ["restriction-kept"] = "That the restriction is still needed is recorded.",
        ["restriction-ended"] = "Contact is as with anybody again.",
        ["need"] = "It is recorded, and shown to whoever deals with them.",
        ["reviewed"] = "That it still stands is recorded.",
        ["ended"] = "It ended, and is shown no more.",
        ["preferences"] = "Language and format are agreed.",
        ["contact"] = "The contact is noted.",
        ["authorised"] = "They may act from that day on.",
        ["authority-ended"] = "They act no more after that day.",
        ["household"] = "Who lives there is put right.",
        ["equality"] = "The answers are kept, apart from everything else.",
        ["equality-withdrawn"] = "Nothing of what they answered is read or counted any more.",
        ["merged"] = "This record is merged. It can be undone.",
        ["unmerged"] = "Both records stand for themselves again.",
    };

    public PersonPage Person { get; private set; } = null!;

    public PersonOverview? Known { get; private set; }

    public Property? Home { get; private set; }

    public IReadOnlyList<ContactMade> Contacts { get; private set; } = [];

    public string? Done { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid id)
    {
        Done = Request.Query["done"] is [{ } done] ? DoneWords.GetValueOrDefault(done) : null;
        if (User.Is(Access.Policies[Access.Read]))
        {
            if (await register.OverviewAsync(id) is not { } known) return NotFound();
            (Known, Person) = (known, known.Person);
            if (known.Home is { } lived)
                Home = new Property
                {
                    PropertyId = lived.PropertyId,
                    Uprn = lived.Uprn,
                    Address = lived.Address,
                    References = lived.References,
                };
            Contacts =
            [
                .. Person.Contacts.Concat(known.ContactsOfMergedRecords).OrderByDescending(contact => contact.At),
            ];
            return Page();
        }

        if (await register.PersonAsync(id) is not { } person) return NotFound();
        Person = person;
        if (person.PropertyId is { } home) Home = await register.HomeAsync(home);
        return Page();
    }

    /// <summary>When and how a detail was last asked for.</summary>
    public string WhenVerified(string detail) => Person.Verified.TryGetValue(detail, out var seen)
        ? $"Right on {ComplaintsPlatform.Pages.Words.Day(seen.On)} ({seen.Channel.Replace('-', ' ')})"
        : "";
}
