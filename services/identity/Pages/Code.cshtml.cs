using ComplaintsPlatform.Identity.Logins;
using ComplaintsPlatform.Identity.Tokens;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ComplaintsPlatform.Identity.Pages;

// The second step of who has an authenticator app. Wrong codes count as wrong passwords do.
internal sealed class CodeModel(SignInSteps steps, TokenLimits limits) : PageModel
{
    [BindProperty] public string? Code { get; set; }

    [BindProperty(SupportsGet = true)] public string? ReturnUrl { get; set; }

    public async Task<IActionResult> OnGetAsync() =>
        await steps.GetTwoFactorAuthenticationUserAsync() is null
            ? RedirectToPage("SignIn", new { ReturnUrl })
            : Page();

    public async Task<IActionResult> OnPostAsync()
    {
        if (await steps.GetTwoFactorAuthenticationUserAsync() is not { } login)
            return RedirectToPage("SignIn", new { ReturnUrl });
        var code = new string([.. (Code ?? "").Where(char.IsAsciiDigit)]);
        if (code.Length == 0) ModelState.AddModelError(nameof(Code), "Enter the code that your app shows");
        else if (limits.Refuses(login.UserName!, HttpContext.Connection.RemoteIpAddress) is not null
            || !(await steps.TwoFactorAuthenticatorSignInAsync(code, isPersistent: false, rememberClient: false))
                .Succeeded)
            ModelState.AddModelError(nameof(Code), "The code is not right, or too old. Enter the one shown now");
        return ModelState.IsValid ? LocalRedirect(SignInModel.Destination(ReturnUrl)) : Page();
    }
}
