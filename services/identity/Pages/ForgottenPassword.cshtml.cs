using ComplaintsPlatform.Identity.Logins;
using ComplaintsPlatform.Identity.Tokens;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ComplaintsPlatform.Identity.Pages;

// The same answer for everybody, at once: whether there is such an account, only its mailbox learns.
internal sealed class ForgottenPasswordModel(ResetMail mail, TokenLimits limits) : PageModel
{
    [BindProperty] public string? Username { get; set; }

    [BindProperty(SupportsGet = true)] public string? ReturnUrl { get; set; }

    public bool IsAsked { get; private set; }

    public void OnPost()
    {
        if (string.IsNullOrWhiteSpace(Username))
            ModelState.AddModelError(nameof(Username), "Enter your email address");
        else if (limits.RefusesMail(Username, HttpContext.Connection.RemoteIpAddress))
        {
            Response.StatusCode = StatusCodes.Status429TooManyRequests;
            ModelState.AddModelError("", "There were too many tries in a short time. Wait a minute, then try again");
        }
        else
        {
            mail.Ask(Username);
            IsAsked = true;
        }
    }
}
