using ComplaintsPlatform.Portal.Gateway;

namespace ComplaintsPlatform.Portal.Pages.Complaints;

internal sealed class PeopleModel(Gateway.Complaints complaints, Register register, WorkingDays days)
    : CasePage(complaints, days)
{
    public PersonPage? Person { get; private set; }

    public Property? Home { get; private set; }

    public async Task OnGetAsync(Guid id)
    {
        await LoadAsync(id);
        if (Case.Resident?.PersonId is { } personId) Person = await register.PersonAsync(personId);
        if ((Case.PropertyId ?? Person?.PropertyId) is { } homeId) Home = await register.HomeAsync(homeId);
    }
}
