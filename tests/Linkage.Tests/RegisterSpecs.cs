namespace ComplaintsPlatform.Linkage.Tests;

public sealed class RegisterSpecs
{
    private static readonly Guid PersonId = new("0190d3a0-0000-7000-8000-000000000001");
    private static readonly Guid OtherId = new("0190d3a0-0000-7000-8000-000000000002");
    private static readonly Reference Tenant = new("T-100", "Harbour Tenancies");

    private static readonly RegisterPerson AdaLovelace =
        new(null, [Tenant], "Ada Lovelace", "ada@example.org", "020 7946 0000", null, OtherId);
    private static readonly RegisterProperty QuayStreet =
        new(null, "0100023336956", "1 Quay Street", [new Reference("PR-1", "Harbour Homes")]);

    [Fact]
    public void a_person_is_registered() =>
        Person().WhenStarting(state => RegisterPersonEndpoint.Decide(AdaLovelace, PersonId, state, null))
        .Then(new PersonRegistered(
            PersonId, [Tenant], "Ada Lovelace", "ada@example.org", "020 7946 0000", [], OtherId));

    [Fact]
    public void the_same_person_registered_again_is_the_same_person() =>
        Registered().WhenStarting(state => RegisterPersonEndpoint.Decide(AdaLovelace, PersonId, state, null))
            .ThenNothing();

    [Fact]
    public void a_person_cannot_be_registered_again_with_other_particulars() =>
        Registered().WhenStarting(state =>
            RegisterPersonEndpoint.Decide(AdaLovelace with { Name = "Ada Byron" }, PersonId, state, null))
            .ThenRefused("person-registered-otherwise");

    [Fact]
    public void a_reference_names_one_person() =>
        Person().WhenStarting(state => RegisterPersonEndpoint.Decide(AdaLovelace, PersonId, state, OtherId))
            .ThenRefused("reference-names-another-person");

    [Fact]
    public void a_property_is_registered_under_its_uprn_without_leading_zeros() =>
        Property().WhenStarting(state => RegisterPropertyEndpoint.Decide(QuayStreet, OtherId, state, null))
        .Then(new PropertyRegistered(
            OtherId, "100023336956", "1 Quay Street", [new Reference("PR-1", "Harbour Homes")]));

    [Fact]
    public void the_same_property_registered_again_is_the_same_property() =>
        KnownProperty().WhenStarting(state => RegisterPropertyEndpoint.Decide(QuayStreet, OtherId, state, null))
            .ThenNothing();

    [Fact]
    public void a_property_cannot_be_registered_again_with_other_particulars() =>
        KnownProperty()
            .WhenStarting(state =>
                RegisterPropertyEndpoint.Decide(QuayStreet with { Address = "2 Quay Street" }, OtherId, state, null))
                .ThenRefused("property-registered-otherwise");

    [Fact]
    public void a_uprn_names_one_property() =>
        Property().WhenStarting(state => RegisterPropertyEndpoint.Decide(QuayStreet, OtherId, state, PersonId))
            .ThenRefused("reference-names-another-property");

    [Theory]
    [InlineData("12a")]
    [InlineData("1234567890123")]
    [InlineData("")]
    public void a_uprn_has_1_to_12_digits(string uprn) =>
        new RegisterProperty.Validator().Validate(QuayStreet with { Uprn = uprn }).IsValid.ShouldBeFalse();

    [Fact]
    public void evidence_reaches_from_twelve_months_before_the_complaint_to_twelve_months_after_it() =>
        EvidenceWindow.Of(new DateOnly(2024, 2, 29)).ShouldBe((new DateOnly(2023, 2, 28), new DateOnly(2025, 2, 28)));

    [Theory]
    [InlineData("+44 (0)20 7946 0000", "phone|02079460000")]
    [InlineData("020 7946 0000", "phone|02079460000")]
    [InlineData("999", null)]
    [InlineData("", null)]
    public void one_phone_number_has_one_key(string phone, string? key) =>
        PersonMatch.KeysOf(null, phone).FirstOrDefault().ShouldBe(key);

    private static Given<Person, IPersonEvent> Person() => Spec.Given<Person, IPersonEvent>(Linkage.Person.Evolve);

    private static Given<Person, IPersonEvent> Registered() =>
        Person().And([.. RegisterPersonEndpoint.Decide(AdaLovelace, PersonId, null, null).Events]);

    private static Given<Property, IPropertyEvent> Property() =>
        Spec.Given<Property, IPropertyEvent>(Linkage.Property.Evolve);

    private static Given<Property, IPropertyEvent> KnownProperty() =>
        Property().And([.. RegisterPropertyEndpoint.Decide(QuayStreet, OtherId, null, null).Events]);
}
