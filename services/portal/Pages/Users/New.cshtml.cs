using ComplaintsPlatform.Portal.Gateway;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ComplaintsPlatform.Portal.Pages.Users;

internal sealed class NewModel(Colleagues colleagues, TimeProvider time) : PageModel
{
    private static readonly Dictionary<string, string> Fields = new()
    {
        ["name"] = "Form.Name",
        ["username"] = "Form.Username",
        ["roles"] = "Form.Roles",
        ["password"] = "Form.Password",
    };

    private static readonly Dictionary<string, string> Codes = new() { ["already-exists"] = "Form.Username" };

    [BindProperty(SupportsGet = true)]
    public UserForm Form { get; set; } = new();

    public void OnGet()
    {
        if (Form.Key == Guid.Empty) Form.Key = Guid.CreateVersion7(time.GetUtcNow());
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (string.IsNullOrWhiteSpace(Form.Name)) ModelState.AddModelError("Form.Name", "Enter the full name");
        if (string.IsNullOrWhiteSpace(Form.Username))
            ModelState.AddModelError("Form.Username", "Enter what the user signs in as");
        if (Form.Roles.Count == 0) ModelState.AddModelError("Form.Roles", "Choose at least one role");
        if (Form.Password is not { Length: >= 12 })
            ModelState.AddModelError("Form.Password", "Enter a first password of at least 12 characters");
        if (!ModelState.IsValid) return Page();
        try
        {
            await colleagues.CreateAsync(
                new CreateUser
                {
                    UserId = Form.Key,
                    Username = Form.Username,
                    Name = Form.Name,
                    Roles = Form.Roles,
                    Password = Form.Password,
                });
            return Redirect("/users?done=made");
        }
        catch (ProblemAnswer problem) when (problem.Code == "user-exists")
        {
            // Sent twice: it was made the first time.
            return Redirect($"/users/{Form.Key}");
        }
        catch (ProblemAnswer problem) when (problem.IsMendable)
        {
            problem.AddTo(ModelState, Fields, Codes);
            return Page();
        }
    }

    internal sealed class UserForm
    {
        public Guid Key { get; set; }

        public string? Name { get; set; }

        public string? Username { get; set; }

        public List<string> Roles { get; set; } = [];

        public string? Password { get; set; }
    }
}
