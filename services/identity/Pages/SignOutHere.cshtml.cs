using ComplaintsPlatform.Identity.Logins;
using ComplaintsPlatform.Identity.Tokens;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ComplaintsPlatform.Identity.Pages;

// Asked for without the hint that a client gives: by the user, or by a page that means no good.
internal sealed class SignOutHereModel(LoginManager logins, SignOut signOut) : PageModel
{
    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var cookie = await HttpContext.AuthenticateAsync(IdentityConstants.ApplicationScheme);
        if (cookie.Succeeded && logins.GetUserId(cookie.Principal) is { } subject)
            await signOut.EverywhereAsync(subject, cancellationToken);
        return RedirectToPage("SignedOut");
    }
}
