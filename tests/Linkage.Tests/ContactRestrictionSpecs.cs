namespace ComplaintsPlatform.Linkage.Tests;

public sealed class ContactRestrictionSpecs
{
    private static readonly Guid Ada = new("0190d3a0-0000-7000-8000-000000000001");
    private static readonly Guid Item = new("0190d3a0-0000-7000-8000-000000000003");
    private static readonly DateOnly Today = new(2026, 3, 2);

    private static readonly RestrictContact Letters = new(
        "She shouted at three advisers and threatened one.", "Calls of 2, 9 and 16 February, CMP-7K3M-9QXT.",
        ["letter-only"], "Talking to her twice and a written warning changed nothing.",
        "She has told us of no need; letters in large print are agreed.", Today, "Write to the head of service.",
        Today, Today.AddMonths(3));

    private static readonly ContactRestricted Made = new(
        Ada, Item, Letters.Behaviour, Letters.Evidence, ["letter-only"], null, Letters.WhyProportionate,
        Letters.NeedsConsidered, Today, Letters.HowToAppeal, Today, Letters.ReviewOn);

    [Fact]
    public void contact_is_restricted_with_what_shows_that_it_is_needed_and_a_day_of_review() =>
        Known().When(Restrict(Letters)).Then(Made);

    [Fact]
    public void restricted_again_under_the_same_id_it_is_so_already() =>
        Known(Made).When(Restrict(Letters)).ThenNothing();

    [Fact]
    public void it_is_recorded_once_they_were_told() =>
        Known().When(Restrict(Letters with { ToldOn = Today.AddDays(1) })).ThenRefused("told-in-the-future");

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(185)]
    public void it_is_looked_at_again_within_six_months(int days)
    {
        Known().When(Restrict(Letters with { ReviewOn = Today.AddDays(days) }))
            .ThenRefused("restriction-review-out-of-reach");
        Known(Made).When(state => ReviewContactRestrictionEndpoint.Decide(
                new ReviewContactRestriction(Item, "She still does.", Today.AddDays(days)), state, Today))
            .ThenRefused("restriction-review-out-of-reach");
    }

    [Fact]
    public void it_is_kept_with_the_reason_once_and_is_to_be_reviewed_on_its_day()
    {
        var review = new ReviewContactRestriction(Item, "She rang and shouted in May.", Today.AddMonths(6));
        var kept = Known(Made).When(state => ReviewContactRestrictionEndpoint.Decide(review, state, Today));
        kept.Then(new ContactRestrictionReviewed(Ada, Item, Today, review.Why, review.ReviewOn));
        var after = Known([Made, .. kept.Decision.Events]);
        after.When(state => ReviewContactRestrictionEndpoint.Decide(review, state, Today)).ThenNothing();
        var one = after.State!.ContactRestrictions[Item];
        (one.IsToBeReviewedOn(review.ReviewOn.AddDays(-1)), one.IsToBeReviewedOn(review.ReviewOn))
            .ShouldBe((false, true));
        one.Reviews.ShouldHaveSingleItem().Why.ShouldBe(review.Why);
    }

    [Fact]
    public void it_is_ended_once_and_not_kept_after_that()
    {
        var end = new EndContactRestriction(Item, "She apologised, and has been calm since.");
        var ended = Known(Made).When(state => EndContactRestrictionEndpoint.Decide(end, state, Today));
        ended.Then(new ContactRestrictionEnded(Ada, Item, Today, end.Reason));
        var after = Known([Made, .. ended.Decision.Events]);
        after.When(state => EndContactRestrictionEndpoint.Decide(end, state, Today)).ThenNothing();
        after.State!.ContactRestrictions[Item].IsToBeReviewedOn(Today.AddYears(1)).ShouldBeFalse();
        after.When(state => ReviewContactRestrictionEndpoint.Decide(
                new ReviewContactRestriction(Item, "Again.", Today.AddMonths(1)), state, Today))
            .ThenRefused("restriction-not-known");
        Known().When(state => EndContactRestrictionEndpoint.Decide(end, state, Today))
            .ThenRefused("restriction-not-known");
    }

    [Fact]
    public void what_is_restricted_is_chosen_and_something_else_is_said_in_words()
    {
        var validator = new RestrictContact.Validator();
        validator.Validate(Letters).IsValid.ShouldBeTrue();
        validator.Validate(Letters with { Ways = [] }).IsValid.ShouldBeFalse();
        validator.Validate(Letters with { Ways = ["no-complaints"] }).IsValid.ShouldBeFalse();
        validator.Validate(Letters with { Ways = ["other"] }).IsValid.ShouldBeFalse();
        validator.Validate(Letters with { WhyProportionate = " " }).IsValid.ShouldBeFalse();
        validator.Validate(Letters with { NeedsConsidered = "" }).IsValid.ShouldBeFalse();
    }

    [Fact]
    public void nobody_else_is_told_of_it() => LinkageMessages.Announce(Made).ShouldBeNull();

    private static Func<PersonFile, ServiceDefaults.Decision<IPersonEvent>> Restrict(RestrictContact command) =>
        state => RestrictContactEndpoint.Decide(command, state, Item, Today);

    private static Given<PersonFile, IPersonEvent> Known(params IPersonEvent[] more) =>
        Spec.Given<PersonFile, IPersonEvent>(PersonFile.Evolve,
        [
            new PersonRegistered(Ada, [], "Ada Lovelace", "ada@example.org", "020 7946 0000", [], null), .. more,
        ]);
}
