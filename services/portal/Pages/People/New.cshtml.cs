using ComplaintsPlatform.Portal.Gateway;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ComplaintsPlatform.Portal.Pages.People;

/// <summary>Registers somebody. Who is registered already, perhaps, is shown first.</summary>
internal sealed class NewModel(Register register, TimeProvider time) : PageModel
{
    private static readonly Dictionary<string, string> Fields = new()
    {
        ["name"] = "Form.Name",
        ["phone"] = "Form.Phone",
        ["email"] = "Form.Email",
        ["postalAddress"] = "Form.PostalAddress",
    };

    [BindProperty(SupportsGet = true)]
    public PersonDetailsForm Form { get; set; } = new();

    public IReadOnlyList<PossibleDouble> Doubles { get; private set; } = [];

    public Task<IActionResult> OnGetAsync() => ShowAsync();

    public Task<IActionResult> OnPostHomesAsync() => ShowAsync();

    public async Task<IActionResult> OnPostAsync(bool somebodyElse)
    {
        if (string.IsNullOrWhiteSpace(Form.Name)) ModelState.AddModelError("Form.Name", "Enter the full name");
        if (!ModelState.IsValid) return await ShowAsync();
        try
        {
            await register.RegisterAsync(new RegisterPerson
            {
                PersonId = Form.Key,
                References = [],
                Name = Form.Name,
                Email = Form.Email,
                Phone = Form.Phone,
                PropertyId = Form.PropertyId,
                PostalAddress = Form.PostalAddress,
                IsSomebodyElse = somebodyElse,
            });
            return Redirect($"/people/{Form.Key}?done=registered");
        }
        catch (ProblemAnswer problem) when (problem.Code == "possible-double")
        {
            Doubles = problem.Doubles;
            return await ShowAsync();
        }
        catch (ProblemAnswer problem) when (problem.IsMendable)
        {
            problem.AddTo(ModelState, Fields);
            return await ShowAsync();
        }
    }

    private async Task<IActionResult> ShowAsync()
    {
        if (Form.Key == Guid.Empty) Form.Key = Guid.CreateVersion7(time.GetUtcNow());
        ViewData["Homes"] = await HomeChoices.OfAsync(Form, register);
        return Page();
    }
}
