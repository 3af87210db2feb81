using ComplaintsPlatform.Cases.Actions;
using FsCheck;
using FsCheck.Fluent;
using static ComplaintsPlatform.Cases.Tests.Histories;

namespace ComplaintsPlatform.Cases.Tests.Actions;

public sealed class ActionSpecs
{
    private static readonly DateOnly Today = new(2026, 3, 5);
    private static readonly CompensationRules Rules = CompensationRules.Standard;
    private static readonly PromiseAction Offer = new(
        ActionId, "compensation", Promised.What, Sam.Id, Promised.DueOn, 300);
    private static readonly PromiseAction Apologise = Offer with { Kind = "apology", Amount = null };
    private static readonly FinishAction Pay = new(Paid.Evidence, Paid.DoneOn, [], "payment");
    private static readonly ReplanAction Later = new(Promised.DueOn, Replanned.Reason, Replanned.DueOn, Priya.Id);

    [Fact]
    public void what_an_officer_may_not_offer_alone_waits_for_somebody_who_may() =>
        Given(Opened).When(state => Promise(Offer, state)).Then(Promised);

    [Fact]
    public void what_they_may_offer_waits_for_nobody() =>
        Given(Opened).When(state => Promise(Offer with { Amount = 250 }, state))
            .Then(Promised with { Money = new Money(250, "It affected the resident", 0, NeedsApproval: false) });

    [Fact]
    public void promised_again_it_is_promised_once() =>
        Given(Opened, Promised).When(state => Promise(Offer, state)).ThenNothing();

    [Fact]
    public void another_one_has_another_id() =>
        Given(Opened, Promised).When(state => Promise(Offer with { Amount = 20 }, state))
            .ThenRefused("action-id-taken");

    [Fact]
    public void it_is_promised_also_when_the_complaint_is_closed_and_the_day_has_passed() =>
        Given(Opened, Responded, Cause, Closed).When(state => Promise(Offer with { DueOn = Received }, state))
            .Then(Promised with { DueOn = Received });

    [Fact]
    public void nothing_was_due_before_the_complaint_came() =>
        Given(Opened).When(state => Promise(Offer with { DueOn = Received.AddDays(-1) }, state))
            .ThenRefused("action-due-before-receipt");

    [Fact]
    public void who_acted_at_stage_1_offers_nothing_at_stage_2_before_the_final_response() =>
        Given(Opened, AssignedToSam, Responded, Escalated).When(state => Promise(Apologise, state))
            .ThenRefused("acted-at-stage-1");

    [Fact]
    public void and_may_record_what_was_promised_after_it() =>
        Given(Opened, AssignedToSam, Responded, Escalated, FinalResponse)
            .When(state => Promise(Apologise with { Kind = "follow-up" }, state))
            .Then(Promised with { Kind = "follow-up", Money = null, Stage = "stage-2" });

    [Fact]
    public void whoever_offers_a_remedy_at_stage_1_takes_no_stage_2() =>
        Given(Opened, Promised, Responded, Escalated)
            .When(state => Independence.Refusal(state, Sam) ?? ServiceDefaults.Decision<IComplaintEvent>.Nothing())
            .ThenRefused("acted-at-stage-1");

    [Theory]
    [InlineData("action-owner-unknown")]
    [InlineData("action-owner-disabled")]
    [InlineData("action-owner-concerned")]
    [InlineData("action-owner-reads-nothing")]
    public void nobody_has_an_action_who_cannot_see_to_it(string code)
    {
        var owner = code switch
        {
            "action-owner-unknown" => null,
            "action-owner-disabled" => PriyaAtWork with { Disabled = true },
            "action-owner-reads-nothing" => PriyaAtWork with { Roles = ["partner"] },
            _ => PriyaAtWork,
        };
        IComplaintEvent[] given = code == "action-owner-concerned" ? [Opened, AboutPriya] : [Opened];
        Given(given).When(state => PromiseActionEndpoint.Decide(
            Offer with { OwnerId = Priya.Id }, state, Rules, owner, Sam)).ThenRefused(code);
        if (code != "action-owner-unknown")
            Given([.. given, Promised]).When(state => ReplanActionEndpoint.Decide(
                Later, state, state.Actions[ActionId], owner, Sam, Today)).ThenRefused(code);
    }

    [Fact]
    public void an_order_comes_from_somebody_outside() =>
        Given(Opened).When(state => Promise(Offer with { Kind = "order", ReviewId = ReviewId }, state))
            .ThenRefused("action-review-unknown");

    [Fact]
    public void money_that_was_ordered_waits_for_nobody() =>
        Given(Opened, AtOmbudsman).When(state => Promise(Offer with { Kind = "order", ReviewId = ReviewId }, state))
            .Then(Promised with
            {
                Kind = "order",
                ReviewId = ReviewId,
                Money = new Money(300, "It affected the resident", 0, NeedsApproval: false),
            });

    [Fact]
    public void a_leader_agrees() =>
        Given(Opened, Promised).When(state => Approve(state, Lee)).Then(Agreed);

    [Fact]
    public void agreed_again_it_is_agreed_once() =>
        Given(Opened, Promised, Agreed).When(state => Approve(state, Lee)).ThenNothing();

    [Fact]
    public void nobody_agrees_to_their_own() =>
        Given(Opened, Promised with { PromisedBy = Lee.Id }).When(state => Approve(state, Lee))
            .ThenRefused("own-compensation");

    [Fact]
    public void nobody_agrees_to_more_than_they_may() =>
        Given(Opened, Promised with { Money = new Money(1000.01m, null, 0, true) })
            .When(state => Approve(state, Lee)).ThenRefused("compensation-beyond-limit");

    [Fact]
    public void what_waits_for_nobody_needs_no_agreement() =>
        Given(Opened, Promised with { Money = null }).When(state => Approve(state, Lee))
            .ThenRefused("approval-not-needed");

    [Fact]
    public void agreed_to_it_is_paid() =>
        Given(Opened, Promised, Agreed).When(state => Finish(Pay, state)).Then(Paid);

    [Fact]
    public void paid_once_it_is_not_paid_again() =>
        Given(Opened, Promised, Agreed, Paid).When(state => Finish(Pay, state)).ThenNothing();

    [Fact]
    public void done_otherwise_it_has_to_be_planned_again_first() =>
        Given(Opened, Promised, Agreed, Paid).When(state => Finish(Pay with { Evidence = "By cheque." }, state))
            .ThenRefused("action-done-already");

    [Fact]
    public void not_agreed_to_it_is_not_paid() =>
        Given(Opened, Promised).When(state => Finish(Pay, state)).ThenRefused("compensation-not-approved");

    [Fact]
    public void it_is_said_how_it_was_paid() =>
        Given(Opened, Promised, Agreed).When(state => Finish(Pay with { PaidBy = null }, state))
            .ThenRefused("paid-how-missing");

    [Fact]
    public void nothing_is_done_tomorrow() =>
        Given(Opened, Promised, Agreed).When(state => Finish(Pay with { DoneOn = Today.AddDays(1) }, state))
            .ThenRefused("action-done-in-the-future");

    [Fact]
    public void nothing_is_done_before_the_complaint_came() =>
        Given(Opened, Promised, Agreed).When(state => Finish(Pay with { DoneOn = Received.AddDays(-1) }, state))
            .ThenRefused("action-done-before-receipt");

    [Fact]
    public void a_document_that_is_not_of_the_complaint_shows_nothing() =>
        Given(Opened, Promised, Agreed).When(state => Finish(Pay with { Documents = [DocumentId] }, state))
            .ThenRefused("action-document-unknown");

    [Fact]
    public void somebody_who_neither_has_it_nor_handles_complaints_does_nothing_with_it()
    {
        var housing = Priya with { Roles = ["housing-officer"] };
        Given(Opened, Promised, Agreed).When(state => FinishActionEndpoint.Decide(
            Pay, state, state.Actions[ActionId], housing, Today)).ThenRefused("action-of-another");
        Given(Opened, Promised, Replanned, Agreed).When(state => FinishActionEndpoint.Decide(
            Pay, state, state.Actions[ActionId], housing, Today))
            .Then(Paid with { Round = 2, DoneBy = Priya.Id, DoneByName = Priya.Name });
    }

    [Fact]
    public void another_day_and_another_owner_with_the_reason() =>
        Given(Opened, Promised).When(state => Replan(Later, state)).Then(Replanned);

    [Fact]
    public void planned_again_the_same_way_it_is_planned_once() =>
        Given(Opened, Promised, Replanned).When(state => Replan(Later, state)).ThenNothing();

    [Fact]
    public void two_who_plan_it_at_once_do_not_do_so_unawares() =>
        Given(Opened, Promised, Replanned)
            .When(state => Replan(Later with { Reason = "Sooner.", DueOn = Today }, state))
            .ThenRefused("action-replanned-meanwhile");

    [Fact]
    public void a_plan_says_what_changes() =>
        Given(Opened, Promised).When(state => Replan(new(Promised.DueOn, "No reason."), state))
            .ThenRefused("action-plan-unchanged");

    [Fact]
    public void nothing_is_planned_for_yesterday() =>
        Given(Opened, Promised).When(state => Replan(Later with { DueOn = Today.AddDays(-1) }, state))
            .ThenRefused("action-due-in-the-past");

    [Fact]
    public void what_was_not_done_after_all_is_open_again() =>
        Given(Opened, Promised, Agreed, Paid)
            .When(state => Replan(new(Promised.DueOn, "The bank sent it back."), state))
            .Then(new ActionReplanned(
                ComplaintId, ActionId, 2, Promised.DueOn, Sam.Id, Sam.Name, "The bank sent it back."));

    [Fact]
    public void dropped_it_is_dropped_once_and_neither_planned_nor_done()
    {
        var drop = new DropAction(Dropped.Reason);
        Given(Opened, Promised).When(state => Drop(drop, state)).Then(Dropped);
        Given(Opened, Promised, Dropped).When(state => Drop(drop, state)).ThenNothing();
        Given(Opened, Promised, Dropped).When(state => Replan(Later, state)).ThenRefused("action-dropped");
        Given(Opened, Promised, Agreed, Paid).When(state => Drop(drop, state)).ThenRefused("action-done-already");
    }

    [Fact]
    public void an_order_binds() =>
        Given(Opened, AtOmbudsman, Promised with { Kind = "order" }).When(state => Drop(new("No."), state))
            .ThenRefused("order-binds");

    [Fact]
    public void a_cost_counts_once_and_not_before_it_was_spent()
    {
        var record = new RecordCost(Surveyor.CostId, "cost", Surveyor.What, Surveyor.Amount, Surveyor.On);
        Given(Opened).When(state => RecordCostEndpoint.Decide(record, state, Today)).Then(Surveyor);
        Given(Opened, Surveyor).When(state => RecordCostEndpoint.Decide(record, state, Today)).ThenNothing();
        Given(Opened).When(state => RecordCostEndpoint.Decide(record with { On = Today.AddDays(1) }, state, Today))
            .ThenRefused("cost-in-the-future");
    }

    [Fact]
    public void one_role_has_no_limit()
    {
        var rules = new SetCompensationRules(Rules.Bands, [new("team-leader", 500)]);
        SetCompensationRulesEndpoint.Decide(rules, Rules).Refusal!.Code.ShouldBe("compensation-nobody-may");
        SetCompensationRulesEndpoint.Decide(new(Rules.Bands, Rules.Limits), Rules).Events.ShouldBeEmpty();
        SetCompensationRulesEndpoint.Decide(new(Rules.Bands, [new("team-leader", null)]), Rules)
            .Events.ShouldHaveSingleItem();
    }

    /// <summary>Whatever the roles and the amount, nobody pays what is beyond every limit of theirs without another's
    /// word, and each amount lies in the lowest band that holds it.</summary>
    [Fact]
    public void money_waits_exactly_when_no_limit_of_whoever_offers_it_covers_it() => Prop.ForAll(
        Gen.Choose(1, 200_000).Select(pence => pence / 100m).ToArbitrary(),
        Gen.SubListOf<CompensationLimit>([.. Rules.Limits]).ToArbitrary(),
        (amount, limits) =>
        {
            var money = Rules.Of(amount, [.. limits.Select(limit => limit.Role)]);
            var band = Rules.Bands.Single(one => one.Name == money.Band);
            return money.NeedsApproval == limits.All(limit => limit.UpTo < amount)
                && (band.UpTo ?? decimal.MaxValue) >= amount
                && Rules.Bands.TakeWhile(one => one != band).All(lower => lower.UpTo < amount);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    private static ServiceDefaults.Decision<IComplaintEvent> Promise(PromiseAction command, Complaint state) =>
        PromiseActionEndpoint.Decide(command, state, Rules, SamAtWork, Sam);

    private static ServiceDefaults.Decision<IComplaintEvent> Approve(Complaint state, ServiceDefaults.Actor actor) =>
        ApproveCompensationEndpoint.Decide(state, state.Actions[ActionId], Rules, actor);

    private static ServiceDefaults.Decision<IComplaintEvent> Finish(FinishAction command, Complaint state) =>
        FinishActionEndpoint.Decide(command, state, state.Actions[ActionId], Sam, Today);

    private static ServiceDefaults.Decision<IComplaintEvent> Replan(ReplanAction command, Complaint state) =>
        ReplanActionEndpoint.Decide(command, state, state.Actions[ActionId], PriyaAtWork, Sam, Today);

    private static ServiceDefaults.Decision<IComplaintEvent> Drop(DropAction command, Complaint state) =>
        DropActionEndpoint.Decide(command, state, state.Actions[ActionId]);
}
