using ComplaintsPlatform.Identity.Logins;
using ComplaintsPlatform.Identity.Tokens;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ComplaintsPlatform.Identity.Pages;

// From the link in the email, which works once and for an hour. Whoever else is signed in with the account is out.
internal sealed class ResetPasswordModel(LoginManager logins, SignOut signOut, TokenLimits limits) : PageModel
{
    private const int Fewest = 12;

    [BindProperty(SupportsGet = true, Name = "user")] public string? UserId { get; set; }

    [BindProperty(SupportsGet = true)] public string? Token { get; set; }

    [BindProperty] public string? Password { get; set; }

    public bool IsDone { get; private set; }

    public async Task OnPostAsync(CancellationToken cancellationToken)
    {
        if ((Password ?? "").Length is < Fewest or > LoginNames.MostCharacters)
            ModelState.AddModelError(nameof(Password),
                $"The password must have between {Fewest} and {LoginNames.MostCharacters} characters");
        else if (limits.Refuses(UserId ?? "", HttpContext.Connection.RemoteIpAddress) is not null)
            ModelState.AddModelError("", "There were too many tries in a short time. Wait a minute, then try again");
        else if (!Guid.TryParse(UserId, out var id) || await logins.FindByIdAsync(id.ToString()) is not { } login
            || !(await logins.ResetPasswordAsync(login, Token ?? "", Password!)).Succeeded)
            ModelState.AddModelError(nameof(Password),
                "The link does not work any more. It may be too old, or was used before. Ask for a new one");
        else
        {
            // The owner of the mailbox is in again, however many guesses there were.
            await logins.SetLockoutEndDateAsync(login, null);
            await signOut.EverywhereAsync(login.Id.ToString(), cancellationToken);
            IsDone = true;
        }
    }
}
