using ComplaintsPlatform.Contracts.Cases;
using ComplaintsPlatform.SlaClock.Tasks;

namespace ComplaintsPlatform.SlaClock.Tests;

/// <summary>The clock of a task: on time, too early, twice, out of order, after the end.</summary>
public sealed class TaskClockSpecs
{
    private static readonly Guid Complaint = new("0195b5a0-0000-7000-8000-000000000001");
    private static readonly Guid Task = new("0195b5a0-0000-7000-8000-000000000002");
    private static readonly Guid Id = TaskClock.IdOf(Complaint, Task);
    private static readonly Counting Counting = Counting.From(Calendar.EnglandAndWales);

    // Friday to Tuesday, over a weekend: warned of on Monday.
    private static readonly DateOnly Set = new(2026, 3, 6), Monday = new(2026, 3, 9), DueOn = new(2026, 3, 10);

    private static readonly TaskDue Due = new(Complaint, Task, 1, DueOn);
    private static readonly TaskEnded Finished = new(Complaint, Task, 1, DueOn);
    private static readonly TaskEnded Withdrawn = new(Complaint, Task, null, null);

    private static readonly TaskDueNoted Noted = new(Id, Complaint, Task, 1, DueOn);
    private static readonly TaskFinishNoted Done = new(Id, 1, DueOn);
    private static readonly TaskWarned Warned = new(Id, Complaint, Task, 1, DueOn, 1);
    private static readonly TaskFoundOverdue Overdue = new(Id, Complaint, Task, 1, DueOn);
    private static readonly LookAtTask Look = new(Id, 1, default);

    private static Testing.Given<TaskClock, ITaskClockEvent> Given(params ITaskClockEvent[] events) =>
        Testing.Spec.Given<TaskClock, ITaskClockEvent>(TaskClock.Evolve, events);

    [Fact]
    public void a_task_that_is_set_is_looked_at_before_its_day_and_after_it()
    {
        Given().WhenStarting(clock => TaskClockHandler.Decide(Due, clock, Counting, Set)).Then(Noted);
        Given(Noted).State!.Looks(Counting, ServiceDefaults.London.StartOf(Set)).ShouldBe(
            [ServiceDefaults.London.StartOf(Monday), ServiceDefaults.London.EndOf(DueOn)]);
        Given(Noted).WhenStarting(clock => TaskClockHandler.Decide(Due, clock, Counting, Set)).ThenNothing();
    }

    [Fact]
    public void set_for_today_or_tomorrow_it_is_not_warned_of_at_once() =>
        Given().WhenStarting(clock => TaskClockHandler.Decide(Due, clock, Counting, DueOn)).Then(Noted);

    [Fact]
    public void the_day_before_it_is_warned_of_once()
    {
        Given(Noted).WhenStarting(clock => Looking(clock, Set)).ThenNothing();
        Given(Noted).WhenStarting(clock => Looking(clock, Monday)).Then(Warned);
        Given(Noted, Warned).WhenStarting(clock => Looking(clock, DueOn)).ThenNothing();
        Given(Noted).WhenStarting(clock => Looking(clock, DueOn)).Then(Warned with { WorkingDaysLeft = 0 });
    }

    [Fact]
    public void when_its_day_is_over_it_is_overdue_once()
    {
        Given(Noted, Warned).WhenStarting(clock => Looking(clock, DueOn)).ThenNothing();
        Given(Noted, Warned).WhenStarting(clock => Looking(clock, DueOn.AddDays(1))).Then(Overdue);
        Given(Noted, Overdue).WhenStarting(clock => Looking(clock, DueOn.AddDays(9))).ThenNothing();
        Given().WhenStarting(clock => TaskClockHandler.Decide(Due, clock, Counting, DueOn.AddDays(1)))
            .Then(Noted, Overdue);
    }

    [Fact]
    public void what_was_finished_or_withdrawn_is_neither_warned_of_nor_overdue()
    {
        Given(Noted).WhenStarting(clock => TaskClockHandler.Decide(Finished, clock, Counting)).Then(Done);
        Given(Noted, Done).WhenStarting(clock => TaskClockHandler.Decide(Finished, clock, Counting)).ThenNothing();
        Given(Noted, Done).WhenStarting(clock => Looking(clock, DueOn.AddDays(1))).ThenNothing();
        Given(Noted).WhenStarting(clock => TaskClockHandler.Decide(Withdrawn, clock, Counting))
            .Then(new TaskWithdrawalNoted(Id));
        Given(Noted, new TaskWithdrawalNoted(Id))
            .WhenStarting(clock => TaskClockHandler.Decide(Withdrawn, clock, Counting)).ThenNothing();
        Given(Noted, new TaskWithdrawalNoted(Id)).WhenStarting(clock => Looking(clock, DueOn.AddDays(1)))
            .ThenNothing();
    }

    [Fact]
    public void finished_late_it_was_overdue_also_when_nobody_had_looked()
    {
        var late = Finished with { FinishedOn = DueOn.AddDays(1) };
        Given(Noted).WhenStarting(clock => TaskClockHandler.Decide(late, clock, Counting))
            .Then(Done with { FinishedOn = DueOn.AddDays(1) }, Overdue);
        Given(Noted, Overdue).WhenStarting(clock => TaskClockHandler.Decide(late, clock, Counting))
            .Then(Done with { FinishedOn = DueOn.AddDays(1) });
    }

    [Fact]
    public void an_end_that_comes_before_its_beginning_ends_it()
    {
        Given().WhenStarting(clock => TaskClockHandler.Decide(Finished, clock, Counting)).Then(Done);
        Given(Done).WhenStarting(clock => TaskClockHandler.Decide(Due, clock, Counting, DueOn.AddDays(9)))
            .Then(Noted);
        Given(new TaskWithdrawalNoted(Id))
            .WhenStarting(clock => TaskClockHandler.Decide(Due, clock, Counting, DueOn.AddDays(9))).Then(Noted);
        Given(Done with { FinishedOn = DueOn.AddDays(2) })
            .WhenStarting(clock => TaskClockHandler.Decide(Due, clock, Counting, DueOn.AddDays(9)))
            .Then(Noted, Overdue);
    }

    [Fact]
    public void sent_back_it_has_a_day_again_and_looks_of_before_mean_nothing()
    {
        var again = Due with { Round = 2, DueOn = DueOn.AddDays(7) };
        var second = Noted with { Round = 2, DueOn = DueOn.AddDays(7) };
        Given(Noted, Overdue, Done).WhenStarting(clock => TaskClockHandler.Decide(again, clock, Counting, DueOn))
            .Then(second);
        Given(Noted, Done, second).WhenStarting(clock => Looking(clock, DueOn.AddDays(8))).ThenNothing();
        Given(Noted, Overdue, Done, second).WhenStarting(clock => TaskClockHandler.Decide(
            Look with { Round = 2 }, clock, Counting, DueOn.AddDays(8)))
            .Then(Overdue with { Round = 2, DueOn = DueOn.AddDays(7) });
        // The end of the first round after the second has begun.
        Given(Noted, second).WhenStarting(clock => TaskClockHandler.Decide(Finished, clock, Counting)).Then(Done);
        Given(second).WhenStarting(clock => TaskClockHandler.Decide(Due, clock, Counting, DueOn)).ThenNothing();
    }

    [Fact]
    public void beyond_the_calendar_it_is_not_warned_of_and_overdue_all_the_same()
    {
        var far = Noted with { DueOn = new(2099, 3, 3) };
        Given(far).State!.Looks(Counting, default).ShouldHaveSingleItem();
        Given(far).WhenStarting(clock => Looking(clock, new(2099, 3, 3))).ThenNothing();
        Given(far).WhenStarting(clock => Looking(clock, new(2099, 3, 4))).Then(Overdue with { DueOn = far.DueOn });
    }

    [Fact]
    public void every_event_is_folded_named_and_said_or_kept_on_purpose()
    {
        var types = typeof(ITaskClockEvent).Assembly.GetTypes()
            .Where(type => type.IsAssignableTo(typeof(ITaskClockEvent)) && !type.IsInterface).ToList();
        ClockStore.EventNames.Values.Where(type => type.IsAssignableTo(typeof(ITaskClockEvent)))
            .ShouldBe(types, ignoreOrder: true);
        ITaskClockEvent[] lived = [Noted, Warned, Overdue, Done, new TaskWithdrawalNoted(Id)];
        lived.Select(happened => happened.GetType()).ShouldBe(types, ignoreOrder: true);
        Given(lived).State!.IsDone.ShouldBeTrue();
        foreach (var happened in lived)
            (SlaClockMessages.Announce(happened) is null).ShouldBe(happened is not (TaskWarned or TaskFoundOverdue));
    }

    private static ServiceDefaults.Decision<ITaskClockEvent> Looking(TaskClock? clock, DateOnly today) =>
        TaskClockHandler.Decide(Look, clock, Counting, today);
}
