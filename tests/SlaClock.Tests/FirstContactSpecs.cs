using ComplaintsPlatform.Contracts.Cases;
using ComplaintsPlatform.ServiceDefaults;
using static ComplaintsPlatform.SlaClock.Tests.WorkingDaysSpecs;

namespace ComplaintsPlatform.SlaClock.Tests;

/// <summary>The first contact with the resident, within three working days: the landlord's own target. Received on
/// Monday 2 September 2024, to be reached by Thursday the 5th.</summary>
public sealed class FirstContactSpecs
{
    /// <summary>The limits of the Code, and no target of the landlord's own.</summary>
    internal static readonly ClockRules CodeAlone = new() { FirstContact = null };

    private static readonly Guid Id = Guid.Parse("01920000-0000-7000-8000-000000000001");
    private static readonly Guid First = Guid.Parse("01920000-0000-7000-8000-0000000000c1");
    private static readonly Guid Second = Guid.Parse("01920000-0000-7000-8000-0000000000c2");
    private static readonly Counting Counting = Counting.From(Calendar.EnglandAndWales);
    private static readonly IClockSetEvent[] Opened =
        [.. ComplaintOpenedHandler.Decide(new ComplaintOpened(Id, "CMP-1", "phone", "repairs", Day("2024-09-02"), null),
            null, Counting, Day("2024-09-02")).Events];

    private static Given<ClockSet, IClockSetEvent> Given(params IEnumerable<IClockSetEvent> more) =>
        Spec.Given<ClockSet, IClockSetEvent>(ClockSet.Evolve, [.. Opened, .. more]);

    private static Decision<IClockSetEvent> Reach(ClockSet? set, string on, string today, Guid? contact = null) =>
        ResidentContactedHandler.Decide(
            new ResidentContacted(Id, contact ?? First, Day(on)), set, Counting, Day(today));

    private static Decision<IClockSetEvent> TakeBack(ClockSet? set, string today, Guid? contact = null) =>
        ResidentContactedHandler.Decide(new ContactWithdrawn(Id, contact ?? First), set, Counting, Day(today));

    private static IReadOnlyList<IClockSetEvent> Reached(string on, string today) =>
        Given().WhenStarting(set => Reach(set, on, today)).Decision.Events;

    private static ClockShown Shown(ClockSet set, string today) =>
        ShowClocks.From(set, 1, Counting, Day(today)).Clocks.Single(clock => clock.Clock == Clock.FirstContact);

    [Fact]
    public void it_runs_from_receipt_and_stands_after_the_clocks_of_the_Code()
    {
        Opened.OfType<ClockStarted>().Last().ShouldBe(new ClockStarted(
            Id, Clock.FirstContact, new Limit(Day("2024-09-02"), Day("2024-09-05"), false, 1)));
        Shown(Given().State!, "2024-09-02").Says.ShouldBe(
            "3 working days from receipt on Mon 2 September 2024 end on Thu 5 September 2024.");
    }

    [Fact]
    public void a_landlord_without_a_target_has_no_such_clock() =>
        ComplaintOpenedHandler.Decide(new ComplaintOpened(Id, "CMP-1", "phone", "repairs", Day("2024-09-02"), null),
                null, Counting.From(Calendar.EnglandAndWales, CodeAlone), Day("2024-09-02")).Events
            .OfType<ClockStarted>().Select(started => started.Clock)
            .ShouldBe([Clock.Acknowledgement, Clock.Stage1Response]);

    [Fact]
    public void reached_in_time_it_stops() =>
        Given().WhenStarting(set => Reach(set, "2024-09-04", "2024-09-04")).Then(
            new ContactNoted(Id, First, Day("2024-09-04")),
            new ClockStopped(
                Id, Clock.FirstContact, new StoppedClock(Day("2024-09-04"), Day("2024-09-05"), true, 2)));

    [Fact]
    public void told_twice_it_is_noted_once() =>
        Given(Reached("2024-09-04", "2024-09-04")).WhenStarting(set => Reach(set, "2024-09-04", "2024-09-06"))
            .ThenNothing();

    [Fact]
    public void an_acknowledgement_is_no_contact() =>
        Shown(Given(Given().WhenStarting(set => ComplaintAcknowledgedHandler.Decide(
            new ComplaintAcknowledged(Id, Day("2024-09-03")), set, Counting, Day("2024-09-03"))).Decision.Events)
            .State!, "2024-09-04").StoppedOn.ShouldBeNull();

    [Fact]
    public void it_is_warned_of_and_missed_once()
    {
        Given().WhenStarting(set => LookAtClocksHandler.Decide(set, Counting, Day("2024-09-03"))).Then(
            new LimitNear(Id, Clock.FirstContact, Day("2024-09-05"), 2));
        var missed = Given().WhenStarting(set => LookAtClocksHandler.Decide(set, Counting, Day("2024-09-06")))
            .Decision.Events;
        missed.OfType<LimitBreached>().ShouldHaveSingleItem().Clock.ShouldBe(Clock.FirstContact);
        Given(missed).WhenStarting(set => LookAtClocksHandler.Decide(set, Counting, Day("2024-09-06"))).ThenNothing();
    }

    [Fact]
    public void recorded_late_with_an_earlier_day_it_is_not_missed_after_all()
    {
        var missed = Given().WhenStarting(set => LookAtClocksHandler.Decide(set, Counting, Day("2024-09-06")))
            .Decision.Events;
        Given(missed).WhenStarting(set => Reach(set, "2024-09-04", "2024-09-09")).Decision.Events
            .OfType<BreachWithdrawn>().ShouldHaveSingleItem().ShouldBe(
                new BreachWithdrawn(Id, Clock.FirstContact, Day("2024-09-05"), ClockKeeping.ContactRecorded));
    }

    [Fact]
    public void an_earlier_contact_that_is_told_later_is_the_first() =>
        Given(Reached("2024-09-05", "2024-09-05")).WhenStarting(set => Reach(set, "2024-09-03", "2024-09-06", Second))
            .Decision.Events.OfType<StopRestated>().ShouldHaveSingleItem().After.StoppedOn.ShouldBe(Day("2024-09-03"));

    [Fact]
    public void recorded_by_mistake_it_is_waited_for_again_and_looked_at()
    {
        var events = Given(Reached("2024-09-03", "2024-09-03")).WhenStarting(set => TakeBack(set, "2024-09-03"))
            .Decision.Events;
        events.OfType<ClockResumed>().ShouldHaveSingleItem().Limit.DueOn.ShouldBe(Day("2024-09-05"));
        var set = Given([.. Reached("2024-09-03", "2024-09-03"), .. events]).State!;
        Shown(set, "2024-09-03").StoppedOn.ShouldBeNull();
        // What is owed from now on: both warnings of the Code's clocks, and this one's.
        ClockKeeping.Looks(set, Counting, new(2024, 9, 3, 12, 0, 0, TimeSpan.Zero))
            .Count(look => look.SetBy == set.EventsFolded - (events.Count - 1 - events.ToList()
                .FindIndex(one => one is ClockResumed))).ShouldBe(2);
        Given([.. Reached("2024-09-03", "2024-09-03"), .. events])
            .WhenStarting(again => TakeBack(again, "2024-09-04")).ThenNothing();
    }

    [Fact]
    public void taken_back_before_it_is_heard_of_it_never_counts()
    {
        var early = Given().WhenStarting(set => TakeBack(set, "2024-09-03")).Decision.Events;
        Given(early).WhenStarting(set => Reach(set, "2024-09-03", "2024-09-03")).ThenNothing();
    }

    [Fact]
    public void answered_before_its_day_nobody_waits_for_it_and_a_later_call_is_no_first_contact()
    {
        var answered = Given().WhenStarting(set => Stage1ResponseRecordedHandler.Decide(
            new Stage1ResponseRecorded(Id, Day("2024-09-04"), "upheld"), set, Counting, Day("2024-09-04")))
            .Decision.Events;
        var set = Given(answered).State!;
        (Shown(set, "2024-10-01").State, Shown(set, "2024-10-01").Says).ShouldBe((ClockState.Overtaken,
            "3 working days from receipt on Mon 2 September 2024 end on Thu 5 September 2024. It was answered before "
            + "that."));
        Given(answered).WhenStarting(again => Reach(again, "2024-09-20", "2024-09-20"))
            .Then(new ContactNoted(Id, First, Day("2024-09-20")));
    }

    [Fact]
    public void what_was_missed_before_the_answer_stays_missed()
    {
        var answered = Given().WhenStarting(set => Stage1ResponseRecordedHandler.Decide(
            new Stage1ResponseRecorded(Id, Day("2024-09-10"), "upheld"), set, Counting, Day("2024-09-10")))
            .Decision.Events;
        answered.OfType<LimitBreached>().Select(breached => breached.Clock).ShouldContain(Clock.FirstContact);
        Shown(Given(answered).State!, "2024-10-01").State.ShouldBe(ClockState.Breached);
    }
}
