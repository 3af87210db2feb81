using ComplaintsPlatform.Contracts.Cases;
using ComplaintsPlatform.ServiceDefaults;
using Wolverine;
using Wolverine.Marten;

namespace ComplaintsPlatform.SlaClock;

/// <summary>
/// The resident was reached: the earliest of these days is the first contact, in whatever order they are told. One that
/// was recorded by mistake leaves no trace in the clocks, also when that is heard first.
/// </summary>
public static class ResidentContactedHandler
{
    public static Decision<IClockSetEvent> Decide(
        ResidentContacted message, ClockSet? set, Counting counting, DateOnly today) =>
        set?.Contacts.ContainsKey(message.ContactId) is true
            ? Decision<IClockSetEvent>.Nothing()
            : ClockKeeping.Note(set, new ContactNoted(message.ComplaintId, message.ContactId, message.ContactedOn),
                ClockKeeping.ContactRecorded, counting, today);

    public static Decision<IClockSetEvent> Decide(
        ContactWithdrawn message, ClockSet? set, Counting counting, DateOnly today) =>
        set?.Contacts.TryGetValue(message.ContactId, out var on) is true && on is null
            ? Decision<IClockSetEvent>.Nothing()
            : ClockKeeping.Note(set, new ContactWithdrawalNoted(message.ComplaintId, message.ContactId),
                ClockKeeping.ContactWithdrawn, counting, today);

    public static (Events, OutgoingMessages) Handle(
        ResidentContacted message,
        [WriteAggregate(nameof(ResidentContacted.ComplaintId), Required = false)] ClockSet? set,
        Counting counting,
        TimeProvider time) =>
        ClockKeeping.Keep(set, counting, time, today => Decide(message, set, counting, today));

    public static (Events, OutgoingMessages) Handle(
        ContactWithdrawn message,
        [WriteAggregate(nameof(ContactWithdrawn.ComplaintId), Required = false)] ClockSet? set,
        Counting counting,
        TimeProvider time) =>
        ClockKeeping.Keep(set, counting, time, today => Decide(message, set, counting, today));
}
