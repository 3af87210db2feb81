using System.Text.Json;
using ComplaintsPlatform.Contracts.Intake;

namespace ComplaintsPlatform.Linkage.Tests;

/// <summary>Who complains: a fact where the name and one more thing agree, else a suggestion with its reason.</summary>
public sealed class PersonMatchSpecs
{
    private static readonly Guid ComplaintId = new("0190d3a0-0000-7000-8000-00000000000a");
    private static readonly Guid Ama = new("0190d3a0-0000-7000-8000-00000000000b");
    private static readonly Guid Tom = new("0190d3a0-0000-7000-8000-00000000000c");
    private static readonly Guid Home = new("0190d3a0-0000-7000-8000-00000000000d");
    private static readonly Guid Repair = new("0190d3a0-0000-7000-8000-00000000000e");
    private static readonly PersonEntry Quartey = Entry(Ama, "Ama Quartey", "ama@example.org", "07700 900123", Home);
    private static readonly PersonEntry Ashby = Entry(Tom, "Tom Ashby", "tom@example.org", "07700 900123", Home);

    [Fact]
    public void the_person_that_a_complaint_names_is_taken_when_the_name_fits() =>
        Same(PersonMatch.Of(Resident("Mrs A. Quartey", Ama), Quartey),
            new PersonMatch(Ama, null, []));

    [Fact]
    public void an_id_that_does_not_fit_the_name_is_a_suggestion() =>
        Same(PersonMatch.Of(Resident("Ama Quartey", Tom), Ashby),
            Suggested((Tom, "name-does-not-fit")));

    [Fact]
    public void an_id_of_nobody_is_a_suggestion() =>
        Same(PersonMatch.Of(Resident("Ama Quartey", Tom), null),
            Suggested((Tom, "person-not-known")));

    [Fact]
    public void the_name_and_one_detail_make_a_match()
    {
        Same(PersonMatch.Of(Resident("Ama Quartey", email: "AMA@example.org "), null, [Quartey]),
            new PersonMatch(Ama, "name-and-email", []));
        Same(PersonMatch.Of(Resident("Ama Quartey", phone: "+447700900123"), null, [Quartey, Ashby]),
            new PersonMatch(Ama, "name-and-phone", []));
        Same(PersonMatch.Of(Resident("Ama Quartey"), Home, [Ashby, Quartey]),
            new PersonMatch(Ama, "name-and-home", []));
    }

    [Fact]
    public void one_detail_without_the_name_is_a_suggestion_and_a_home_alone_is_none()
    {
        Same(PersonMatch.Of(Resident("Kofi Quartey", phone: "07700 900123"), null, [Ashby]),
            Suggested((Tom, "phone")));
        Same(PersonMatch.Of(Resident("Kofi Boateng"), Home, [Ashby, Quartey]),
            PersonMatch.Nobody);
    }

    [Fact]
    public void of_two_who_fit_nobody_is_taken() =>
        Same(PersonMatch.Of(Resident("Ama Quartey", email: "ama@example.org"), null,
            [Quartey, Quartey with { Id = Tom, Person = Quartey.Person with { PersonId = Tom } }]),
            Suggested((Ama, "name-and-email"), (Tom, "name-and-email")));

    [Fact]
    public void a_double_that_was_merged_is_the_record_that_it_was_merged_into() =>
        PersonMatch.Of(Resident("Ama Quartey", email: "ama@example.org"), null,
            [Quartey with { Id = Tom, Person = Quartey.Person with { PersonId = Tom, MergedInto = Ama } }])
            .PersonId.ShouldBe(Ama);

    [Theory]
    [InlineData("noreply@example.org", null)]
    [InlineData(null, "07000 000000")]
    [InlineData("ada", "12")]
    public void what_stands_for_nobody_matches_nobody(string? email, string? phone) =>
        PersonMatch.KeysOf(email, phone).ShouldBeEmpty();

    [Fact]
    public void a_suggestion_is_confirmed_and_then_it_is_a_fact()
    {
        var person = Quartey.Person;
        Dossier().When(state => ConfirmPersonEndpoint.Decide(new ConfirmPerson(Ama), state, person))
            .Then(new PersonConfirmed(ComplaintId, Ama));
        var confirmed = Dossier().And(new PersonConfirmed(ComplaintId, Ama));
        confirmed.When(state => ConfirmPersonEndpoint.Decide(new ConfirmPerson(Ama), state, person)).ThenNothing();
        confirmed.When(state => ConfirmPersonEndpoint.Decide(new ConfirmPerson(Tom), state, person))
            .ThenRefused("person-named-already");
        Dossier().When(state => ConfirmPersonEndpoint.Decide(new ConfirmPerson(Tom), state, null))
            .ThenRefused("person-unknown");
    }

    [Fact]
    public void who_is_rejected_is_suggested_no_more_and_takes_their_links_along()
    {
        var reject = new RejectPerson(Ama, "Her sister.");
        Dossier().When(state => RejectPersonEndpoint.Decide(reject, state))
            .Then(new PersonRejected(ComplaintId, Ama, "Her sister."));
        Dossier().And(new PersonRejected(ComplaintId, Ama, "Her sister."))
            .When(state => RejectPersonEndpoint.Decide(reject, state)).ThenNothing();
        Dossier().And(
            new PersonConfirmed(ComplaintId, Ama),
            new RecordLinked(ComplaintId, Repair, "repair", new Reference("WO-1", "R"), 1, "raised",
                LinkReason.SamePerson),
            new RecordLinked(ComplaintId, Tom, "repair", new Reference("WO-2", "R"), 1, "raised",
                LinkReason.SamePersonAndProperty))
            .When(state => RejectPersonEndpoint.Decide(reject, state))
            .Then(new PersonRejected(ComplaintId, Ama, "Her sister."),
                new RecordUnlinked(ComplaintId, Repair, "Her sister."));
    }

    // Records that hold lists are not equal by ==.
    private static void Same(PersonMatch actual, PersonMatch expected) =>
        JsonSerializer.Serialize(actual).ShouldBe(JsonSerializer.Serialize(expected));

    private static Given<Dossier, IDossierEvent> Dossier() => Spec.Given<Dossier, IDossierEvent>(
        Linkage.Dossier.Evolve, new DossierOpened(ComplaintId, "CMP-1", new DateOnly(2026, 3, 2), null, Home,
            new DateOnly(2025, 3, 2), new DateOnly(2027, 3, 2), null, [new SuggestedPerson(Ama, "phone")]));

    private static PersonMatch Suggested(params (Guid Id, string Why)[] people) =>
        new(null, null, [.. people.Select(person => new SuggestedPerson(person.Id, person.Why))]);

    private static Complainant Resident(
        string name, Guid? personId = null, string? email = null, string? phone = null) =>
        new(personId, name, email, phone, null);

    private static PersonEntry Entry(Guid id, string name, string email, string phone, Guid home) =>
        new(id, new Person(id, [], name, email, phone, [], home), home, [], [], []);
}
