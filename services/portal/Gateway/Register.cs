namespace ComplaintsPlatform.Portal.Gateway;

/// <summary>People and their homes.</summary>
internal sealed class Register(GatewayClient gateway)
{
    public Task<PeopleFound> FindAsync(string? search, string? cursor = null, int limit = 25) =>
        gateway.SendAsync(Routes.FindPeople(search, cursor, limit));

    public Task<PersonPage?> PersonAsync(Guid id) => gateway.FindAsync(Routes.Person(id));

    /// <summary>Everything known; for the reading roles.</summary>
    public Task<PersonOverview?> OverviewAsync(Guid id) => gateway.FindAsync(Routes.PersonOverview(id));

    public Task<Property?> HomeAsync(Guid id) => gateway.FindAsync(Routes.Property(id));

    public async Task<IReadOnlyList<FoundProperty>> FindHomesAsync(string search) =>
        (await gateway.SendAsync(Routes.FindProperties(search, limit: 10))).Properties;

    public Task<Versioned<PersonPage>> VersionedPersonAsync(Guid id) => gateway.SendVersionedAsync(Routes.Person(id));

    public Task RegisterAsync(RegisterPerson command) => gateway.SendAsync(Routes.RegisterPerson(command));

    public Task ChangeAsync(Guid id, ChangePersonDetails command, long version) =>
        gateway.SendAsync(Routes.ChangePersonDetails(id, version, command));

    public Task VerifyAsync(Guid id, IReadOnlyList<string> details, string? channel, long version) => gateway.SendAsync(
        Routes.VerifyPersonDetails(id, version, new() { Details = details, Channel = channel }));

    public Task RecordContactAsync(Guid id, RecordContact command) =>
        gateway.SendAsync(Routes.RecordContact(id, command));

    public Task RecordNeedAsync(Guid id, RecordNeed command) => gateway.SendAsync(Routes.RecordNeed(id, command));

    public Task ReviewNeedAsync(Guid id, Guid needId, DateOnly? reviewOn, string? note, long version) =>
        gateway.SendAsync(
            Routes.ReviewNeed(id, version, new() { NeedId = needId, ReviewOn = reviewOn, Note = note }));

    public Task EndNeedAsync(Guid id, Guid needId, string? reason, long version) =>
        gateway.SendAsync(Routes.EndNeed(id, version, new() { NeedId = needId, Reason = reason }));

    public Task RestrictContactAsync(Guid id, RestrictContact command) =>
        gateway.SendAsync(Routes.RestrictContact(id, command));

    public Task ReviewContactRestrictionAsync(
        Guid id, Guid restriction, string? why, DateOnly reviewOn, long version) =>
        gateway.SendAsync(Routes.ReviewContactRestriction(
            id, version, new() { RestrictionId = restriction, Why = why, ReviewOn = reviewOn }));

    public Task EndContactRestrictionAsync(Guid id, Guid restriction, string? reason, long version) =>
        gateway.SendAsync(Routes.EndContactRestriction(
            id, version, new() { RestrictionId = restriction, Reason = reason }));

    public async Task<IReadOnlyList<ContactRestrictionRow>> ContactRestrictionsAsync() =>
        (await gateway.SendAsync(Routes.ContactRestrictions())).Items;

    public Task AgreeAsync(Guid id, AgreePreferences command, long version) =>
        gateway.SendAsync(Routes.AgreePreferences(id, version, command));

    public Task MergeAsync(Guid id, Guid into, string? reason, long version) =>
        gateway.SendAsync(Routes.MergePeople(id, version, new() { Into = into, Reason = reason }));

    public Task UndoMergeAsync(Guid id, string? reason, long version) =>
        gateway.SendAsync(Routes.UndoMergeOfPeople(id, version, new() { Reason = reason }));

    public Task AuthoriseAsync(Guid id, AuthoriseRepresentative command) =>
        gateway.SendAsync(Routes.AuthoriseRepresentative(id, command));

    public Task EndAuthorityAsync(Guid id, Guid representativeId, DateOnly on, string? reason, long version) =>
        gateway.SendAsync(Routes.EndRepresentative(
            id, version, new() { RepresentativeId = representativeId, On = on, Reason = reason }));

    public Task AddMemberAsync(Guid id, string? name, string? relationship, Guid memberId) =>
        gateway.SendAsync(Routes.AddHouseholdMember(
            id, new() { Name = name, Relationship = relationship, MemberId = memberId }));

    public Task RemoveMemberAsync(Guid id, Guid memberId, long version) =>
        gateway.SendAsync(Routes.RemoveHouseholdMember(id, version, new() { MemberId = memberId }));

    public Task AnswerEqualityAsync(Guid id, AnswerEquality answers) =>
        gateway.SendAsync(Routes.AnswerEquality(id, answers));

    public Task WithdrawEqualityAsync(Guid id) => gateway.SendAsync(Routes.WithdrawEquality(id, new()));
}

/// <summary>Somebody who may be the person that is to be registered, as a problem says it: a problem's own members are
/// not in the API's description.</summary>
internal sealed record PossibleDouble(Guid PersonId, string? Name, string? HomeAddress, IReadOnlyList<string> Why)
{
    public string InWords => string.Join(" and ", Why.Select(why => why.Replace('-', ' ')));
}

internal sealed partial record Need
{
    /// <summary>"Other" says nothing; its description does.</summary>
    public string InWords => (Code, Description) switch
    {
        ("other", { } described) => described,
        (_, null) => ComplaintsPlatform.Pages.Words.Sentence(Code),
        _ => $"{ComplaintsPlatform.Pages.Words.Sentence(Code)}: {Description}",
    };
}

internal sealed partial record ContactRestriction
{
    /// <summary>The ways, and what is said of them.</summary>
    public string InShort => string.Join(", ", Ways.Where(way => way != "other")
            .Select(way => ComplaintsPlatform.Portal.Pages.NeedWords.Ways.First(one => one.Value == way).Text))
        + (InWords is null ? "" : Ways.Any(way => way != "other") ? $". {InWords}" : InWords);
}
