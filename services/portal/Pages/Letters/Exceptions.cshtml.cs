using ComplaintsPlatform.Portal.Gateway;
using ComplaintsPlatform.Portal.SignIn;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ComplaintsPlatform.Portal.Pages.Letters;

/// <summary>Letters that should have gone and did not, or did not arrive, until each is put right; and for who leads,
/// colleagues whom no email reaches.</summary>
internal sealed class ExceptionsModel(Gateway.Letters letters, Gateway.Notices notices) : PageModel
{
    public bool MaySend => User.Is(Access.Policies[Access.SendLetters]);

    public bool MayIssue => User.Is(Access.Policies[Access.Handle]);

    public IReadOnlyList<LetterToPutRight> Letters { get; private set; } = [];

    public IReadOnlyList<FailingAddressShown> Failing { get; private set; } = [];

    public async Task OnGetAsync()
    {
        var all = letters.ToPutRightAsync();
        if (User.Is(Access.Policies[Access.Lead])) Failing = await notices.FailingAsync();
        Letters = await all;
    }
}
