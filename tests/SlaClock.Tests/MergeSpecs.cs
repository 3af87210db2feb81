using ComplaintsPlatform.Contracts.Cases;
using ComplaintsPlatform.ServiceDefaults;
using static ComplaintsPlatform.SlaClock.Tests.WorkingDaysSpecs;

namespace ComplaintsPlatform.SlaClock.Tests;

/// <summary>Clocks of a complaint that was merged into another one rest, and a merge that is undone leaves no
/// trace in them. Received on Monday 2 September 2024.</summary>
public sealed class MergeSpecs
{
    private static readonly Guid Id = Guid.Parse("01920000-0000-7000-8000-000000000001");
    private static readonly Guid Survivor = Guid.Parse("01920000-0000-7000-8000-000000000002");
    private static readonly Counting Counting = Counting.From(Calendar.EnglandAndWales, FirstContactSpecs.CodeAlone);
    private static readonly IClockSetEvent[] Opened =
        [.. ComplaintOpenedHandler.Decide(new ComplaintOpened(Id, "CMP-1", "phone", "repairs", Day("2024-09-02"), null),
            null, Counting, Day("2024-09-02")).Events];

    private static readonly IClockSetEvent Merged = new MergeNoted(Id, Survivor);

    private static Given<ClockSet, IClockSetEvent> Given(params IClockSetEvent[] more) =>
        Spec.Given<ClockSet, IClockSetEvent>(ClockSet.Evolve, [.. Opened, .. more]);

    private static Decision<IClockSetEvent> Undo(ClockSet? set, string today) =>
        ComplaintMergedHandler.Decide(new MergeUndone(Id, "CMP-1", Survivor), set, Counting, Day(today));

    [Fact]
    public void a_merge_is_noted_once()
    {
        var message = new ComplaintMerged(Id, Survivor, "CMP-2");
        Given().WhenStarting(set => ComplaintMergedHandler.Decide(message, set)).Then(Merged);
        Given(Merged).WhenStarting(set => ComplaintMergedHandler.Decide(message, set)).ThenNothing();
        Given().WhenStarting(set => Undo(set, "2024-09-03")).ThenNothing();
    }

    [Fact]
    public void while_it_is_merged_nothing_is_warned_of_or_breached()
    {
        foreach (var day in new[] { "2024-09-05", "2024-09-10", "2024-10-10" })
            Given(Merged).WhenStarting(set => LookAtClocksHandler.Decide(set, Counting, Day(day))).ThenNothing();
        ClockKeeping.Looks(Given(Merged).State!, Counting, new(2024, 9, 3, 0, 0, 0, TimeSpan.Zero)).ShouldBeEmpty();
    }

    [Fact]
    public void undone_in_time_the_clocks_go_on() =>
        Given(Merged).WhenStarting(set => Undo(set, "2024-09-03")).Then(new MergeUndoneNoted(Id));

    [Fact]
    public void undone_late_what_was_missed_is_recorded()
    {
        var after = Given(Merged).WhenStarting(set => Undo(set, "2024-09-10")).Decision.Events;
        after.OfType<LimitBreached>().ShouldHaveSingleItem().Clock.ShouldBe(Clock.Acknowledgement);
        // The same as if it had never been merged.
        after.Skip(1).ShouldBe(Given().WhenStarting(set =>
            LookAtClocksHandler.Decide(set, Counting, Day("2024-09-10"))).Decision.Events);
    }
}
