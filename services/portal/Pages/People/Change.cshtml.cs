using ComplaintsPlatform.Portal.Gateway;
using Microsoft.AspNetCore.Mvc;

namespace ComplaintsPlatform.Portal.Pages.People;

internal sealed class ChangeModel(Register register) : PersonChangePage(register)
{
    [BindProperty(SupportsGet = true)]
    public PersonDetailsForm Form { get; set; } = new();

    protected override IReadOnlyDictionary<string, string> Fields { get; } = new Dictionary<string, string>
    {
        ["name"] = "Form.Name",
        ["phone"] = "Form.Phone",
        ["email"] = "Form.Email",
        ["postalAddress"] = "Form.PostalAddress",
    };

    public async Task OnGetAsync(Guid id)
    {
        await base.LoadAsync(id);
        if (Request.Query["resume"] is not [{ }])
            Form = new PersonDetailsForm
            {
                Name = Person.Name,
                Phone = Person.Phone,
                Email = Person.Email,
                Home = Person.PropertyId?.ToString(),
                PostalAddress = Person.PostalAddress,
            };
        await HomesAsync();
    }

    public async Task<IActionResult> OnPostHomesAsync(Guid id)
    {
        await LoadAsync(id);
        return Page();
    }

    public Task<IActionResult> OnPostAsync(Guid id)
    {
        ModelState.Need("Form.Name", Form.Name, "Enter the full name");
        return SendAsync(id, "changed", () => Register.ChangeAsync(id, new ChangePersonDetails
        {
            Name = Form.Name,
            Email = Form.Email,
            Phone = Form.Phone,
            PostalAddress = Form.PostalAddress,
            PropertyId = Form.PropertyId,
        }, Seen));
    }

    protected override async Task LoadAsync(Guid id)
    {
        await base.LoadAsync(id);
        await HomesAsync();
    }

    private async Task HomesAsync() => ViewData["Homes"] = await HomeChoices.OfAsync(Form, Register);
}
