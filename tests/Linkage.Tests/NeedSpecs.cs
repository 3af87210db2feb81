using Say = ComplaintsPlatform.Contracts.Linkage;

namespace ComplaintsPlatform.Linkage.Tests;

public sealed class NeedSpecs
{
    private static readonly Guid Ada = new("0190d3a0-0000-7000-8000-000000000001");
    private static readonly Guid Item = new("0190d3a0-0000-7000-8000-000000000003");
    private static readonly Guid Home = new("0190d3a0-0000-7000-8000-000000000004");
    private static readonly DateOnly Today = new(2026, 3, 2);

    private static readonly RecordNeed LargePrint = new(
        "adjustment", "large-print", "resident", new DateOnly(2026, 2, 1), "18 point", new DateOnly(2027, 2, 1));

    private static readonly AgreePreferences Welsh = new("cy", "large-print", "resident", Today, "letter");
    private static readonly RecordLocationAlert Dog = new("dog", "staff", Today, "A large one.");

    [Fact]
    public void a_need_is_recorded_with_its_source_and_days_once()
    {
        var recorded = Known().When(state => RecordNeedEndpoint.Decide(LargePrint, state, Item, Today));
        recorded.Then(new NeedRecorded(Ada, Item, "adjustment", "large-print", "18 point", "resident",
            new DateOnly(2026, 2, 1), new DateOnly(2027, 2, 1), null));
        Needy().When(state => RecordNeedEndpoint.Decide(LargePrint, state, Item, Today)).ThenNothing();
        Needy().When(state => RecordNeedEndpoint.Decide(LargePrint, state, Home, Today)).ThenNothing();
        Known().When(state => RecordNeedEndpoint.Decide(
            LargePrint with { AgreedOn = Today.AddDays(1) }, state, Item, Today)).ThenRefused("agreed-in-the-future");
    }

    [Fact]
    public void a_need_is_to_be_reviewed_on_its_day_and_ends_after_its_last()
    {
        var need = Needy().State!.Needs[Item];
        need.IsToBeReviewedOn(new DateOnly(2027, 1, 31)).ShouldBeFalse();
        need.IsToBeReviewedOn(new DateOnly(2027, 2, 1)).ShouldBeTrue();
        (need with { ExpiresOn = Today }).ShouldSatisfyAllConditions(
            one => one.StandsOn(Today).ShouldBeTrue(), one => one.StandsOn(Today.AddDays(1)).ShouldBeFalse());
    }

    [Fact]
    public void a_need_is_reviewed()
    {
        var review = new ReviewNeed(Item, Today.AddYears(1));
        Needy().When(state => ReviewNeedEndpoint.Decide(review, state, Today))
            .Then(new NeedReviewed(Ada, Item, Today, Today.AddYears(1), null, null));
        Known().When(state => ReviewNeedEndpoint.Decide(review, state, Today)).ThenRefused("need-not-known");
        Needy().When(state => ReviewNeedEndpoint.Decide(review with { ReviewOn = Today.AddDays(-1) }, state, Today))
            .ThenRefused("review-in-the-past");
    }

    [Fact]
    public void a_need_is_ended_once()
    {
        var end = new EndNeed(Item, "New glasses.");
        var ended = Needy().When(state => EndNeedEndpoint.Decide(end, state, Today));
        ended.Then(new NeedEnded(Ada, Item, "adjustment", "large-print", Today, "New glasses."));
        Needy().And([.. ended.Decision.Events]).When(state => EndNeedEndpoint.Decide(end, state, Today)).ThenNothing();
        Known().When(state => EndNeedEndpoint.Decide(end, state, Today)).ThenRefused("need-not-known");
    }

    [Fact]
    public void language_and_format_are_agreed_and_told()
    {
        var agreed = Known().When(state => AgreePreferencesEndpoint.Decide(Welsh, state, Today));
        agreed.Then(new PreferencesAgreed(Ada, "cy", "large-print", "letter", "resident", Today, null));
        Known().And([.. agreed.Decision.Events])
            .When(state => AgreePreferencesEndpoint.Decide(Welsh, state, Today)).ThenNothing();
        Known().When(state => AgreePreferencesEndpoint.Decide(Welsh with { AgreedOn = Today.AddDays(1) }, state, Today))
            .ThenRefused("agreed-in-the-future");
        LinkageMessages.Announce(agreed.Decision.Events[0])!.ShouldSatisfyAllConditions(
            told => told.Subject.ShouldBe(Ada),
            told => told.Message.ShouldBe(new Say.PersonChanged(Ada, "cy", "large-print", "letter", null, null)));
    }

    [Fact]
    public void only_adjustments_of_what_is_sent_are_told()
    {
        LinkageMessages.Announce(Needy().State!.Needs[Item] is { } need
            ? new NeedRecorded(Ada, Item, need.Kind, need.Code, null, "resident", Today, null, null) : null!)!
            .Message.ShouldBe(new Say.PersonChanged(Ada, null, null, null, "large-print", true));
        LinkageMessages.Announce(new NeedEnded(Ada, Item, "adjustment", "no-phone-calls", Today, "x"))!
            .Message.ShouldBe(new Say.PersonChanged(Ada, null, null, null, "no-phone-calls", false));
        LinkageMessages.Announce(
            new NeedRecorded(Ada, Item, "disability", "sight", null, "resident", Today, null, null)).ShouldBeNull();
        LinkageMessages.Announce(
            new NeedRecorded(Ada, Item, "adjustment", "home-visit", null, "resident", Today, null, null))
            .ShouldBeNull();
    }

    [Theory]
    [InlineData("adjustment", "dog", "resident", null)]
    [InlineData("mood", "bad", "resident", null)]
    [InlineData("alert", "other", "staff", "\u200B")]
    [InlineData("alert", "two-people", "hearsay", null)]
    public void words_are_those_of_the_lists(string kind, string code, string source, string? description) =>
        new RecordNeed.Validator().Validate(new RecordNeed(kind, code, source, Today, description))
            .IsValid.ShouldBeFalse();

    [Theory]
    [InlineData("en", true)]
    [InlineData("pt-br", true)]
    [InlineData("en\n", false)]
    [InlineData("Welsh", false)]
    public void a_language_is_its_code(string language, bool isOne) =>
        new AgreePreferences.Validator().Validate(Welsh with { Language = language }).IsValid.ShouldBe(isOne);

    [Fact]
    public void a_place_has_its_alerts()
    {
        var recorded = Place().When(state => RecordLocationAlertEndpoint.Decide(Dog, state, Item, Today));
        recorded.Then(new LocationAlertRecorded(Home, Item, "dog", "A large one.", "staff", Today, null, null));
        var there = Place().And([.. recorded.Decision.Events]);
        there.When(state => RecordLocationAlertEndpoint.Decide(Dog, state, Ada, Today)).ThenNothing();
        Place().When(state => RecordLocationAlertEndpoint.Decide(
            Dog with { AgreedOn = Today.AddDays(1) }, state, Item, Today)).ThenRefused("agreed-in-the-future");
        var end = new EndLocationAlert(Item, "They moved.");
        var ended = there.When(state => EndLocationAlertEndpoint.Decide(end, state, Today));
        ended.Then(new LocationAlertEnded(Home, Item, Today, "They moved."));
        there.And([.. ended.Decision.Events]).When(state => EndLocationAlertEndpoint.Decide(end, state, Today))
            .ThenNothing();
        Place().When(state => EndLocationAlertEndpoint.Decide(end, state, Today)).ThenRefused("alert-not-known");
    }

    private static Given<Property, IPropertyEvent> Place() => Spec.Given<Property, IPropertyEvent>(
        Property.Evolve, new PropertyRegistered(Home, null, "1 Quay Street", []));

    private static Given<PersonFile, IPersonEvent> Needy() => Known().And([.. Known().When(
        state => RecordNeedEndpoint.Decide(LargePrint, state, Item, Today)).Decision.Events]);

    private static Given<PersonFile, IPersonEvent> Known() => Spec.Given<PersonFile, IPersonEvent>(
        PersonFile.Evolve, new PersonRegistered(Ada, [], "Ada Lovelace", null, null, [], null));
}
