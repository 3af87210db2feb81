namespace ComplaintsPlatform.Linkage.Tests;

public sealed class PersonSpecs
{
    private static readonly Guid Ada = new("0190d3a0-0000-7000-8000-000000000001");
    private static readonly Guid Double = new("0190d3a0-0000-7000-8000-000000000002");
    private static readonly Guid Item = new("0190d3a0-0000-7000-8000-000000000003");
    private static readonly DateOnly Today = new(2026, 3, 2);
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 10, 0, 0, TimeSpan.Zero);

    private static readonly ChangePersonDetails Details =
        new("Ada Lovelace", "ada@example.org", "020 7946 0000", null, null);

    private static readonly RecordContact Call = new("phone", "Rang about the boiler.", "A visit was agreed.");
    private static readonly AddHouseholdMember Child = new("Byron Lovelace", "child");

    private static readonly AuthoriseRepresentative Advocate = new(
        "Mary Somerville", "advocate", "everything", new DateOnly(2026, 3, 1), new DateOnly(2026, 8, 31),
        "Tenants' Voice", "mary@example.org", "07700 900123", "DOC-7");

    [Fact]
    public void details_are_changed_and_an_odd_one_is_put_right()
    {
        var changed = Known().When(state => ChangePersonDetailsEndpoint.Decide(
            Details with { Email = "ada @Example.org", Phone = "+442079460000" }, state));
        changed.Then(new PersonDetailsChanged(Ada, "Ada Lovelace", "ada@example.org", "020 7946 0000", null, null));
        ToPutRight.In(Known().State!.Person).Single().Field.ShouldBe("email");
        ToPutRight.In(Known().And([.. changed.Decision.Events]).State!.Person).ShouldBeEmpty();
    }

    [Fact]
    public void the_same_details_again_change_nothing() =>
        Known().And(new PersonDetailsChanged(Ada, "Ada Lovelace", "ada@example.org", "020 7946 0000", null, null))
            .When(state => ChangePersonDetailsEndpoint.Decide(Details, state)).ThenNothing();

    [Fact]
    public void details_are_verified_once_a_day_and_count_no_more_when_they_change()
    {
        var verified = Known().And([.. Known().When(state => VerifyPersonDetailsEndpoint.Decide(
            new VerifyPersonDetails(["name", "phone"], "phone"), state, Today)).Decision.Events]);
        verified.State!.Verified["phone"].ShouldBe(new Verified("phone", Today));
        verified.When(state => VerifyPersonDetailsEndpoint.Decide(
            new VerifyPersonDetails(["phone"], "phone"), state, Today)).ThenNothing();
        verified.And(new PersonDetailsChanged(Ada, "Ada Lovelace", null, "07700 900123", null, null))
            .State!.Verified.Keys.ShouldBe(["name"]);
    }

    [Theory]
    [InlineData("postal-address")]
    [InlineData("email")]
    public void what_we_do_not_have_or_have_wrong_cannot_be_verified(string detail) =>
        Known().When(state => VerifyPersonDetailsEndpoint.Decide(
            new VerifyPersonDetails([detail], "phone"), state, Today)).ThenRefused("detail-not-known");

    [Fact]
    public void a_contact_is_recorded_once()
    {
        var recorded = Known().When(state => RecordContactEndpoint.Decide(Call, state, Item, Now));
        recorded.Then(new ContactRecorded(Ada, Item, "phone", Now, Call.About, Call.Outcome, null));
        Known().And([.. recorded.Decision.Events])
            .When(state => RecordContactEndpoint.Decide(Call, state, Item, Now)).ThenNothing();
        Known().When(state => RecordContactEndpoint.Decide(Call with { At = Now.AddMinutes(1) }, state, Item, Now))
            .ThenRefused("contact-in-the-future");
    }

    [Fact]
    public void a_household_has_each_member_once()
    {
        var there = Known().And([.. Known().When(
            state => AddHouseholdMemberEndpoint.Decide(Child, state, Item)).Decision.Events]);
        there.State!.Household[Item].ShouldBe(new Member(Item, null, "Byron Lovelace", "child"));
        there.When(state => AddHouseholdMemberEndpoint.Decide(Child, state, Item)).ThenNothing();
        Known().When(state => AddHouseholdMemberEndpoint.Decide(Child with { MemberPersonId = Ada }, state, Item))
            .ThenRefused("member-is-the-person");
        there.When(state => RemoveHouseholdMemberEndpoint.Decide(new RemoveHouseholdMember(Item), state))
            .Then(new HouseholdMemberRemoved(Ada, Item, null));
        Known().When(state => RemoveHouseholdMemberEndpoint.Decide(new RemoveHouseholdMember(Item), state))
            .ThenNothing();
    }

    [Fact]
    public void a_representative_may_act_from_one_day_to_another()
    {
        var there = Represented();
        there.State!.Representatives[Item].ShouldSatisfyAllConditions(
            one => one.StandsOn(new DateOnly(2026, 2, 28)).ShouldBeFalse(), one => one.StandsOn(Today).ShouldBeTrue(),
            one => one.StandsOn(new DateOnly(2026, 9, 1)).ShouldBeFalse(), one => one.Phone.ShouldBe("07700 900123"));
        there.When(state => AuthoriseRepresentativeEndpoint.Decide(Advocate, state, Item)).ThenNothing();
        Known().When(state => AuthoriseRepresentativeEndpoint.Decide(
            Advocate with { RepresentativePersonId = Ada }, state, Item)).ThenRefused("representative-is-the-person");
    }

    [Fact]
    public void an_authority_is_ended()
    {
        var end = new EndRepresentative(Item, Today, "Withdrawn by phone.");
        var ended = Represented().When(state => EndRepresentativeEndpoint.Decide(end, state));
        ended.Then(new RepresentativeEnded(Ada, Item, Today, "Withdrawn by phone."));
        var after = Represented().And([.. ended.Decision.Events]);
        after.State!.Representatives[Item].StandsOn(Today.AddDays(1)).ShouldBeFalse();
        after.When(state => EndRepresentativeEndpoint.Decide(end, state)).ThenNothing();
        Known().When(state => EndRepresentativeEndpoint.Decide(end, state)).ThenRefused("representative-not-known");
        Represented().When(state => EndRepresentativeEndpoint.Decide(
            end with { On = new DateOnly(2026, 2, 1) }, state)).ThenRefused("authority-ends-before-it-began");
    }

    [Fact]
    public void a_double_is_merged_and_the_merge_undone()
    {
        var merge = new MergePeople(Ada, "Same phone.");
        var merged = Other().When(state => MergePeopleEndpoint.Decide(merge, state, Known().State));
        merged.Then(new PersonMerged(Double, Ada, "Same phone."));
        var after = Other().And([.. merged.Decision.Events]);
        after.When(state => MergePeopleEndpoint.Decide(merge, state, Known().State)).ThenNothing();
        after.When(state => ChangePersonDetailsEndpoint.Decide(Details, state)).ThenRefused("person-merged");
        var undone = after.When(state => UndoMergeEndpoint.Decide(new UndoMerge("Father and son."), state));
        undone.Then(new PersonMergeUndone(Double, Ada, "Father and son."));
        after.And([.. undone.Decision.Events]).When(
            state => UndoMergeEndpoint.Decide(new UndoMerge("Again."), state)).ThenNothing();
    }

    [Fact]
    public void what_cannot_be_merged_is_refused()
    {
        Known().When(state => MergePeopleEndpoint.Decide(new MergePeople(Ada, "x"), state, state))
            .ThenRefused("merge-with-itself");
        Known().When(state => MergePeopleEndpoint.Decide(new MergePeople(Double, "x"), state, null))
            .ThenRefused("merge-target-unknown");
        Known().When(state => MergePeopleEndpoint.Decide(
            new MergePeople(Double, "x"), state, Other().And(new PersonMerged(Double, Item, "x")).State))
            .ThenRefused("merge-in-a-chain");
        Known().And(new PersonAbsorbed(Ada, Item)).When(state => MergePeopleEndpoint.Decide(
            new MergePeople(Double, "x"), state, Other().State)).ThenRefused("merge-in-a-chain");
    }

    [Fact]
    public void a_person_who_moved_away_is_ended()
    {
        var end = new EndPerson(Today, "moved-away");
        var ended = Known().When(state => EndPersonEndpoint.Decide(end, state, Today));
        ended.Then(new PersonEnded(Ada, Today, "moved-away"));
        Known().And([.. ended.Decision.Events]).When(state => EndPersonEndpoint.Decide(end, state, Today))
            .ThenNothing();
        Known().When(state => EndPersonEndpoint.Decide(end with { On = Today.AddDays(1) }, state, Today))
            .ThenRefused("ended-in-the-future");
    }

    [Fact]
    public void every_event_folds() // a double has no arm that could be forgotten: the default throws
    {
        var state = Represented().And(
            new NeedRecorded(Ada, Item, "adjustment", "large-print", null, "resident", Today, null, null)).State!;
        foreach (var type in typeof(IPersonEvent).Assembly.GetTypes()
            .Where(type => type.IsClass && type.IsAssignableTo(typeof(IPersonEvent))))
            PersonFile.Evolve(state, Blank(type)).PersonId.ShouldBe(Ada);
    }

    // Of every value something, and each id the one that the state knows.
    private static IPersonEvent Blank(Type type) => (IPersonEvent)type.GetConstructors()[0].Invoke(
    [
        .. type.GetConstructors()[0].GetParameters().Select(parameter => parameter.ParameterType switch
        {
            _ when parameter.Name == "PersonId" => (object?)Ada,
            { } id when id == typeof(Guid) => Item,
            { } text when text == typeof(string) => "x",
            { } list when list.IsAssignableFrom(typeof(Reference[])) => Array.Empty<Reference>(),
            { } list when list.IsAssignableFrom(typeof(string[])) => Array.Empty<string>(),
            { IsValueType: true } value => Activator.CreateInstance(value),
            _ => null,
        }),
    ]);

    private static Given<PersonFile, IPersonEvent> Represented() => Known().And([.. Known().When(
        state => AuthoriseRepresentativeEndpoint.Decide(Advocate, state, Item)).Decision.Events]);

    private static Given<PersonFile, IPersonEvent> Known() => Spec.Given<PersonFile, IPersonEvent>(
        PersonFile.Evolve,
        new PersonRegistered(Ada, [], "Ada Lovelace", "ada lovelace@example.org", "020 7946 0000", [], null));

    private static Given<PersonFile, IPersonEvent> Other() => Spec.Given<PersonFile, IPersonEvent>(
        PersonFile.Evolve, new PersonRegistered(Double, [], "A. Lovelace", null, "020 7946 0000", [], null));
}
