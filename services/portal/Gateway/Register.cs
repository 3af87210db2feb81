namespace ComplaintsPlatform.Portal.Gateway;

/// <summary>People and their homes.</summary>
internal sealed class Register(GatewayClient gateway)
{
    public Task<PeoplePage> FindAsync(string? search, string? cursor = null, int limit = 25) =>
        gateway.GetAsync<PeoplePage>(
            "api/people" + Query.Of(("search", search), ("cursor", cursor), ("limit", $"{limit}")));

    public Task<Person?> PersonAsync(Guid id) => gateway.FindAsync<Person>($"api/people/{id}");

    /// <summary>Everything known; for the reading roles.</summary>
    public Task<PersonOverview?> OverviewAsync(Guid id) =>
        gateway.FindAsync<PersonOverview>($"api/people/{id}/overview");

    public Task<Home?> HomeAsync(Guid id) => gateway.FindAsync<Home>($"api/properties/{id}");

    public async Task<IReadOnlyList<Home>> FindHomesAsync(string search) =>
        (await gateway.GetAsync<HomesFound>(
            "api/properties" + Query.Of(("search", search), ("limit", "10")))).Properties;

    public Task<Versioned<Person>> VersionedPersonAsync(Guid id) =>
        gateway.GetVersionedAsync<Person>($"api/people/{id}");

    public Task RegisterAsync(RegisterPerson command) => gateway.PostAsync("api/people", command);

    public Task ChangeAsync(Guid id, ChangePersonDetails command, long version) =>
        gateway.PostAsync($"api/people/{id}/change-details", command, version);

    public Task VerifyAsync(Guid id, IReadOnlyList<string> details, string? channel, long version) =>
        gateway.PostAsync($"api/people/{id}/verify-details", new { details, channel }, version);

    public Task RecordContactAsync(Guid id, RecordContact command) =>
        gateway.PostAsync($"api/people/{id}/record-contact", command);

    public Task RecordNeedAsync(Guid id, RecordNeed command) =>
        gateway.PostAsync($"api/people/{id}/record-need", command);

    public Task ReviewNeedAsync(Guid id, Guid needId, DateOnly? reviewOn, string? note, long version) =>
        gateway.PostAsync($"api/people/{id}/review-need", new { needId, reviewOn, note }, version);

    public Task EndNeedAsync(Guid id, Guid needId, string? reason, long version) =>
        gateway.PostAsync($"api/people/{id}/end-need", new { needId, reason }, version);

    public Task AgreeAsync(Guid id, Preferences command, long version) =>
        gateway.PostAsync($"api/people/{id}/agree-preferences", command, version);

    public Task MergeAsync(Guid id, Guid into, string? reason, long version) =>
        gateway.PostAsync($"api/people/{id}/merge", new { into, reason }, version);

    public Task UndoMergeAsync(Guid id, string? reason, long version) =>
        gateway.PostAsync($"api/people/{id}/undo-merge", new { reason }, version);

    public Task AuthoriseAsync(Guid id, AuthoriseRepresentative command) =>
        gateway.PostAsync($"api/people/{id}/authorise-representative", command);

    public Task EndAuthorityAsync(Guid id, Guid representativeId, DateOnly on, string? reason, long version) =>
        gateway.PostAsync($"api/people/{id}/end-representative", new { representativeId, on, reason }, version);

    public Task AddMemberAsync(Guid id, string? name, string? relationship, Guid memberId) =>
        gateway.PostAsync($"api/people/{id}/add-household-member", new { name, relationship, memberId });

    public Task RemoveMemberAsync(Guid id, Guid memberId, long version) =>
        gateway.PostAsync($"api/people/{id}/remove-household-member", new { memberId }, version);

    public Task AnswerEqualityAsync(Guid id, IReadOnlyDictionary<string, object?> answers) =>
        gateway.PostAsync($"api/people/{id}/answer-equality", answers);

    public Task WithdrawEqualityAsync(Guid id) =>
        gateway.PostAsync($"api/people/{id}/withdraw-equality", new { });

    private sealed record HomesFound(IReadOnlyList<Home> Properties);
}

internal sealed record RegisterPerson(
    Guid PersonId, IReadOnlyList<Reference> References, string Name, string? Email, string? Phone, Guid? PropertyId,
    string? PostalAddress, bool IsSomebodyElse);

internal sealed record ChangePersonDetails(
    string Name, string? Email, string? Phone, string? PostalAddress, Guid? PropertyId);

internal sealed record RecordContact(string? Channel, string? About, string? Outcome, Guid ContactId);

internal sealed record AuthoriseRepresentative(
    string? Name, string? Relationship, string? Scope, DateOnly From, DateOnly? Until, string? Organisation,
    string? Email, string? Phone, string? DocumentReference, Guid RepresentativeId);

internal sealed record RecordNeed(
    string? Kind, string? Code, string? Source, DateOnly AgreedOn, string? Description, DateOnly? ReviewOn,
    DateOnly? ExpiresOn, Guid NeedId);

/// <summary>Somebody who may be the person that is to be registered.</summary>
internal sealed record PossibleDouble(Guid PersonId, string? Name, string? HomeAddress, IReadOnlyList<string> Why)
{
    public string InWords => string.Join(" and ", Why.Select(why => why.Replace('-', ' ')));
}

internal sealed record Reference(string Id, string AllocatedBy);

internal sealed record PeoplePage(IReadOnlyList<FoundPerson> People, string? Next);

internal sealed record FoundPerson(
    Guid PersonId, IReadOnlyList<Reference> References, string? Name, string? Email, string? Phone,
    string? PostalAddress, string? HomeAddress, IReadOnlyList<string> MatchedOn);

internal sealed record Person(
    Guid PersonId, long Version, IReadOnlyList<Reference> References, string? Name, string? Email, string? Phone,
    string? PostalAddress, IReadOnlyList<Reference> Tenancies, Guid? PropertyId,
    IReadOnlyList<OddDetail> ToPutRight, IReadOnlyDictionary<string, Verified> Verified,
    IReadOnlyList<Member> Household, IReadOnlyList<RepresentativeShown> Representatives,
    IReadOnlyList<NeedShown> Needs, Preferences? Preferences, IReadOnlyList<ContactMade> Contacts, Guid? MergedInto,
    IReadOnlyList<Guid> Merged, DateOnly? EndedOn, string? EndedBecause);

/// <summary>A detail that was kept as it was given, though it cannot be meant.</summary>
internal sealed record OddDetail(string Field, string Sentence);

internal sealed record Verified(string Channel, DateOnly On);

internal sealed record Member(Guid MemberId, Guid? MemberPersonId, string? Name, string? Relationship);

internal sealed record RepresentativeShown(Representative Representative, bool MayActToday);

internal sealed record Representative(
    Guid RepresentativeId, string? Name, string? Organisation, string? Email, string? Phone, string? Relationship,
    string? Scope, DateOnly From, DateOnly? Until);

internal sealed record NeedShown(Need Need, bool Stands, bool IsToBeReviewed);

internal sealed record Need(
    Guid NeedId, string Kind, string Code, string? Description, string Source, DateOnly AgreedOn, DateOnly? ReviewOn,
    DateOnly? ExpiresOn, DateOnly? EndedOn)
{
    /// <summary>"Other" says nothing; its description does.</summary>
    public string InWords => (Code, Description) switch
    {
        ("other", { } described) => described,
        (_, null) => ComplaintsPlatform.Pages.Words.Sentence(Code),
        _ => $"{ComplaintsPlatform.Pages.Words.Sentence(Code)}: {Description}",
    };
}

internal sealed record Preferences(
    string Language, string Format, string? ContactBy, string Source, DateOnly AgreedOn, DateOnly? ReviewOn);

internal sealed record ContactMade(
    string Channel, DateTimeOffset At, string? About, string? Outcome, Guid? ComplaintId, string? By);

internal sealed record PersonOverview(
    Person Person, IReadOnlyList<ContactMade> ContactsOfMergedRecords, HomeShown? Home,
    IReadOnlyList<RepairShown> Repairs, IReadOnlyList<ComplaintShown> Complaints);

internal sealed record HomeShown(
    Guid PropertyId, string? Uprn, string Address, IReadOnlyList<LocationAlert> Alerts,
    IReadOnlyList<LivesThere> LiveThere);

internal sealed record LocationAlert(string Code, string? Description, DateOnly? ReviewOn);

internal sealed record LivesThere(Guid PersonId, string? Name, DateOnly? EndedOn);

internal sealed record RepairShown(Guid RepairId, string Why, Repair? Repair);

internal sealed record ComplaintShown(Guid ComplaintId, string? Reference, DateOnly? ReceivedOn, string Why);

internal sealed record Home(Guid PropertyId, string? Uprn, string Address);
