namespace ComplaintsPlatform.Linkage.Tests;

public sealed class RegisterSpecs
{
    private static readonly Guid PersonId = new("0190d3a0-0000-7000-8000-000000000001");
    private static readonly Guid OtherId = new("0190d3a0-0000-7000-8000-000000000002");
    private static readonly Reference Tenant = new("T-100", "Harbour Tenancies");

    private static readonly Dictionary<string, Guid> Free = [];

    private static readonly RegisterPerson AdaLovelace =
        new(null, [Tenant], "Ada Lovelace", "ada@example.org", "020 7946 0000", null, OtherId);
    private static readonly RegisterProperty QuayStreet =
        new(null, "0100023336956", "1 Quay Street", [new Reference("PR-1", "Harbour Homes")]);

    [Fact]
    public void a_person_is_registered() =>
        Person().WhenStarting(state => RegisterPersonEndpoint.Decide(AdaLovelace, PersonId, state, null, []))
        .Then(new PersonRegistered(
            PersonId, [Tenant], "Ada Lovelace", "ada@example.org", "020 7946 0000", [], OtherId));

    [Fact]
    public void the_same_person_registered_again_is_the_same_person() =>
        Registered().WhenStarting(state => RegisterPersonEndpoint.Decide(AdaLovelace, PersonId, state, null, []))
            .ThenNothing();

    [Fact]
    public void a_person_cannot_be_registered_again_with_other_particulars() =>
        Registered().WhenStarting(state =>
            RegisterPersonEndpoint.Decide(AdaLovelace with { Name = "Ada Byron" }, PersonId, state, null, []))
            .ThenRefused("person-registered-otherwise");

    [Fact]
    public void a_reference_names_one_person() =>
        Person().WhenStarting(state => RegisterPersonEndpoint.Decide(AdaLovelace, PersonId, state, OtherId, []))
            .ThenRefused("reference-names-another-person");

    [Fact]
    public void a_property_is_registered_under_its_uprn_without_leading_zeros() =>
        Property().WhenStarting(state => RegisterPropertyEndpoint.Decide(QuayStreet, OtherId, state, Free))
        .Then(new PropertyRegistered(
            OtherId, "100023336956", "1 Quay Street", [new Reference("PR-1", "Harbour Homes")]));

    [Fact]
    public void of_a_property_others_hear_the_postcode_and_no_more()
    {
        Told("Flat 2, 1 Quay Street, Plymouth, pl4 0ae").ShouldBe("PL4 0AE");
        Told("Garages behind Quay Street").ShouldBeNull();

        static string? Told(string address)
        {
            var said = LinkageMessages.Announce(new PropertyRegistered(OtherId, null, address, []))!;
            said.Message.ShouldBeOfType<Contracts.Linkage.PropertyRegistered>().PropertyId.ShouldBe(OtherId);
            return ((Contracts.Linkage.PropertyRegistered)said.Message).Postcode;
        }
    }

    [Fact]
    public void the_same_property_registered_again_is_the_same_property() =>
        KnownProperty().WhenStarting(state => RegisterPropertyEndpoint.Decide(QuayStreet, OtherId, state, Free))
            .ThenNothing();

    [Fact]
    public void a_property_cannot_be_registered_again_with_other_particulars() =>
        KnownProperty()
            .WhenStarting(state =>
                RegisterPropertyEndpoint.Decide(QuayStreet with { Address = "2 Quay Street" }, OtherId, state, Free))
                .ThenRefused("property-registered-otherwise");

    [Fact]
    public void a_reference_names_one_property() =>
        Property().WhenStarting(state => RegisterPropertyEndpoint.Decide(QuayStreet, OtherId, state,
            new Dictionary<string, Guid> { ["Harbour Homes|PR-1"] = PersonId }))
            .ThenRefused("reference-names-another-property");

    [Fact]
    public void a_uprn_that_another_home_has_is_kept_and_flagged()
    {
        var taken = new Dictionary<string, Guid> { ["uprn|100023336956"] = PersonId };
        var flat = Property().WhenStarting(
            state => RegisterPropertyEndpoint.Decide(QuayStreet, OtherId, state, taken));
        flat.Then(new PropertyRegistered(
            OtherId, "100023336956", "1 Quay Street", [new Reference("PR-1", "Harbour Homes")], UprnIsShared: true));
        ToPutRight.In(Linkage.Property.Evolve(null, flat.Decision.Events[0])).Single().Field.ShouldBe("uprn");
        Property().WhenStarting(state => RegisterPropertyEndpoint.Decide(
            QuayStreet with { References = [] }, OtherId, state, taken))
            .ThenRefused("reference-names-another-property");
    }

    [Theory]
    [InlineData("12a")]
    [InlineData("1234567890123")]
    [InlineData("000000000000")]
    [InlineData("100023000000")]
    public void a_uprn_that_names_no_home_is_kept_and_joins_nothing(string uprn)
    {
        var odd = QuayStreet with { Uprn = uprn };
        new RegisterProperty.Validator().Validate(odd).IsValid.ShouldBeTrue();
        var registered = (PropertyRegistered)RegisterPropertyEndpoint.Decide(odd, OtherId, null, Free).Events[0];
        ToPutRight.In(Linkage.Property.Evolve(null, registered)).Single().Field.ShouldBe("uprn");
        Linkage.Property.KeysOf(registered.Uprn, registered.References).ShouldBe(["Harbour Homes|PR-1"]);
    }

    [Theory]
    [InlineData("100023336956\n")]
    [InlineData("0100023336956")]
    [InlineData(" 1000 2333 6956")]
    public void a_uprn_that_is_padded_is_the_same_property(string uprn) =>
        KnownProperty().WhenStarting(state => RegisterPropertyEndpoint.Decide(
            QuayStreet with { Uprn = uprn, Address = "1  quay street\n" }, OtherId, state, Free)).ThenNothing();

    [Theory]
    [InlineData("Siobhán O’Hara", "Siobhán O'Hara")]
    [InlineData("Siobha\u0301n O'Hara", "siobhan ohara")]
    [InlineData("Li Wu", "Li Wu\n")]
    [InlineData("Li Wu", "Li\0Wu")]
    public void a_name_spelt_otherwise_is_the_same_person(string first, string again) =>
        Person().And([.. RegisterPersonEndpoint.Decide(
            AdaLovelace with { Name = first }, PersonId, null, null, []).Events])
            .WhenStarting(state => RegisterPersonEndpoint.Decide(
                AdaLovelace with { Name = again, Phone = "+44 (0)20 7946 0000", Email = " ADA@example.org" },
                PersonId, state, null, []))
            .ThenNothing();

    [Fact]
    public void nobody_is_refused_for_an_odd_detail_and_each_is_flagged()
    {
        var odd = AdaLovelace with { Name = "\u200B", Email = "ada lovelace@example.org", Phone = "07000 000000" };
        new RegisterPerson.Validator().Validate(odd).IsValid.ShouldBeTrue();
        var registered = (PersonRegistered)RegisterPersonEndpoint.Decide(odd, PersonId, null, null, []).Events[0];
        (registered.Email, registered.Phone).ShouldBe(("ada lovelace@example.org", "07000 000000"));
        ToPutRight.In(Linkage.Person.Evolve(null, registered)).Select(odd => odd.Field)
            .ShouldBe(["name", "email", "phone"]);
        PersonMatch.KeysOf(registered.Email, registered.Phone).ShouldBeEmpty();
    }

    [Fact]
    public void who_may_be_registered_already_is_shown_before_a_second_is_made()
    {
        PossibleDouble[] doubles = [new(OtherId, "A. Lovelace", null, ["similar-name", "same-email"])];
        Person().WhenStarting(state => RegisterPersonEndpoint.Decide(AdaLovelace, PersonId, state, null, doubles))
            .ThenRefused("possible-double");
        RegisterPersonEndpoint.Decide(AdaLovelace with { IsSomebodyElse = true }, PersonId, null, null, doubles)
            .Events.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("Ada Lovelace", "ada@example.org", null, false, "same-name,same-email")]
    [InlineData("A Lovelace", null, "+44 20 7946 0000", false, "similar-name,same-phone")]
    [InlineData("Ada Lovelace", null, null, true, "same-name,same-home")]
    [InlineData("Byron Lovelace", "ada@example.org", null, true, "")]
    [InlineData("Ada Lovelace", "other@example.org", null, false, "")]
    public void a_double_has_the_name_and_one_more_thing_in_common(
        string name, string? email, string? phone, bool sameHome, string why)
    {
        var known = new PersonEntry(OtherId, Linkage.Person.Evolve(null, (PersonRegistered)RegisterPersonEndpoint
            .Decide(AdaLovelace, PersonId, null, null, []).Events[0]), OtherId, [], [], []);
        var registered = new PersonRegistered(
            PersonId, [Tenant], name, email, phone, [], sameHome ? OtherId : PersonId);
        string.Join(',', PossibleDoubles.WhyOf(registered, [.. PersonMatch.KeysOf(email, phone)], known)).ShouldBe(why);
    }

    [Fact]
    public void evidence_reaches_from_twelve_months_before_the_complaint_to_twelve_months_after_it() =>
        EvidenceWindow.Of(new DateOnly(2024, 2, 29)).ShouldBe((new DateOnly(2023, 2, 28), new DateOnly(2025, 2, 28)));

    [Theory]
    [InlineData("+44 (0)20 7946 0000", "phone|+442079460000")]
    [InlineData("020 7946 0000", "phone|+442079460000")]
    [InlineData("999", null)]
    [InlineData("", null)]
    public void one_phone_number_has_one_key(string phone, string? key) =>
        PersonMatch.KeysOf(null, phone).FirstOrDefault().ShouldBe(key);

    private static Given<Person, IPersonEvent> Person() => Spec.Given<Person, IPersonEvent>(Linkage.Person.Evolve);

    private static Given<Person, IPersonEvent> Registered() =>
        Person().And([.. RegisterPersonEndpoint.Decide(AdaLovelace, PersonId, null, null, []).Events]);

    private static Given<Property, IPropertyEvent> Property() =>
        Spec.Given<Property, IPropertyEvent>(Linkage.Property.Evolve);

    private static Given<Property, IPropertyEvent> KnownProperty() =>
        Property().And([.. RegisterPropertyEndpoint.Decide(QuayStreet, OtherId, null, Free).Events]);
}
