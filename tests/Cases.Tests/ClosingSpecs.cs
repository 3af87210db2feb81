using static ComplaintsPlatform.Cases.Tests.Histories;

namespace ComplaintsPlatform.Cases.Tests;

public sealed class ClosingSpecs
{
    private static readonly DateOnly Today = new(2026, 3, 5);
    private static readonly Choices Reasons = Choices.Standard[Choices.ClosingReasons];
    private static readonly Choices Causes = Choices.Standard[Choices.RootCauses];
    private static readonly CloseComplaint Close = new(Closed.Because, Closed.Note);
    private static readonly WithdrawComplaint Withdraw = new(TakenBackByResident.Reason, new(2026, 3, 4));

    [Fact]
    public void answered_and_its_cause_known_it_is_closed() =>
        Given(Opened, Responded, Cause).When(state => Closing(Close, state)).Then(Closed);

    [Fact]
    public void where_nothing_went_wrong_no_cause_is_asked_for() =>
        Given(Opened, Responded with { Outcome = "not-upheld" }).When(state => Closing(Close, state)).Then(Closed);

    [Fact]
    public void closed_again_for_the_same_reason_by_somebody_else_it_is_closed_once() =>
        Given(Opened, Responded, Cause, Closed)
            .When(state => CloseComplaintEndpoint.Decide(Close, state, Reasons, Priya, Today.AddDays(1)))
            .ThenNothing();

    [Fact]
    public void closed_for_another_reason_it_stays_closed_for_the_first() =>
        Given(Opened, Responded, Cause, Closed).When(state => Closing(new("other"), state))
            .ThenRefused("already-closed");

    [Fact]
    public void what_was_not_answered_is_not_closed() =>
        Given(Opened, Cause).When(state => Closing(Close, state)).ThenRefused("close-unanswered");

    [Fact]
    public void answered_at_stage_1_alone_it_is_not_closed_at_stage_2() =>
        Given(Opened, Responded, Cause, Escalated).When(state => Closing(Close, state))
            .ThenRefused("close-unanswered");

    [Fact]
    public void what_somebody_was_asked_for_is_waited_for() =>
        Given(Opened, TaskForRepairs, Responded, Cause).When(state => Closing(Close, state)).ThenRefused("tasks-open");

    [Fact]
    public void a_task_that_is_not_needed_any_more_is_not_waited_for() =>
        Given(Opened, TaskForRepairs, TaskNotNeeded, Responded, Cause).When(state => Closing(Close, state))
            .Then(Closed);

    [Fact]
    public void where_something_went_wrong_the_cause_has_to_be_known() =>
        Given(Opened, Responded).When(state => Closing(Close, state)).ThenRefused("cause-missing");

    [Fact]
    public void what_stage_1_found_wrong_needs_a_cause_though_stage_2_found_nothing() =>
        Given(Opened, Responded, Escalated, FinalResponse with { Outcome = "not-upheld" })
            .When(state => Closing(Close, state)).ThenRefused("cause-missing");

    [Fact]
    public void withdrawn_it_is_closed_without_an_answer() =>
        Given(Opened, TakenBackByResident).When(state => Closing(new("withdrawn-by-the-resident"), state))
            .Then(Closed with { Because = "withdrawn-by-the-resident", Note = null });

    [Fact]
    public void the_reason_is_one_of_the_landlord_s() =>
        Given(Opened, Responded, Cause).When(state => Closing(new("because"), state))
            .ThenRefused("choice-not-in-use");

    [Fact]
    public void a_reason_that_is_no_longer_used_is_refused_by_its_name()
    {
        var retired = Reasons with { Items = [.. Reasons.Items.Select(one => one with { InUse = false })] };
        Given(Opened, Responded, Cause)
            .When(state => CloseComplaintEndpoint.Decide(Close, state, retired, Sam, Today))
            .ThenRefused("choice-not-in-use");
    }

    [Fact]
    public void what_was_merged_is_closed_where_it_goes_on() =>
        Given(Opened, MergedInto with { ComplaintId = ComplaintId }).When(state => Closing(Close, state))
            .ThenRefused("merged-into-another");

    [Fact]
    public void nothing_is_decided_on_what_is_closed() =>
        Given(Opened, Responded, Cause, Closed).When(state =>
            ReleaseComplaintEndpoint.Decide(new ReleaseComplaint("Later."), state, Sam))
            .ThenRefused("complaint-closed");

    [Fact]
    public void nothing_is_decided_on_what_was_withdrawn() =>
        Given(Opened, TakenBackByResident).When(state => ClaimComplaintEndpoint.Decide(state, Sam))
            .ThenRefused("complaint-withdrawn");

    [Fact]
    public void stage_2_may_be_asked_for_after_closing_and_reopens_it() =>
        Given(Opened, Responded, Cause, Closed).When(state => EscalateToStage2Endpoint.Decide(
                new(Escalated.RequestedOn, Escalated.Channel, Escalated.Words), state, Today))
            .Then(new ComplaintReopened(ComplaintId, "Stage 2 was asked for."), Escalated);

    [Fact]
    public void the_resident_takes_it_back() =>
        Given(Opened, Acknowledged).When(state => Withdrawing(Withdraw, state)).Then(TakenBackByResident);

    [Fact]
    public void taken_back_once_it_is_taken_back_once() =>
        Given(Opened, TakenBackByResident)
            .When(state => WithdrawComplaintEndpoint.Decide(Withdraw with { WithdrawnOn = null }, state, Priya, Today))
            .ThenNothing();

    [Fact]
    public void what_was_answered_is_not_taken_back() =>
        Given(Opened, Responded).When(state => Withdrawing(Withdraw, state)).ThenRefused("withdrawn-after-response");

    [Fact]
    public void it_is_not_taken_back_tomorrow() =>
        Given(Opened).When(state => Withdrawing(Withdraw with { WithdrawnOn = Today.AddDays(1) }, state))
            .ThenRefused("withdrawn-in-the-future");

    [Fact]
    public void it_is_not_taken_back_before_it_came() =>
        Given(Opened).When(state => Withdrawing(Withdraw with { WithdrawnOn = Received.AddDays(-1) }, state))
            .ThenRefused("withdrawn-before-receipt");

    [Fact]
    public void stage_2_is_not_taken_back_before_it_was_asked_for() =>
        Given(Opened, Responded, Escalated)
            .When(state => Withdrawing(Withdraw with { WithdrawnOn = Escalated.RequestedOn.AddDays(-1) }, state))
            .ThenRefused("withdrawn-before-receipt");

    [Fact]
    public void reopened_it_goes_on() =>
        Given(Opened, TakenBackByResident).When(state => ReopenComplaintEndpoint.Decide(new("It leaks again."), state))
            .Then(Reopened);

    [Fact]
    public void what_is_open_is_not_reopened() =>
        Given(Opened, Closed, Reopened).When(state => ReopenComplaintEndpoint.Decide(new("It leaks again."), state))
            .ThenNothing();

    [Fact]
    public void the_cause_is_recorded_also_after_closing() =>
        Given(Opened, Closed)
            .When(state => RecordCauseEndpoint.Decide(new(Cause.RootCause, Cause.Learning), state, Causes, Sam))
            .Then(Cause);

    [Fact]
    public void the_same_cause_by_somebody_else_is_nothing_new() =>
        Given(Opened, Cause)
            .When(state => RecordCauseEndpoint.Decide(new(Cause.RootCause, Cause.Learning), state, Causes, Priya))
            .ThenNothing();

    [Fact]
    public void a_cause_is_one_of_the_landlord_s() =>
        Given(Opened).When(state => RecordCauseEndpoint.Decide(new("bad-luck"), state, Causes, Sam))
            .ThenRefused("choice-not-in-use");

    [Fact]
    public void what_is_new_in_a_list_gets_a_code_and_the_old_ones_keep_theirs() =>
        SetChoicesEndpoint.Decide(
            new([.. Whole(Causes), new ChoiceGiven(" Wrong  address ")]), Causes).Events.ShouldHaveSingleItem()
            .Items[^1].ShouldBe(new ListedChoice("wrong-address", "Wrong address"));

    [Fact]
    public void a_new_name_changes_no_code() =>
        SetChoicesEndpoint.Decide(
            new([.. Whole(Causes).Select(one => one with { Name = $"{one.Name} it was" })]), Causes)
            .Events.ShouldHaveSingleItem().Items.Select(one => one.Code)
            .ShouldBe(Causes.Items.Select(one => one.Code));

    [Fact]
    public void the_list_as_it_is_changes_nothing() =>
        SetChoicesEndpoint.Decide(new([.. Whole(Causes)]), Causes).Events.ShouldBeEmpty();

    [Fact]
    public void nothing_is_left_out_of_a_list() =>
        SetChoicesEndpoint.Decide(new([.. Whole(Causes).Skip(1)]), Causes).Refusal!.Code.ShouldBe("choice-left-out");

    [Fact]
    public void a_code_is_not_made_up() =>
        SetChoicesEndpoint.Decide(new([.. Whole(Causes), new ChoiceGiven("Luck", "luck")]), Causes)
            .Refusal!.Code.ShouldBe("choice-unknown");

    [Fact]
    public void something_is_left_to_choose() =>
        SetChoicesEndpoint.Decide(new([.. Whole(Causes).Select(one => one with { InUse = false })]), Causes)
            .Refusal!.Code.ShouldBe("choice-none-left");

    private static IEnumerable<ChoiceGiven> Whole(Choices list) =>
        list.Items.Select(one => new ChoiceGiven(one.Name, one.Code, one.InUse));

    private static ServiceDefaults.Decision<IComplaintEvent> Closing(CloseComplaint command, Complaint state) =>
        CloseComplaintEndpoint.Decide(command, state, Reasons, Sam, Today);

    private static ServiceDefaults.Decision<IComplaintEvent> Withdrawing(WithdrawComplaint command, Complaint state) =>
        WithdrawComplaintEndpoint.Decide(command, state, Sam, Today);
}
