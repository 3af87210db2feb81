using ComplaintsPlatform.Contracts.Cases;
using ComplaintsPlatform.ServiceDefaults;
using Wolverine;
using Wolverine.Marten;

namespace ComplaintsPlatform.SlaClock;

/// <summary>
/// The resident was told of a later day for a response. It moves the limit when it was told before that passed, and
/// goes no further than 10 working days at stage 1 (Code 6.4) and 20 at stage 2 (6.15), or has a good reason.
/// </summary>
public static class ExtensionRecordedHandler
{
    public static Decision<IClockSetEvent> Decide(
        ExtensionRecorded message, ClockSet? set, Counting counting, DateOnly today)
    {
        var atStage2 = message.Stage == "stage-2";
        var extension = new Extension(message.ToldOn, message.NewDate, message.ForGoodReason);
        return (atStage2 ? set?.Stage2 : set?.Facts)?.Extensions.Contains(extension) == true
            ? Decision<IClockSetEvent>.Nothing()
            : ClockKeeping.Note(set, new ExtensionNoted(message.ComplaintId, atStage2, extension),
                ClockKeeping.ExtensionRecorded, counting, today);
    }

    public static (Events, OutgoingMessages) Handle(
        ExtensionRecorded message,
        [WriteAggregate(nameof(ExtensionRecorded.ComplaintId), Required = false)] ClockSet? set,
        Counting counting,
        TimeProvider time) =>
        ClockKeeping.Keep(set, counting, time, today => Decide(message, set, counting, today));
}
