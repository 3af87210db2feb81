using ComplaintsPlatform.Cases.Actions;
using ComplaintsPlatform.Cases.Tasks;
using ComplaintsPlatform.Contracts.Cases;
using ComplaintsPlatform.ServiceDefaults;
using FsCheck;
using FsCheck.Fluent;
using static ComplaintsPlatform.Cases.Tests.Histories;

namespace ComplaintsPlatform.Cases.Tests.Restricting;

public sealed class RestrictComplaintSpecs
{
    private static readonly DateOnly Today = new(2026, 3, 5);
    private static readonly RestrictComplaint Restrict = new([Sam.Id, Lee.Id], OnlySamAndLee.Reason);
    private static readonly AccessRestricted Lifted = OnlySamAndLee with { People = [], Reason = "She is safe now." };

    [Fact]
    public void only_named_people_may_know_of_it() =>
        Given(Opened).When(Decide(Restrict, SamAtWork, LeeAtWork)).Then(OnlySamAndLee);

    [Fact]
    public void named_again_in_another_order_it_is_so_already() =>
        Given(Opened, OnlySamAndLee).When(Decide(Restrict with { People = [Lee.Id, Sam.Id] })).ThenNothing();

    [Fact]
    public void naming_nobody_lifts_it_and_nothing_is_lifted_twice()
    {
        Given(Opened, OnlySamAndLee).When(Decide(new RestrictComplaint([], Lifted.Reason))).Then(Lifted);
        Given(Opened, OnlySamAndLee, Lifted).When(Decide(new RestrictComplaint([], Lifted.Reason))).ThenNothing();
    }

    [Fact]
    public void who_has_it_and_is_not_named_has_it_no_more_nor_a_task_of_it() =>
        Given(Opened, new ComplaintClaimed(ComplaintId, Priya.Id, Priya.Name, null), TaskForRepairs, TaskGivenToPriya)
            .When(Decide(Restrict, SamAtWork, LeeAtWork))
            .Then(OnlySamAndLee, new ComplaintReleased(ComplaintId, Priya.Id, Priya.Name, null, Because.NotNamed),
                new TaskReleased(ComplaintId, TaskId, Priya.Id, Priya.Name, Because.NotNamed));

    [Fact]
    public void who_has_it_and_is_named_keeps_it() =>
        Given(Opened, AssignedToSam, TaskForRepairs, TaskClaimedBySam).When(Decide(Restrict, SamAtWork, LeeAtWork))
            .Then(OnlySamAndLee);

    [Fact]
    public void nobody_loses_sight_of_it_by_their_own_click() =>
        Given(Opened).When(Decide(new RestrictComplaint([Lee.Id], "Safety."), LeeAtWork))
            .ThenRefused("named-without-yourself");

    [Fact]
    public void somebody_named_leads() =>
        Given(Opened).When(Decide(new RestrictComplaint([Sam.Id, Priya.Id], "Safety."), SamAtWork, PriyaAtWork))
            .ThenRefused("named-nobody-leads");

    [Fact]
    public void whom_it_is_about_is_not_named() =>
        Given(Opened, AboutPriya)
            .When(Decide(new RestrictComplaint([Sam.Id, Lee.Id, Priya.Id], "x"), SamAtWork, LeeAtWork, PriyaAtWork))
            .ThenRefused("named-concerned");

    [Theory]
    [InlineData("named-unknown")]
    [InlineData("named-disabled")]
    [InlineData("named-reads-nothing")]
    public void only_people_who_are_here_and_may_read_are_named(string code) =>
        Given(Opened).When(Decide(Restrict, [SamAtWork, .. code switch
        {
            "named-disabled" => [LeeAtWork with { Disabled = true }],
            "named-reads-nothing" => [LeeAtWork with { Roles = ["partner"] }],
            _ => Array.Empty<Colleague>(),
        }])).ThenRefused(code);

    [Fact]
    public void what_was_merged_away_is_restricted_where_it_goes_on() =>
        Given(Opened, MergedInto with { ComplaintId = ComplaintId }).When(Decide(Restrict, SamAtWork, LeeAtWork))
            .ThenRefused("merged-into-another");

    [Fact]
    public void it_is_there_for_the_named_alone_and_not_for_one_whom_it_is_about()
    {
        var state = Given(Opened, OnlySamAndLee, AboutPriya with { AboutStaff = [new(Lee.Id, Lee.Name)] }).State!;
        (state.IsHiddenFrom(Sam.Id), state.IsHiddenFrom(Lee.Id), state.IsHiddenFrom(Priya.Id))
            .ShouldBe((false, true, true));
        Given(Opened, OnlySamAndLee, Lifted).State!.IsHiddenFrom(Priya.Id).ShouldBeFalse();
    }

    [Fact]
    public void nobody_who_is_not_named_is_given_it_or_a_task_or_an_action_of_it()
    {
        var given = Given(Opened, OnlySamAndLee, TaskForRepairs);
        given.When(state => AssignComplaintEndpoint.Decide(
            new AssignComplaint(Priya.Id), state, PriyaAtWork, null, Today)).ThenRefused("owner-not-named");
        given.When(state => AssignManyEndpoint.Decide(
            new AssignMany([ComplaintId], Priya.Id), state, PriyaAtWork, null, Today)).ThenRefused("owner-not-named");
        (MayTake.Refusal(given.State!, Contribution, "stage-1", PriyaAtWork, Today, false)?.Refusal?.Code)
            .ShouldBe("assignee-not-named");
        (PromiseActionEndpoint.MayHave(given.State!, PriyaAtWork)?.Refusal?.Code).ShouldBe("action-owner-not-named");
    }

    [Fact]
    public void no_rule_gives_it_to_who_is_not_named()
    {
        AssignmentRules rules = new(
            AssignmentRules.TheRules, [new AssignmentRule(NewId, "Repairs complaints", null, null, null)], 1);
        Colleague[] team = [.. new[] { SamAtWork, PriyaAtWork }.Select(one =>
            one with { Memberships = [new Membership(NewId, true, 1)] })];
        var chosen = AssignOnArrivalHandler.Decide(Given(Opened, OnlySamAndLee).State, rules, Categories.Standard, null,
            [.. team.Select(one => new Candidate(one, one.UserId == Sam.Id ? 9 : 0))], Today);
        chosen.Events.ShouldHaveSingleItem().ShouldBeOfType<ComplaintAssigned>().OwnerId.ShouldBe(Sam.Id);
    }

    [Fact]
    public void others_are_told_the_whole_with_each_word()
    {
        Told(OnlySamAndLee with { HiddenFrom = [Priya.Id] }).ShouldSatisfyAllConditions(
            said => said.HiddenFrom.ShouldBe([Priya.Id]), said => said.OnlyFor!.ShouldBe([Sam.Id, Lee.Id]));
        Told(Lifted).OnlyFor.ShouldBeNull();
        var declared = DeclareConflictEndpoint.Decide(
            new DeclareConflict([Priya.Id], "x"), Given(Opened, OnlySamAndLee).State!, [PriyaAtWork], Sam);
        Told(declared.Events.ShouldHaveSingleItem()).OnlyFor!.ShouldBe([Sam.Id, Lee.Id]);
    }

    [Fact]
    public void merged_both_are_for_those_who_may_know_of_each()
    {
        var priya = new NamedPerson(Priya.Id, Priya.Name);
        var other = Given(OtherOpened, OnlySamAndLee with
        { ComplaintId = OtherId, People = [.. OnlySamAndLee.People.Take(1), priya] }).State!;
        foreach (var (survivor, duplicate) in new[]
        {
            (Given(Opened).State!, other),
            (Given(Opened, OnlySamAndLee).State!, Given(OtherOpened).State!),
            (Given(Opened, OnlySamAndLee).State!, other),
        })
        {
            var merged = MergeComplaintEndpoint.Decide(new MergeComplaint(OtherId, "The same."), survivor, duplicate);
            var here = merged.Events.Where(e => e.ComplaintId == ComplaintId).Aggregate(survivor, Complaint.Evolve);
            var there = merged.Events.Where(e => e.ComplaintId == OtherId).Aggregate(duplicate, Complaint.Evolve);
            here.Named().ShouldNotBeEmpty();
            there.Named().ShouldBe(here.Named(), ignoreOrder: true);
            here.IsHiddenFrom(Sam.Id).ShouldBeFalse();
        }
    }

    [Fact]
    public void split_off_it_is_for_the_same_people() =>
        NamedPeople.Carried(Given(Opened, OnlySamAndLee, AboutPriya).State!, new Complaint(NewId), "Split.")
            .Aggregate(new Complaint(NewId), Complaint.Evolve).ShouldSatisfyAllConditions(
                split => split.Named().ShouldBe([Sam.Id, Lee.Id]), split => split.About().ShouldBe([Priya.Id]));

    // Whatever happens in whatever order, whoever has it or a task of it may know of it, and each word to others says
    // who may.
    [Fact]
    public void nobody_holds_what_they_may_not_know_of()
    {
        Actor[] people = [Sam, Lee, Priya];
        Colleague[] known = [SamAtWork, LeeAtWork, PriyaAtWork];
        var somebody = Gen.SubListOf(people.Select(one => one.Id).ToArray());
        Gen<Func<Complaint, Decision<IComplaintEvent>>> attempt = Gen.OneOf(
            from ids in somebody
            from who in Gen.Elements(people)
            select (Func<Complaint, Decision<IComplaintEvent>>)(
                state => RestrictComplaintEndpoint.Decide(new RestrictComplaint([.. ids], "r"), state, known, who)),
            from ids in somebody
            select (Func<Complaint, Decision<IComplaintEvent>>)(
                state => ids.Count == 0 ? Decision<IComplaintEvent>.Nothing()
                    : ReplaceNamedEndpoint.Decide(new ReplaceNamed([.. ids], "r"), state, known, Priya)),
            from ids in somebody
            from who in Gen.Elements(people)
            select (Func<Complaint, Decision<IComplaintEvent>>)(
                state => DeclareConflictEndpoint.Decide(new DeclareConflict([.. ids], "r"), state, known, who)),
            from who in Gen.Elements(known)
            select (Func<Complaint, Decision<IComplaintEvent>>)(
                state => AssignComplaintEndpoint.Decide(new AssignComplaint(who.UserId), state, who, null, Today)));
        Prop.ForAll(attempt.ListOf().ToArbitrary(), attempts =>
        {
            var state = Given(Opened, TaskForRepairs, TaskGivenToPriya).State!;
            ComplaintRestricted? said = null;
            foreach (var one in attempts)
            {
                foreach (var happened in one(state).Events)
                {
                    state = Complaint.Evolve(state, happened);
                    said = ComplaintMessages.Announce(happened)?.Message as ComplaintRestricted ?? said;
                }

                if (state.Owner is { } owner) state.IsHiddenFrom(owner.OwnerId).ShouldBeFalse();
                if (state.Tasks[TaskId].For.AssigneeId is { } holder) state.IsHiddenFrom(holder).ShouldBeFalse();
                foreach (var who in people)
                    (said is not null && Restrictions.Hide(said.HiddenFrom, said.OnlyFor, who.Id))
                        .ShouldBe(state.IsHiddenFrom(who.Id));
            }
        }).QuickCheckThrowOnFailure();
    }

    private static ComplaintRestricted Told(IComplaintEvent happened) =>
        ComplaintMessages.Announce(happened)!.Message.ShouldBeOfType<ComplaintRestricted>();

    private static Func<Complaint, Decision<IComplaintEvent>> Decide(
        RestrictComplaint command, params Colleague[] known) =>
        state => RestrictComplaintEndpoint.Decide(command, state, known, Sam);
}

public sealed class ReplaceNamedSpecs
{
    private static readonly ReplaceNamed Replace = new([Lee.Id], "Sam has left.");

    [Fact]
    public void others_are_named_by_who_cannot_see_it_and_its_record_says_so() =>
        Given(Opened, OnlySamAndLee, AssignedToSam)
            .When(state => ReplaceNamedEndpoint.Decide(Replace, state, [LeeAtWork], Priya))
            .Then(new AccessRestricted(ComplaintId, [new NamedPerson(Lee.Id, Lee.Name)], Replace.Reason, [], true),
                new ComplaintReleased(ComplaintId, Sam.Id, Sam.Name, AssignedToSam.Team, Because.NotNamed));

    [Fact]
    public void named_already_they_are_named_once() =>
        Given(Opened, OnlySamAndLee).When(state => ReplaceNamedEndpoint.Decide(
            new ReplaceNamed([Lee.Id, Sam.Id], "x"), state, [SamAtWork, LeeAtWork], Priya)).ThenNothing();

    [Fact]
    public void somebody_named_leads() =>
        Given(Opened, OnlySamAndLee).When(state => ReplaceNamedEndpoint.Decide(
            new ReplaceNamed([Sam.Id], "x"), state, [SamAtWork], Priya)).ThenRefused("named-nobody-leads");
}
