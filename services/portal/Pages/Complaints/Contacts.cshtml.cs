using ComplaintsPlatform.Portal.Gateway;
using ComplaintsPlatform.Portal.SignIn;

namespace ComplaintsPlatform.Portal.Pages.Complaints;

internal sealed class ContactsModel(Gateway.Complaints complaints, Gateway.Contacts contacts, WorkingDays days)
    : CasePage(complaints, days)
{
    public async Task OnGetAsync(Guid id)
    {
        var log = contacts.OfAsync(id);
        await LoadAsync(id);
        Log = await log;
    }

    /// <summary>Whoever made the entry, or handles complaints.</summary>
    public bool MayWithdraw(ContactDetails entry) => Case.MergedInto is null && User.Is(Access.Policies[Access.Staff])
        && (entry.ById.ToString() == User.Id() || User.Is(Access.Policies[Access.Handle]));
}
