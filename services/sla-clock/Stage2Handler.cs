using ComplaintsPlatform.Contracts.Cases;
using ComplaintsPlatform.ServiceDefaults;
using Wolverine;
using Wolverine.Marten;

namespace ComplaintsPlatform.SlaClock;

/// <summary>
/// Stage 2 was asked for, acknowledged, answered: 5 working days from the request to the acknowledgement (Code 6.11),
/// 20 from that to the final response (6.14). What is still owed at stage 1 stays owed until the final response, which
/// leaves nothing to be answered.
/// </summary>
public static class Stage2Handler
{
    public static Decision<IClockSetEvent> Decide(
        ComplaintEscalated message, ClockSet? set, Counting counting, DateOnly today) =>
        set?.Stage2?.ReceivedOn is not null
            ? Decision<IClockSetEvent>.Nothing()
            : ClockKeeping.Note(set, new EscalationNoted(message.ComplaintId, message.RequestedOn),
                ClockKeeping.EscalationRecorded, counting, today);

    public static Decision<IClockSetEvent> Decide(
        Stage2Acknowledged message, ClockSet? set, Counting counting, DateOnly today) =>
        set?.Stage2?.AcknowledgedOn is not null
            ? Decision<IClockSetEvent>.Nothing()
            : ClockKeeping.Note(set, new Stage2AcknowledgementNoted(message.ComplaintId, message.AcknowledgedOn),
                ClockKeeping.AcknowledgementRecorded, counting, today);

    public static Decision<IClockSetEvent> Decide(
        Stage2ResponseRecorded message, ClockSet? set, Counting counting, DateOnly today) =>
        set?.Stage2?.RespondedOn is not null
            ? Decision<IClockSetEvent>.Nothing()
            : ClockKeeping.Note(set, new Stage2ResponseNoted(message.ComplaintId, message.RespondedOn),
                ClockKeeping.ResponseRecorded, counting, today);

    public static (Events, OutgoingMessages) Handle(
        ComplaintEscalated message,
        [WriteAggregate(nameof(ComplaintEscalated.ComplaintId), Required = false)] ClockSet? set,
        Counting counting,
        TimeProvider time) =>
        ClockKeeping.Keep(set, counting, time, today => Decide(message, set, counting, today));

    public static (Events, OutgoingMessages) Handle(
        Stage2Acknowledged message,
        [WriteAggregate(nameof(Stage2Acknowledged.ComplaintId), Required = false)] ClockSet? set,
        Counting counting,
        TimeProvider time) =>
        ClockKeeping.Keep(set, counting, time, today => Decide(message, set, counting, today));

    public static (Events, OutgoingMessages) Handle(
        Stage2ResponseRecorded message,
        [WriteAggregate(nameof(Stage2ResponseRecorded.ComplaintId), Required = false)] ClockSet? set,
        Counting counting,
        TimeProvider time) =>
        ClockKeeping.Keep(set, counting, time, today => Decide(message, set, counting, today));
}
