using ComplaintsPlatform.ServiceDefaults;
using ComplaintsPlatform.Contracts.Cases;
using Wolverine;
using static ComplaintsPlatform.SlaClock.Tests.WorkingDaysSpecs;

namespace ComplaintsPlatform.SlaClock.Tests;

/// <summary>
/// For each handler and for a look: on time, too early, duplicate, out of order, after the end. Received on Monday 2
/// September 2024.
/// </summary>
public sealed class HandlerSpecs
{
    private static readonly Guid Id = Guid.Parse("01920000-0000-7000-8000-000000000001");
    private static readonly Counting Counting = Counting.From(Calendar.EnglandAndWales, FirstContactSpecs.CodeAlone);
    private static readonly Counting Proclaimed = Counting.From(
        WithHoliday(Day("2024-09-06")), FirstContactSpecs.CodeAlone);
    private static readonly Limit ToAcknowledge = new(Day("2024-09-02"), Day("2024-09-09"), false, 1);
    private static readonly Limit Assumed = new(Day("2024-09-09"), Day("2024-09-23"), true, 1);
    private static readonly Limit ToRespond = new(Day("2024-09-04"), Day("2024-09-18"), false, 1);

    private static readonly IClockSetEvent[] Opened =
        [new ReceiptNoted(Id, Day("2024-09-02")), new ClockStarted(Id, Clock.Acknowledgement, ToAcknowledge),
            new ClockStarted(Id, Clock.Stage1Response, Assumed)];

    private static readonly IClockSetEvent[] Acknowledged =
    [
        new AcknowledgementNoted(Id, Day("2024-09-04")),
        new ClockStopped(Id, Clock.Acknowledgement, new StoppedClock(Day("2024-09-04"), Day("2024-09-09"), true, 2)),
        new LimitRestated(Id, Clock.Stage1Response, Assumed, ToRespond, ClockKeeping.AcknowledgementRecorded),
    ];

    private static readonly IClockSetEvent[] Responded =
    [
        new ResponseNoted(Id, Day("2024-09-16")),
        new ClockStopped(Id, Clock.Stage1Response, new StoppedClock(Day("2024-09-16"), Day("2024-09-18"), true, 8)),
    ];

    private static readonly IClockSetEvent[] RespondedWithoutAcknowledgement =
    [
        new ResponseNoted(Id, Day("2024-09-16")),
        new LimitBreached(Id, Clock.Acknowledgement, Day("2024-09-09"), Clock.WithoutAcknowledgement),
        new ClockStopped(Id, Clock.Stage1Response, new StoppedClock(Day("2024-09-16"), Day("2024-09-23"), true, 5)),
    ];

    private static Given<ClockSet, IClockSetEvent> Given(params IClockSetEvent[][] histories) =>
        Spec.Given<ClockSet, IClockSetEvent>(ClockSet.Evolve, [.. histories.SelectMany(events => events)]);

    private static Func<ClockSet?, Decision<IClockSetEvent>> Opening(string today) =>
        set => ComplaintOpenedHandler.Decide(
            new ComplaintOpened(Id, "CMP-1", "phone", "repairs", Day("2024-09-02"), null), set, Counting, Day(today));

    private static Func<ClockSet?, Decision<IClockSetEvent>> Acknowledging(string today, string on = "2024-09-04") =>
        set => ComplaintAcknowledgedHandler.Decide(new ComplaintAcknowledged(Id, Day(on)), set, Counting, Day(today));

    private static Func<ClockSet?, Decision<IClockSetEvent>> Responding(string today, string on = "2024-09-16") =>
        set => Stage1ResponseRecordedHandler.Decide(
            new Stage1ResponseRecorded(Id, Day(on), "upheld"), set, Counting, Day(today));

    private static Func<ClockSet?, Decision<IClockSetEvent>> Looking(string today, Counting? counting = null) =>
        set => LookAtClocksHandler.Decide(set, counting ?? Counting, Day(today));

    [Fact]
    public void opened_on_the_day_of_receipt() => Given().WhenStarting(Opening("2024-09-02")).Then(Opened);

    [Fact]
    public void opened_twice() => Given(Opened).WhenStarting(Opening("2024-09-02")).ThenNothing();

    [Fact]
    public void opened_back_dated_is_breached_at_once() => Given().WhenStarting(Opening("2024-10-01")).Then(
        new ReceiptNoted(Id, Day("2024-09-02")),
        new ClockStarted(Id, Clock.Acknowledgement, ToAcknowledge),
        new LimitBreached(Id, Clock.Acknowledgement, Day("2024-09-09"), Clock.LimitPassed),
        new ClockStarted(Id, Clock.Stage1Response, Assumed),
        new LimitBreached(Id, Clock.Stage1Response, Day("2024-09-23"), Clock.LimitPassed));

    [Fact]
    public void opened_after_its_acknowledgement_was_heard_of() =>
        Given([new AcknowledgementNoted(Id, Day("2024-09-04"))]).WhenStarting(Opening("2024-09-05")).Then(
            new ReceiptNoted(Id, Day("2024-09-02")),
            new ClockStarted(Id, Clock.Acknowledgement, ToAcknowledge),
            new ClockStopped(
                Id, Clock.Acknowledgement, new StoppedClock(Day("2024-09-04"), Day("2024-09-09"), true, 2)),
            new ClockStarted(Id, Clock.Stage1Response, ToRespond));

    [Fact]
    public void opened_again_after_the_end() =>
        Given(Opened, Acknowledged, Responded).WhenStarting(Opening("2024-10-01")).ThenNothing();

    [Fact]
    public void acknowledged_in_time() => Given(Opened).WhenStarting(Acknowledging("2024-09-04")).Then(Acknowledged);

    [Fact]
    public void acknowledged_twice() =>
        Given(Opened, Acknowledged).WhenStarting(Acknowledging("2024-09-05", on: "2024-09-05")).ThenNothing();

    [Fact]
    public void acknowledged_before_it_was_opened() =>
        Given().WhenStarting(Acknowledging("2024-09-04")).Then(new AcknowledgementNoted(Id, Day("2024-09-04")));

    [Fact]
    public void acknowledged_late_is_recorded_as_a_breach_with_it() =>
        Given(Opened).WhenStarting(Acknowledging("2024-09-11", on: "2024-09-11")).Then(
        new AcknowledgementNoted(Id, Day("2024-09-11")),
        new ClockStopped(Id, Clock.Acknowledgement, new StoppedClock(Day("2024-09-11"), Day("2024-09-09"), false, 7)),
        new LimitBreached(Id, Clock.Acknowledgement, Day("2024-09-09"), Clock.LimitPassed),
        new LimitRestated(Id, Clock.Stage1Response, Assumed, new Limit(Day("2024-09-11"), Day("2024-09-25"), false, 1),
            ClockKeeping.AcknowledgementRecorded));

    [Fact]
    public void an_acknowledgement_recorded_after_the_response_with_its_own_earlier_date_restates() =>
        Given(Opened, RespondedWithoutAcknowledgement).WhenStarting(Acknowledging("2024-10-01")).Then(
            new AcknowledgementNoted(Id, Day("2024-09-04")),
            new BreachWithdrawn(Id, Clock.Acknowledgement, Day("2024-09-09"), ClockKeeping.AcknowledgementRecorded),
            new ClockStopped(
                Id, Clock.Acknowledgement, new StoppedClock(Day("2024-09-04"), Day("2024-09-09"), true, 2)),
            new LimitRestated(Id, Clock.Stage1Response, Assumed, ToRespond, ClockKeeping.AcknowledgementRecorded),
            new StopRestated(
                Id, Clock.Stage1Response, new StoppedClock(Day("2024-09-16"), Day("2024-09-23"), true, 5),
                new StoppedClock(Day("2024-09-16"), Day("2024-09-18"), true, 8), ClockKeeping.AcknowledgementRecorded));

    [Fact]
    public void answered_in_time() =>
        Given(Opened, Acknowledged).WhenStarting(Responding("2024-09-16")).Then(Responded);

    [Fact]
    public void answered_twice() =>
        Given(Opened, Acknowledged, Responded).WhenStarting(Responding("2024-09-20", on: "2024-09-19")).ThenNothing();

    [Fact]
    public void answered_without_acknowledgement_is_the_breach_that_it_is() =>
        Given(Opened).WhenStarting(Responding("2024-09-16")).Then(RespondedWithoutAcknowledgement);

    [Fact]
    public void answered_before_it_was_opened() =>
        Given().WhenStarting(Responding("2024-09-16")).Then(new ResponseNoted(Id, Day("2024-09-16")));

    [Fact]
    public void looked_at_too_early() => Given(Opened).WhenStarting(Looking("2024-09-04")).ThenNothing();

    [Fact]
    public void looked_at_before_anything_happened() => Given().WhenStarting(Looking("2024-09-04")).ThenNothing();

    [Fact]
    public void looked_at_two_working_days_before_the_limit() =>
        Given(Opened).WhenStarting(Looking("2024-09-05"))
            .Then(new LimitNear(Id, Clock.Acknowledgement, Day("2024-09-09"), 2));

    [Fact]
    public void looked_at_again_one_working_day_before() =>
        Given(Opened, [new LimitNear(Id, Clock.Acknowledgement, Day("2024-09-09"), 2)])
            .WhenStarting(Looking("2024-09-06")).Then(new LimitNear(Id, Clock.Acknowledgement, Day("2024-09-09"), 1));

    [Fact]
    public void looked_at_for_the_first_time_one_day_before_warns_once() =>
        Given(Opened).WhenStarting(Looking("2024-09-08"))
            .Then(new LimitNear(Id, Clock.Acknowledgement, Day("2024-09-09"), 1));

    [Fact]
    public void looked_at_twice() =>
        Given(Opened, [new LimitNear(Id, Clock.Acknowledgement, Day("2024-09-09"), 1)])
            .WhenStarting(Looking("2024-09-09")).ThenNothing();

    [Fact]
    public void looked_at_after_the_limit() =>
        Given(Opened).WhenStarting(Looking("2024-09-10"))
            .Then(new LimitBreached(Id, Clock.Acknowledgement, Day("2024-09-09"), Clock.LimitPassed));

    [Fact]
    public void looked_at_after_the_end() =>
        Given(Opened, Acknowledged, Responded).WhenStarting(Looking("2025-01-31")).ThenNothing();

    [Fact]
    public void a_holiday_proclaimed_meanwhile_moves_open_clocks_and_not_closed_ones() =>
        Given(Opened, Acknowledged).WhenStarting(Looking("2024-09-05", Proclaimed)).Then(
            new LimitRestated(Id, Clock.Stage1Response, ToRespond,
                new Limit(Day("2024-09-04"), Day("2024-09-19"), false, 2), ClockKeeping.CalendarChanged));

    [Fact]
    public void looks_are_necessary_at_warnings_and_at_the_end_of_the_day_in_London()
    {
        var set = Given(Opened).State!;
        ClockKeeping.Looks(set, Counting, At("2024-09-02T10:00:00Z")).Select(look => look.At).Order().ShouldBe(
        [
            At("2024-09-04T23:00:00Z"), At("2024-09-05T23:00:00Z"), At("2024-09-09T23:00:00Z"),
            At("2024-09-18T23:00:00Z"), At("2024-09-19T23:00:00Z"), At("2024-09-23T23:00:00Z"),
        ]);
        ClockKeeping.Looks(Given(Opened, Acknowledged, Responded).State!, Counting, At("2024-09-02T10:00:00Z"))
            .ShouldBeEmpty();
    }

    [Fact]
    public void a_limit_brings_its_looks_with_it_whoever_sets_it()
    {
        var (events, looks) = ComplaintOpenedHandler.Handle(
            new ComplaintOpened(Id, "CMP-1", "phone", "repairs", Day("2024-09-02"), null), null, Counting,
            new ManualTimeProvider(At("2024-09-02T10:00:00Z")));
        (events.Count, looks.Count).ShouldBe((3, 6));

        (events, looks) = ComplaintAcknowledgedHandler.Handle(
            new ComplaintAcknowledged(Id, Day("2024-09-04")), Given(Opened).State, Counting,
            new ManualTimeProvider(At("2024-09-04T10:00:00Z")));
        events.Count.ShouldBe(3);
        Moments(looks).ShouldBe([At("2024-09-15T23:00:00Z"), At("2024-09-16T23:00:00Z"), At("2024-09-18T23:00:00Z")]);
    }

    [Fact]
    public void a_look_by_a_new_calendar_brings_the_looks_of_the_limit_that_it_moves()
    {
        var (events, looks) = LookAtClocksHandler.Handle(
            Look("2024-09-05T10:00:00Z"), Given(Opened, Acknowledged).State, Proclaimed,
            new ManualTimeProvider(At("2024-09-05T10:00:00Z")));
        events.ShouldHaveSingleItem().ShouldBeOfType<LimitRestated>();
        Moments(looks).ShouldBe([At("2024-09-16T23:00:00Z"), At("2024-09-17T23:00:00Z"), At("2024-09-19T23:00:00Z")]);
    }

    [Fact]
    public void a_look_that_changes_no_limit_brings_no_other()
    {
        var (events, looks) = LookAtClocksHandler.Handle(
            Look("2024-09-04T23:00:00Z"), Given(Opened).State, Counting,
            new ManualTimeProvider(At("2024-09-04T23:00:00Z")));
        events.ShouldHaveSingleItem().ShouldBeOfType<LimitNear>();
        looks.ShouldBeEmpty();
    }

    [Fact]
    public void a_look_that_comes_before_its_moment_records_nothing_and_comes_again()
    {
        var early = Look("2024-09-04T23:00:00Z");
        var (events, looks) = LookAtClocksHandler.Handle(
            early, Given(Opened).State, Counting, new ManualTimeProvider(At("2024-09-04T22:59:59Z")));
        events.ShouldBeEmpty();
        Moments(looks).ShouldBe([early.At]);
    }

    [Fact]
    public void a_look_has_one_id_of_its_own()
    {
        var look = Look("2024-09-04T23:00:00Z");
        look.MessageId().ShouldBe((look with { At = look.At.ToOffset(TimeSpan.FromHours(1)) }).MessageId());
        new[] { look, look with { SetBy = 4 }, look with
            { At = look.At.AddTicks(1) }, look with { Again = 1 }, look with { ComplaintId = Guid.Empty } }
            .Select(each => each.MessageId()).ShouldBeUnique();
    }

    [Fact]
    public void every_event_is_folded_named_and_said_or_kept_on_purpose()
    {
        var types = typeof(IClockSetEvent).Assembly.GetTypes()
            .Where(type => type.IsAssignableTo(typeof(IClockSetEvent)) && !type.IsInterface).ToList();
        ClockStore.EventNames.Values.Where(type => type.IsAssignableTo(typeof(IClockSetEvent)))
            .ShouldBe(types, ignoreOrder: true);
        var lived = Given(Opened, RespondedWithoutAcknowledgement)
            .WhenStarting(Acknowledging("2024-10-01")).Decision.Events
            .Concat(Opened).Concat(RespondedWithoutAcknowledgement)
            .Append(new LimitNear(Id, Clock.Acknowledgement, Day("2024-09-09"), 2))
            .Append(new ExtensionNoted(Id, false, new Extension(default, default, false)))
            .Append(new EscalationNoted(Id, default)).Append(new Stage2AcknowledgementNoted(Id, default))
            .Append(new Stage2ResponseNoted(Id, default)).Append(new ClockOvertaken(Id, Clock.Acknowledgement, default))
            .Append(new WithdrawalNoted(Id, default)).Append(new ReopeningNoted(Id))
            .Append(new CorrectionNoted(Id, "received-on", Day("2024-09-02"), 9))
            .Append(new ClockResumed(Id, Clock.Acknowledgement, new Limit(default, default, false, 1)))
            .Append(new ContactNoted(Id, Id, default)).Append(new ContactWithdrawalNoted(Id, Id))
            .Append(new MergeNoted(Id, Guid.Empty)).Append(new MergeUndoneNoted(Id));
        lived.Select(happened => happened.GetType()).Distinct().ShouldBe(types, ignoreOrder: true);
        foreach (var happened in lived)
            (SlaClockMessages.Announce(happened) is null)
                .ShouldBe(happened is ReceiptNoted or AcknowledgementNoted or ResponseNoted or EscalationNoted
                    or Stage2AcknowledgementNoted or Stage2ResponseNoted or ExtensionNoted or ClockOvertaken
                    or ClockResumed or ContactNoted or ContactWithdrawalNoted or WithdrawalNoted or CorrectionNoted
                    or ReopeningNoted
                    or MergeNoted or MergeUndoneNoted);
    }

    /// <summary>The calendar with one day more on which nobody works, as its next version.</summary>
    internal static Calendar WithHoliday(DateOnly day)
    {
        var old = Calendar.EnglandAndWales;
        return new Calendar(2, old.Division, old.Source, old.From, old.To, [.. old.Holidays, new(day, "Proclaimed")]);
    }

    private static LookAtClocks Look(string at) => new(Id, 2, At(at));

    private static IEnumerable<DateTimeOffset> Moments(OutgoingMessages looks) =>
        looks.Cast<DeliveryMessage<LookAtClocks>>().Select(look => look.Options.ScheduledTime!.Value);

    private static DateTimeOffset At(string instant) =>
        DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture);
}
