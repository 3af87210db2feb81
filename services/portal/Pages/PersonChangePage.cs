using ComplaintsPlatform.Portal.Gateway;

namespace ComplaintsPlatform.Portal.Pages;

/// <summary>A page that changes what is known of one person.</summary>
internal abstract class PersonChangePage(Register register) : ChangePage
{
    public PersonPage Person { get; private set; } = null!;

    public string Name => Person.Name ?? "Name erased";

    public override string Shown => $"/people/{RouteData.Values["id"]}";

    protected Register Register { get; } = register;

    protected override async Task LoadAsync(Guid id)
    {
        var (person, version) = await Register.VersionedPersonAsync(id);
        Person = person;
        if (Seen == 0) Seen = version;
    }
}
