namespace ComplaintsPlatform.Linkage.Tests;

public sealed class EqualitySpecs
{
    private static readonly Guid Ada = new("0190d3a0-0000-7000-8000-000000000001");
    private static readonly DateOnly Today = new(2026, 3, 2);
    private static readonly AnswerEquality Answer = new(true, "phone", "75-and-over", EthnicGroup: "white-british");
    private static readonly Person Person = new(Ada, [], "Ada Lovelace", null, null, [], null);

    [Fact]
    public void answers_are_taken_with_consent_and_given_up_with_it()
    {
        var answered = Nothing().WhenStarting(
            state => AnswerEqualityEndpoint.Decide(Answer, state, Ada, Person, Today));
        answered.Decision.Events.Single().ShouldBeOfType<EqualityAnswered>().EthnicGroup.ShouldBe("white-british");
        var there = Nothing().And([.. answered.Decision.Events]);
        there.WhenStarting(state => AnswerEqualityEndpoint.Decide(Answer, state, Ada, Person, Today.AddDays(3)))
            .ThenNothing();
        var withdrawn = there.WhenStarting(state => WithdrawEqualityEndpoint.Decide(state, Today));
        withdrawn.Then(new EqualityConsentWithdrawn(EqualityRecord.IdOf(Ada), Ada, Today));
        there.And([.. withdrawn.Decision.Events]).State!.Answers.ShouldBeNull();
        Nothing().WhenStarting(state => WithdrawEqualityEndpoint.Decide(state, Today)).ThenNothing();
    }

    [Fact]
    public void nothing_is_taken_without_consent_or_of_nobody()
    {
        new AnswerEquality.Validator().Validate(Answer).IsValid.ShouldBeTrue();
        new AnswerEquality.Validator().Validate(Answer with { Consent = false }).IsValid.ShouldBeFalse();
        new AnswerEquality.Validator().Validate(Answer with { Religion = "jedi" }).IsValid.ShouldBeFalse();
        Nothing().WhenStarting(state => AnswerEqualityEndpoint.Decide(Answer, state, Ada, null, Today))
            .ThenRefused("person-unknown");
    }

    [Theory]
    [InlineData("a:12 b:10", "a:12 b:10", 22)]
    [InlineData("a:12 b:9 c:30", "c:30 not-shown:21", 51)] // b alone would follow from the total
    [InlineData("a:9 b:9 c:30", "c:30 not-shown:18", 48)]
    [InlineData("a:3 b:2", "", 0)]
    [InlineData("a:9", "", 0)]
    [InlineData("", "", 0)]
    public void no_group_of_fewer_than_ten_is_shown_or_can_be_worked_out(string said, string shown, int people)
    {
        var answers = said.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(group => group.Split(':'))
            .SelectMany(group => Enumerable.Repeat((string?)group[0], int.Parse(group[1], null)));
        var summary = EqualitySummary.Of("sex", answers.Append(null));
        string.Join(' ', summary.Groups.Select(group => $"{group.Answer}:{group.People}")).ShouldBe(shown);
        summary.People.ShouldBe(people);
    }

    private static Given<EqualityRecord, IEqualityEvent> Nothing() =>
        Spec.Given<EqualityRecord, IEqualityEvent>(EqualityRecord.Evolve);
}
