using ComplaintsPlatform.Identity.Logins;
using ComplaintsPlatform.Identity.Tokens;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ComplaintsPlatform.Identity.Pages;

// Email address or username, and password; then the one-time code of who has one; then back to the client that asked.
internal sealed class SignInModel(PasswordCheck passwords, SignInSteps steps, TokenLimits limits) : PageModel
{
    internal const string WhatIsWrong =
        "The username or the password is not right, or the account is locked. After five wrong tries an account is "
        + "locked for 15 minutes";

    [BindProperty] public string? Username { get; set; }

    [BindProperty] public string? Password { get; set; }

    [BindProperty(SupportsGet = true)] public string? ReturnUrl { get; set; }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(Username))
            ModelState.AddModelError(nameof(Username), "Enter your email address or username");
        if (string.IsNullOrEmpty(Password)) ModelState.AddModelError(nameof(Password), "Enter your password");
        if (!ModelState.IsValid) return Page();

        if (limits.Refuses(Username!, HttpContext.Connection.RemoteIpAddress) is not null)
        {
            Response.StatusCode = StatusCodes.Status429TooManyRequests;
            ModelState.AddModelError("", "There were too many tries in a short time. Wait a minute, then try again");
            return Page();
        }

        var login = await passwords.CheckAsync(Username!, Password!, cancellationToken);
        if (login is null)
        {
            ModelState.AddModelError(nameof(Username), WhatIsWrong);
            return Page();
        }

        return (await steps.EnterAsync(login)).RequiresTwoFactor
            ? RedirectToPage("Code", new { ReturnUrl })
            : LocalRedirect(Destination(ReturnUrl));
    }

    /// <summary>Never elsewhere: what the client may ask for was checked when it came.</summary>
    internal static string Destination(string? returnUrl) =>
        returnUrl is not null && (returnUrl == OneTimeCodesModel.Path
            || returnUrl.StartsWith("/connect/authorize?", StringComparison.Ordinal))
            ? returnUrl
            : "/sign-in/signed-in";
}
