using ComplaintsPlatform.Pages;
using ComplaintsPlatform.Portal.Gateway;
using Microsoft.AspNetCore.Mvc;

namespace ComplaintsPlatform.Portal.Pages.People;

/// <summary>Lets somebody act for a person, under an id of its own: sent twice, it is one authority.</summary>
internal sealed class AuthoriseModel(Register register, WorkingDays days, TimeProvider time)
    : PersonChangePage(register)
{
    [BindProperty(SupportsGet = true)]
    public AuthorityForm Form { get; set; } = new();

    protected override IReadOnlyDictionary<string, string> Fields { get; } = new Dictionary<string, string>
    {
        ["name"] = "Form.Name",
        ["relationship"] = "Form.Relationship",
        ["organisation"] = "Form.Organisation",
        ["phone"] = "Form.Phone",
        ["email"] = "Form.Email",
        ["scope"] = "Form.Scope",
        ["from"] = "Form.From",
        ["until"] = "Form.Until",
        ["documentReference"] = "Form.DocumentReference",
    };

    public Task OnGetAsync(Guid id)
    {
        if (Form.Key == Guid.Empty)
            (Form.Key, Form.From) = (Guid.CreateVersion7(time.GetUtcNow()), DateParts.Of(days.Today));
        return LoadAsync(id);
    }

    public Task<IActionResult> OnPostAsync(Guid id)
    {
        ModelState.Need("Form.Name", Form.Name, "Enter their name");
        ModelState.Need("Form.Relationship", Form.Relationship, "Choose who they are");
        ModelState.Need("Form.Scope", Form.Scope, "Choose what they may act in");
        if (Form.From.Read() is null)
            ModelState.AddModelError("Form.From", "Enter the day on which it begins, like 27 3 2026");
        ModelState.NeedDay("Form.Until", Form.Until, "Enter the day on which it ends, like 27 3 2027");
        return SendAsync(id, "authorised", () => Register.AuthoriseAsync(id, new AuthoriseRepresentative
        {
            Name = Form.Name,
            Relationship = Form.Relationship,
            Scope = Form.Scope,
            From = Form.From.Read()!.Value,
            Until = Form.Until.Read(),
            Organisation = Form.Organisation,
            Email = Form.Email,
            Phone = Form.Phone,
            DocumentReference = Form.DocumentReference,
            RepresentativeId = Form.Key,
        }));
    }

    internal sealed class AuthorityForm
    {
        public Guid Key { get; set; }

        public string? Name { get; set; }

        public string? Relationship { get; set; }

        public string? Organisation { get; set; }

        public string? Phone { get; set; }

        public string? Email { get; set; }

        public string? Scope { get; set; }

        public DateParts From { get; set; } = new();

        public DateParts Until { get; set; } = new();

        public string? DocumentReference { get; set; }
    }
}
