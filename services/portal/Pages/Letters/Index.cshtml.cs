using ComplaintsPlatform.Portal.Gateway;
using ComplaintsPlatform.Portal.SignIn;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ComplaintsPlatform.Portal.Pages.Letters;

/// <summary>Letters that wait: for an approval by whoever looks, and to be sent by hand.</summary>
internal sealed class IndexModel(Gateway.Letters letters) : PageModel
{
    public bool MayApprove => User.Is(Access.Policies[Access.Handle]);

    public bool MaySend => User.Is(Access.Policies[Access.SendLetters]);

    public IReadOnlyList<LetterToApprove> ToApprove { get; private set; } = [];

    public LettersByHandPage ToSend { get; private set; } = null!;

    /// <summary>How many did not go or did not arrive.</summary>
    public int ToPutRight { get; private set; }

    public async Task OnGetAsync(string? cursor)
    {
        var toSend = letters.ToSendByHandAsync(cursor);
        var toPutRight = letters.ToPutRightAsync();
        if (MayApprove) ToApprove = await letters.ToApproveAsync();
        (ToSend, ToPutRight) = (await toSend, (await toPutRight).Count);
    }
}
