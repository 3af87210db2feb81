using ComplaintsPlatform.Identity.Logins;
using ComplaintsPlatform.Identity.Tokens;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ComplaintsPlatform.Identity.Pages;

// A second step of signing in, for who wants one: by an authenticator app (RFC 6238). On and off take a code, so that
// nobody is left with an app that shows another one.
internal sealed class OneTimeCodesModel(LoginManager logins, SignInSteps steps, TokenLimits limits) : PageModel
{
    internal const string Path = "/sign-in/one-time-codes";

    [BindProperty] public string? Code { get; set; }

    public bool IsOn { get; private set; }

    public string? Key { get; private set; }

    public string? Link { get; private set; }

    public async Task<IActionResult> OnGetAsync()
    {
        if (await FindAsync() is not { } login) return RedirectToPage("SignIn", new { returnUrl = Path });
        await ShowAsync(login);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (await FindAsync() is not { } login) return RedirectToPage("SignIn", new { returnUrl = Path });
        var code = new string([.. (Code ?? "").Where(char.IsAsciiDigit)]);
        if (limits.Refuses(login.UserName!, HttpContext.Connection.RemoteIpAddress) is null
            && await logins.VerifyTwoFactorTokenAsync(login, logins.Options.Tokens.AuthenticatorTokenProvider, code))
        {
            await logins.SetTwoFactorEnabledAsync(login, !login.TwoFactorEnabled);
            // Off, the app's key is worth nothing any more.
            if (!login.TwoFactorEnabled) await logins.ResetAuthenticatorKeyAsync(login);
            await steps.RefreshSignInAsync(login);
            return RedirectToPage();
        }

        ModelState.AddModelError(nameof(Code), "The code is not right, or too old. Enter the one shown now");
        await ShowAsync(login);
        return Page();
    }

    private async Task<Login?> FindAsync()
    {
        var cookie = await HttpContext.AuthenticateAsync(IdentityConstants.ApplicationScheme);
        return cookie.Succeeded ? await logins.GetUserAsync(cookie.Principal) : null;
    }

    private async Task ShowAsync(Login login)
    {
        IsOn = login.TwoFactorEnabled;
        if (IsOn) return;
        var key = await logins.GetAuthenticatorKeyAsync(login);
        if (key is null)
        {
            await logins.ResetAuthenticatorKeyAsync(login);
            await steps.RefreshSignInAsync(login);
            key = await logins.GetAuthenticatorKeyAsync(login);
        }

        Key = string.Join(' ', key!.Chunk(4).Select(static part => new string(part)));
        Link = $"otpauth://totp/Complaints:{Uri.EscapeDataString(login.UserName!)}?secret={key}&issuer=Complaints";
    }
}
