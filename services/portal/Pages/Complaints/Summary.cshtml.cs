using ComplaintsPlatform.Pages;
using ComplaintsPlatform.Portal.Gateway;
using ComplaintsPlatform.Portal.SignIn;

namespace ComplaintsPlatform.Portal.Pages.Complaints;

internal sealed class SummaryModel(
    Gateway.Complaints complaints, Gateway.Waiting waiting, Gateway.Contacts log, Register register,
    WorkingDays days)
    : CasePage(complaints, days)
{
    public bool IsMine => Case.Owner?.OwnerId.ToString() == User.Id();

    /// <summary>What it came from in a chat or on social media; null when that cannot be asked just now.</summary>
    public IReadOnlyList<OriginalContact>? Contacts { get; private set; }

    /// <summary>What the landlord calls it; its code in words when that cannot be asked just now.</summary>
    public async Task<string> NameOfAsync(string list, string? code)
    {
        try
        {
            return (await Complaints.ListOfChoicesAsync(list)).Value.Items.FirstOrDefault(one => one.Code == code)?.Name
                ?? Words.Sentence(code);
        }
        catch (ProblemAnswer problem) when (problem.Status >= 500)
        {
            return Words.Sentence(code);
        }
    }

    public async Task OnGetAsync(Guid id)
    {
        var (contacts, entries) = (ContactsAsync(id), log.OfAsync(id));
        await LoadAsync(id);
        (Contacts, Log) = (await contacts, await entries);
        if (Case.Resident?.PersonId is { } personId) ContactRestrictions = await RestrictionsAsync(personId);
    }

    /// <summary>How contact with the resident is restricted; none when that cannot be asked just now.</summary>
    public IReadOnlyList<ContactRestrictionShown> ContactRestrictions { get; private set; } = [];

    private async Task<IReadOnlyList<ContactRestrictionShown>> RestrictionsAsync(Guid personId)
    {
        try
        {
            return (await register.PersonAsync(personId))?.ContactRestrictions ?? [];
        }
        catch (ProblemAnswer problem) when (problem.Status >= 500)
        {
            return [];
        }
    }

    private async Task<IReadOnlyList<OriginalContact>?> ContactsAsync(Guid id)
    {
        try
        {
            return await waiting.OfAsync(id);
        }
        catch (ProblemAnswer problem) when (problem.Status >= 500)
        {
            return null;
        }
    }
}
