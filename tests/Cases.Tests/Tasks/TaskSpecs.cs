using ComplaintsPlatform.Cases.Reading;
using ComplaintsPlatform.Cases.Tasks;
using ComplaintsPlatform.ServiceDefaults;
using static ComplaintsPlatform.Cases.Tests.Histories;

namespace ComplaintsPlatform.Cases.Tests.Tasks;

/// <summary>The life of a task: set, claimed, given on, finished, returned, withdrawn.</summary>
public sealed class TaskSpecs
{
    private static readonly DateOnly Today = new(2026, 3, 5);
    private static readonly Team Repairs = new(OtherId, "Repairs complaints", 1);
    private static readonly Chosen TheTeam = new(null, Repairs), ThePriya = new(PriyaAtWork, null);

    /// <summary>Works in repairs, and may not read complaints.</summary>
    private static readonly Actor Fitter =
        new(new("00000000-0000-7000-8000-0000000000f1"), "Kim Fitter", ["partner"], ["Repairs complaints"]);

    private static readonly SetTask Ask = new(
        TaskId, "contribution", TaskForRepairs.DueOn, null, Repairs.TeamId, TaskForRepairs.Title,
        TaskForRepairs.Instructions);

    private static Decision<IComplaintEvent> Setting(
        Complaint state, SetTask? command = null, Chosen? chosen = null, TaskTypes? types = null, Actor? actor = null,
        DateOnly? today = null) => SetTaskEndpoint.Decide(
            command ?? Ask, state, types ?? TaskTypes.Standard, chosen ?? TheTeam, actor ?? Sam, today ?? Today);

    private static CaseTask TaskOf(Complaint state) => state.Tasks[TaskId];

    [Fact]
    public void a_task_is_set_with_its_own_copy_of_what_its_kind_says() =>
        Given(Opened).When(state => Setting(state)).Then(TaskForRepairs);

    [Fact]
    public void what_is_not_said_is_as_its_kind_says_it() =>
        Given(Opened).When(state => Setting(state,
            Ask with { Type = "call-back", Title = " ", Instructions = null, AssigneeId = Priya.Id, TeamId = null },
            ThePriya)).Then(TaskForRepairs with
            {
                Kind = new TaskKind("call-back", "Call back", false, [], 0),
                Title = "Call back",
                Instructions = "Call the resident, and say what was agreed.",
                IsMandatory = false,
                Includes = new Included(true, false, false),
                For = new GivenTo(Priya.Id, Priya.Name, null),
            });

    [Fact]
    public void the_same_task_sent_again_is_one_also_when_its_kind_has_changed_or_it_was_done()
    {
        var later = TaskTypes.Standard with { Version = 7, Items = [] };
        Given(Opened, TaskForRepairs).When(state => Setting(state, types: later, today: Today.AddDays(30)))
            .ThenNothing();
        Given(Opened, TaskForRepairs, TaskFinishedByPriya).When(state => Setting(state)).ThenNothing();
        Given(Opened, TaskForRepairs).When(state => Setting(state, Ask with { Instructions = "Another." }))
            .ThenRefused("task-id-taken");
    }

    [Fact]
    public void what_nobody_can_do_is_not_set()
    {
        Given(Opened).When(state => Setting(state, Ask with { Type = "dance" })).ThenRefused("task-type-not-in-use");
        Given(Opened).When(state => Setting(state, types: TaskTypes.Standard with
        { Items = [.. TaskTypes.Standard.Items.Select(one => one with { InUse = false })] }))
            .ThenRefused("task-type-not-in-use");
        Given(Opened).When(state => Setting(state, Ask with { DueOn = Today.AddDays(-1) }))
            .ThenRefused("task-due-in-the-past");
        Given(Opened).When(state => Setting(state, chosen: new Chosen(null, null))).ThenRefused("task-team-unknown");
        Given(OtherOpened with { ComplaintId = ComplaintId }, MergedInto with { ComplaintId = ComplaintId })
            .When(state => Setting(state)).ThenRefused("merged-into-another");
    }

    [Fact]
    public void a_task_shows_no_more_than_its_kind_and_may_show_less()
    {
        Given(Opened).When(state => Setting(state, Ask with { Includes = new(true, true, true) }))
            .ThenRefused("task-shows-too-much");
        Given(Opened).When(state => Setting(state, Ask with { Includes = new(false, false, true) }))
            .Then(TaskForRepairs with { Includes = new(false, false, true) });
        Given(Opened).When(state => Setting(state, Ask with { Type = "clarification", IsMandatory = true }))
            .Decision.Events.ShouldHaveSingleItem().ShouldBeOfType<TaskSet>().IsMandatory.ShouldBeTrue();
    }

    [Fact]
    public void who_cannot_do_it_is_not_asked()
    {
        ShouldBeRefused(new Chosen(null, null), "assignee-unknown");
        ShouldBeRefused(new Chosen(PriyaAtWork with { Disabled = true }, null), "assignee-disabled");
        ShouldBeRefused(ThePriya, "assignee-concerned", AboutPriya);
        ShouldBeRefused(ThePriya, "another-officer-wanted",
            OtherThanSam with { OfficerId = Priya.Id, OfficerName = Priya.Name });
        ShouldBeRefused(new Chosen(PriyaAtWork with { Roles = ["partner"] }, null), "assignee-role");
        var away = PriyaAtWork with { Absences = [new Away(OtherId, Today, Today.AddDays(3), false, 1)] };
        ShouldBeRefused(new Chosen(away, null), "assignee-absent");
        Given(Opened).When(state => Setting(state, Ask with
        { Type = "investigate", AssigneeId = Priya.Id, TeamId = null, EvenIfAbsent = true }, new Chosen(away, null)))
            .Decision.IsRefused.ShouldBeFalse();

        static void ShouldBeRefused(Chosen chosen, string code, params IComplaintEvent[] more) =>
            Given([Opened, .. more]).When(state => Setting(
                state, Ask with { Type = "investigate", AssigneeId = Priya.Id, TeamId = null }, chosen))
                .ThenRefused(code);
    }

    [Fact]
    public void at_stage_2_nobody_of_stage_1_decides_and_anybody_contributes()
    {
        var again = new Actor(OtherId, "Noor Ali", ["team-leader"], []);
        IComplaintEvent[] atStage2 = [Opened, ClaimedBySam, Responded, Escalated];
        foreach (var type in new[] { "investigate", "investigate-and-respond", "send-response" })
            Given(atStage2).When(state => Setting(state,
                Ask with { Type = type, AssigneeId = Sam.Id, TeamId = null }, new Chosen(SamAtWork, null),
                actor: again)).ThenRefused("acted-at-stage-1");
        Given(atStage2).When(state => Setting(
            state, Ask with { AssigneeId = Sam.Id, TeamId = null }, new Chosen(SamAtWork, null), actor: again))
            .Decision.IsRefused.ShouldBeFalse();
        Given(atStage2).When(state => Setting(state)).ThenRefused("acted-at-stage-1");
    }

    [Fact]
    public void whoever_has_had_a_task_that_decides_has_acted_at_its_stage()
    {
        var investigation = TaskForRepairs with { Kind = Contribution with { Decides = true } };
        var state = Given(Opened, investigation, TaskGivenToPriya, TaskReleasedBySam).State!;
        state.ActedAtStage1.ShouldBe([Priya.Id]);
        Given(Opened, TaskForRepairs, TaskGivenToPriya).State!.ActedAtStage1.ShouldBeEmpty();

        var task = investigation with { Stage = "stage-2" };
        Given(Opened, ClaimedBySam, Responded, Escalated, task)
            .When(now => ClaimTaskEndpoint.Decide(now, TaskOf(now), Sam)).ThenRefused("acted-at-stage-1");
        Given(Opened, Escalated, Stage2Acknowledgement, investigation with { For = new GivenTo(Priya.Id, "", null) })
            .When(now => FinishTaskEndpoint.Decide(new("Done."), now, TaskOf(now), Priya, Today))
            .ThenRefused("acted-at-stage-2");
    }

    [Fact]
    public void one_of_the_team_claims_it()
    {
        Given(Opened, TaskForRepairs).When(state => ClaimTaskEndpoint.Decide(state, TaskOf(state), Sam))
            .Then(TaskClaimedBySam);
        Given(Opened, TaskForRepairs, TaskClaimedBySam)
            .When(state => ClaimTaskEndpoint.Decide(state, TaskOf(state), Sam)).ThenNothing();
        Given(Opened, TaskForRepairs, TaskClaimedBySam)
            .When(state => ClaimTaskEndpoint.Decide(state, TaskOf(state), Fitter)).ThenRefused("task-of-another");
        Given(Opened, TaskForRepairs).When(state => ClaimTaskEndpoint.Decide(state, TaskOf(state), Priya))
            .ThenRefused("task-for-another-team");
        Given(Opened, TaskForRepairs, TaskNotNeeded)
            .When(state => ClaimTaskEndpoint.Decide(state, TaskOf(state), Sam)).ThenRefused("task-ended");
    }

    [Fact]
    public void who_has_it_or_handles_the_complaint_gives_it_back()
    {
        var release = new ReleaseTask("I was not there.");
        Given(Opened, TaskForRepairs, TaskClaimedBySam)
            .When(state => ReleaseTaskEndpoint.Decide(release, state, TaskOf(state), Priya)).Then(TaskReleasedBySam);
        Given(Opened, TaskForRepairs).When(state => ReleaseTaskEndpoint.Decide(release, state, TaskOf(state), Priya))
            .ThenNothing();
        Given(Opened, TaskForRepairs, TaskClaimedBySam)
            .When(state => ReleaseTaskEndpoint.Decide(release, state, TaskOf(state), Fitter))
            .ThenRefused("task-of-another");
        Given(Opened, TaskForRepairs, TaskFinishedByPriya)
            .When(state => ReleaseTaskEndpoint.Decide(release, state, TaskOf(state), Priya))
            .ThenRefused("task-ended");
    }

    [Fact]
    public void it_is_given_to_another_from_where_it_was_seen()
    {
        var give = new GiveTask(Priya.Id, null, null, "She was there.");
        Given(Opened, TaskForRepairs).When(state => Giving(give, state)).Then(TaskGivenToPriya);
        Given(Opened, TaskForRepairs, TaskGivenToPriya).When(state => Giving(give, state)).ThenNothing();
        Given(Opened, TaskForRepairs, TaskClaimedBySam).When(state => Giving(give, state))
            .ThenRefused("task-given-meanwhile");
        Given(Opened, TaskForRepairs, TaskClaimedBySam)
            .When(state => Giving(give with { From = Sam.Id }, state, Fitter))
            .ThenRefused("task-of-another");
        Given(Opened, TaskForRepairs, TaskFinishedByPriya).When(state => Giving(give, state))
            .ThenRefused("task-ended");
        Given(Opened, TaskForRepairs, AboutPriya).When(state => Giving(give, state)).ThenRefused("assignee-concerned");

        static Decision<IComplaintEvent> Giving(GiveTask command, Complaint state, Actor? actor = null) =>
            GiveTaskEndpoint.Decide(command, state, TaskOf(state), ThePriya, actor ?? Sam, Today);
    }

    [Fact]
    public void it_is_finished_by_whoever_has_it_or_one_of_its_team()
    {
        var finish = new FinishTask(TaskFinishedByPriya.Findings);
        Given(Opened, TaskForRepairs, TaskGivenToPriya).When(state => Finishing(finish, state, Priya))
            .Then(TaskFinishedByPriya);
        Given(Opened, TaskForRepairs).When(state => Finishing(finish, state, Fitter))
            .Then(TaskFinishedByPriya with { FinishedBy = Fitter.Id, FinishedByName = Fitter.Name });
        Given(Opened, TaskForRepairs, TaskGivenToPriya, TaskFinishedByPriya)
            .When(state => Finishing(finish, state, Priya)).ThenNothing();
        Given(Opened, TaskForRepairs, TaskGivenToPriya, TaskFinishedByPriya)
            .When(state => Finishing(new("Otherwise."), state, Priya)).ThenRefused("task-ended");
        Given(Opened, TaskForRepairs, TaskGivenToPriya).When(state => Finishing(finish, state, Sam))
            .ThenRefused("task-of-another");
        Given(Opened, TaskForRepairs).When(state => Finishing(finish, state, Priya))
            .ThenRefused("task-for-another-team");
    }

    [Fact]
    public void what_shows_it_is_a_document_of_the_complaint()
    {
        var finish = new FinishTask(TaskFinishedByPriya.Findings, [DocumentId, DocumentId]);
        Given(Opened, Document, TaskForRepairs, TaskGivenToPriya).When(state => Finishing(finish, state, Priya))
            .Then(TaskFinishedByPriya with { Documents = [DocumentId] });
        Given(Opened, TaskForRepairs, TaskGivenToPriya).When(state => Finishing(finish, state, Priya))
            .ThenRefused("task-document-unknown");
        Given(Opened, Document, DocumentTakenBack, TaskForRepairs, TaskGivenToPriya)
            .When(state => Finishing(finish, state, Priya)).ThenRefused("task-document-unknown");
    }

    [Fact]
    public void what_is_not_enough_is_done_again_by_whoever_did_it()
    {
        var back = new ReturnTask(TaskSentBack.Comments, 1, TaskSentBack.DueOn);
        IComplaintEvent[] done = [Opened, TaskForRepairs, TaskGivenToPriya, TaskFinishedByPriya];
        Given(done).When(state => Returning(back, state)).Then(TaskSentBack);
        Given([.. done, TaskSentBack]).When(state => Returning(back, state)).ThenNothing();
        Given([.. done, TaskSentBack]).When(state => Finishing(new("In January."), state, Priya))
            .Then(TaskFinishedByPriya with { Round = 2, Findings = "In January." });
        Given([.. done, TaskSentBack, TaskFinishedByPriya with { Round = 2 }])
            .When(state => Returning(back with { Comments = "Which day?" }, state))
            .ThenRefused("task-finished-again");
        Given(Opened, TaskForRepairs).When(state => Returning(back, state)).ThenRefused("task-not-finished");
        Given(done).When(state => Returning(back with { DueOn = Today.AddDays(-1) }, state))
            .ThenRefused("task-due-in-the-past");
    }

    [Fact]
    public void what_need_not_be_done_is_withdrawn_and_what_was_done_stays()
    {
        var withdraw = new WithdrawTask(TaskNotNeeded.Reason);
        Given(Opened, TaskForRepairs).When(state => WithdrawTaskEndpoint.Decide(withdraw, state, TaskOf(state)))
            .Then(TaskNotNeeded);
        Given(Opened, TaskForRepairs, TaskNotNeeded)
            .When(state => WithdrawTaskEndpoint.Decide(new("Twice."), state, TaskOf(state))).ThenNothing();
        Given(Opened, TaskForRepairs, TaskFinishedByPriya)
            .When(state => WithdrawTaskEndpoint.Decide(withdraw, state, TaskOf(state))).ThenRefused("task-ended");
    }

    [Fact]
    public void it_is_chased_as_long_as_it_is_open_and_twice_in_a_day_is_once()
    {
        var chase = new ChaseTask("Please.");
        Given(Opened, TaskForRepairs).When(state => ChaseTaskEndpoint.Decide(chase, state, TaskOf(state), Today))
            .Then(TaskChasedToday);
        Given(Opened, TaskForRepairs, TaskChasedToday)
            .When(state => ChaseTaskEndpoint.Decide(chase, state, TaskOf(state), Today)).ThenNothing();
        Given(Opened, TaskForRepairs, TaskChasedToday)
            .When(state => ChaseTaskEndpoint.Decide(chase, state, TaskOf(state), Today.AddDays(1)))
            .Then(TaskChasedToday with { ChasedOn = Today.AddDays(1) });
        Given(Opened, TaskForRepairs, TaskNotNeeded)
            .When(state => ChaseTaskEndpoint.Decide(chase, state, TaskOf(state), Today)).ThenRefused("task-ended");
    }

    [Fact]
    public void whoever_may_have_no_part_in_the_complaint_loses_its_tasks()
    {
        var taken = TaskReleasedBySam with
        { AssigneeId = Priya.Id, AssigneeName = Priya.Name, Because = Because.ConflictOfInterest, Reason = null };
        Given(Opened, TaskForRepairs, TaskGivenToPriya).When(state => DeclareConflictEndpoint.Decide(
            new([Priya.Id], AboutPriya.Reason), state, [PriyaAtWork], Sam)).Then(AboutPriya, taken);
        Given(Opened, ClaimedBySam, TaskForRepairs, TaskClaimedBySam).When(state => AskForAnotherOfficerEndpoint.Decide(
            new("resident", OtherThanSam.Reason), state)).Then(OtherThanSam,
            Returned with { Because = Because.AnotherOfficer },
            TaskReleasedBySam with { Because = Because.AnotherOfficer, Reason = null });
    }

    [Fact]
    public void whoever_has_left_has_no_task()
    {
        var message = new PutBackTask(ComplaintId, TaskId, Priya.Id);
        Given(Opened, TaskForRepairs, TaskGivenToPriya).When(state => PutBackTaskHandler.Decide(message, state))
            .Then(TaskReleasedBySam with
            { AssigneeId = Priya.Id, AssigneeName = Priya.Name, Because = Because.UserDisabled, Reason = null });
        Given(Opened, TaskForRepairs).When(state => PutBackTaskHandler.Decide(message, state)).ThenNothing();
        Given(Opened, TaskForRepairs, TaskGivenToPriya, TaskFinishedByPriya)
            .When(state => PutBackTaskHandler.Decide(message, state)).ThenNothing();
    }

    [Fact]
    public void closing_can_ask_what_is_open_and_what_has_to_be_done()
    {
        var other = TaskForRepairs with { TaskId = OtherId, IsMandatory = false };
        var state = Given(Opened, TaskForRepairs, other).State!;
        state.OpenTasks().Count().ShouldBe(2);
        state.OpenMandatoryTasks().ShouldHaveSingleItem().TaskId.ShouldBe(TaskId);
        Given(Opened, TaskForRepairs, other, TaskFinishedByPriya).State!.OpenMandatoryTasks().ShouldBeEmpty();
    }

    [Fact]
    public void what_sla_clock_says_of_its_day_is_recorded_once_each_and_shows()
    {
        Given(Opened, TaskForRepairs).When(state => RecordReportedFactHandler.Decide(TaskNear, state)).Then(TaskNear);
        Given(Opened, TaskForRepairs, TaskNear, TaskLate)
            .When(state => RecordReportedFactHandler.Decide(TaskLate, state)).ThenNothing();
        TaskDetails.Of(Stored(Opened, TaskForRepairs, TaskLate)).ShouldHaveSingleItem().WasOverdue.ShouldBeTrue();
        TaskDetails.Of(Stored(Opened, TaskLate)).ShouldBeEmpty();
        Change.InWords(TaskLate).ShouldBe("A task was due on 10 March 2026, and was not done by then.");
    }

    [Fact]
    public void what_happened_reads_in_words()
    {
        Change.InWords(TaskForRepairs).ShouldBe(
            "Task “When were you there?” set for Repairs complaints, due on 10 March 2026.");
        Change.InWords(TaskGivenToPriya).ShouldBe("A task was given to Priya Shah (Repairs complaints).");
        Change.InWords(TaskFinishedByPriya with { Round = 2, Documents = [DocumentId] })
            .ShouldBe("Priya Shah finished a task again, with a document.");
        var task = TaskDetails.Of(Stored(Opened, TaskForRepairs, TaskClaimedBySam, TaskChasedToday,
            TaskFinishedByPriya with { FinishedOn = new(2026, 3, 11) })).ShouldHaveSingleItem();
        task.IsLate.ShouldBeTrue();
        task.Chased.ShouldHaveSingleItem().On.ShouldBe(Today);
    }

    private static Decision<IComplaintEvent> Finishing(FinishTask command, Complaint state, Actor actor) =>
        FinishTaskEndpoint.Decide(command, state, TaskOf(state), actor, Today);

    private static Decision<IComplaintEvent> Returning(ReturnTask command, Complaint state) =>
        ReturnTaskEndpoint.Decide(command, state, TaskOf(state), Sam, Today);
}
