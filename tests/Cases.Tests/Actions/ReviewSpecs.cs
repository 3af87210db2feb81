using ComplaintsPlatform.Cases.Reviews;
using ComplaintsPlatform.ServiceDefaults;
using static ComplaintsPlatform.Cases.Tests.Histories;

namespace ComplaintsPlatform.Cases.Tests.Actions;

public sealed class ReviewSpecs
{
    private static readonly DateOnly Today = new(2026, 3, 5);
    private static readonly OpenReview Asked = new(
        ReviewId, "ombudsman", AtOmbudsman.TheirReference, AtOmbudsman.OpenedOn, AtOmbudsman.Words);
    private static readonly RecordDetermination Decided = new(Determined.Issues, Determined.DeterminedOn);

    [Fact]
    public void they_may_ask_at_any_time_also_when_it_is_closed() =>
        Given(Opened, Responded, Cause, Closed).When(state => Open(Asked, state)).Then(AtOmbudsman);

    [Fact]
    public void asked_once_it_is_recorded_once()
    {
        Given(Opened, AtOmbudsman).When(state => Open(Asked, state)).ThenNothing();
        Given(Opened, AtOmbudsman).When(state => Open(Asked with { Body = "court" }, state))
            .ThenRefused("review-id-taken");
    }

    [Fact]
    public void they_ask_between_receipt_and_today()
    {
        Given(Opened).When(state => Open(Asked with { OpenedOn = Today.AddDays(1) }, state))
            .ThenRefused("review-in-the-future");
        Given(Opened).When(state => Open(Asked with { OpenedOn = Received.AddDays(-1) }, state))
            .ThenRefused("review-before-receipt");
    }

    [Fact]
    public void they_decide_issue_by_issue_and_may_decide_again()
    {
        Given(Opened, AtOmbudsman).When(state => Decide(Decided, state)).Then(Determined);
        Given(Opened, AtOmbudsman, Determined).When(state => Decide(Decided, state)).ThenNothing();
        DeterminedIssue[] milder = [new("The leak.", "service-failure")];
        Given(Opened, AtOmbudsman, Determined).When(state => Decide(new(milder), state))
            .Then(Determined with { Issues = milder });
    }

    [Fact]
    public void they_decide_between_the_enquiry_and_today()
    {
        Given(Opened, AtOmbudsman).When(state => Decide(Decided with { DeterminedOn = Today.AddDays(1) }, state))
            .ThenRefused("determined-in-the-future");
        Given(Opened, AtOmbudsman).When(state => Decide(Decided with { DeterminedOn = Received }, state))
            .ThenRefused("determined-before-review");
    }

    [Fact]
    public void it_is_counted_as_the_worst_that_they_found() =>
        ReviewWords.Worst(Determined.Issues).ShouldBe("maladministration");

    [Fact]
    public void it_ends_when_all_that_they_asked_for_is_done()
    {
        var order = Promised with { Kind = "order", ReviewId = ReviewId, Money = null };
        Given(Opened, AtOmbudsman, order).When(Close).ThenRefused("review-actions-open");
        Given(Opened, AtOmbudsman, order, Paid).When(Close).Then(ReviewOver);
        Given(Opened, AtOmbudsman, ReviewOver).When(Close).ThenNothing();
        Given(Opened, AtOmbudsman).When(state => CloseReviewEndpoint.Decide(
            new(Received), state, state.Reviews[ReviewId], Today)).ThenRefused("review-closed-when");
    }

    private static Decision<IComplaintEvent> Open(OpenReview command, Complaint state) =>
        OpenReviewEndpoint.Decide(command, state, Sam, Today);

    private static Decision<IComplaintEvent> Decide(RecordDetermination command, Complaint state) =>
        RecordDeterminationEndpoint.Decide(command, state, state.Reviews[ReviewId], Sam, Today);

    private static Decision<IComplaintEvent> Close(Complaint state) =>
        CloseReviewEndpoint.Decide(new(ReviewOver.ClosedOn), state, state.Reviews[ReviewId], Today);
}
