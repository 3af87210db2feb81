using System.Buffers.Binary;
using ComplaintsPlatform.ServiceDefaults;
using Wolverine;
using Wolverine.Attributes;
using Wolverine.Marten;

namespace ComplaintsPlatform.SlaClock;

/// <summary>
/// A message to oneself, delivered at a moment at which a clock is warned of or breached if nothing has happened by
/// then. It is written with the event that sets the limit, never cancelled and never changed: when it arrives, the
/// state decides whether it still means anything.
/// </summary>
/// <param name="ComplaintId">Whose clocks.</param>
/// <param name="SetBy">Number of the stream's event that makes the look necessary.</param>
/// <param name="At">When.</param>
/// <param name="Again">How often it came too early before.</param>
// Its name is stored for weeks: the type may be renamed, the name may not.
[MessageIdentity("sla-clock.look-at-clocks"), NamedLook]
public sealed record LookAtClocks(Guid ComplaintId, long SetBy, DateTimeOffset At, int Again = 0)
{
    /// <summary>
    /// The message's id, the same for the same look: so it can be asked whether a look stands in the inbox.
    /// </summary>
    public Guid MessageId()
    {
        Span<byte> look = stackalloc byte[36];
        ComplaintId.TryWriteBytes(look, bigEndian: true, out _);
        BinaryPrimitives.WriteInt64BigEndian(look[16..], SetBy);
        BinaryPrimitives.WriteInt64BigEndian(look[24..], At.UtcTicks);
        BinaryPrimitives.WriteInt32BigEndian(look[32..], Again);
        return DeterministicId.Of(look);
    }
}

/// <summary>Gives a look's envelope the look's own id.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class NamedLookAttribute : ModifyEnvelopeAttribute
{
    /// <inheritdoc/>
    public override void Modify(Envelope envelope) => envelope.Id = ((LookAtClocks)envelope.Message!).MessageId();
}

// The time has come to look at a complaint's clocks: warnings and breaches are recorded once each, whichever replica
// looks and however often. A calendar that has changed moves what is open.
public static class LookAtClocksHandler
{
    /// <summary>Early, late, twice or after the end: whatever the facts say today and is not recorded yet.</summary>
    public static Decision<IClockSetEvent> Decide(ClockSet? set, Counting counting, DateOnly today) =>
        set is null or { IsFinished: true } or { IsMerged: true }
            ? Decision<IClockSetEvent>.Nothing()
            : Decision<IClockSetEvent>.Accept(
                [.. ClockKeeping.Missing(set, ClockKeeping.CalendarChanged, counting, today)]);

    public static (Events, OutgoingMessages) Handle(
        LookAtClocks look,
        [WriteAggregate(nameof(LookAtClocks.ComplaintId), Required = false)] ClockSet? set,
        Counting counting,
        TimeProvider time)
    {
        // The clock of the machine was put back: there would be no other look at that moment.
        if (time.GetUtcNow() < look.At) return ([], [(look with { Again = look.Again + 1 }).ScheduledAt(look.At)]);
        return ClockKeeping.Keep(set, counting, time, today => Decide(set, counting, today));
    }
}
