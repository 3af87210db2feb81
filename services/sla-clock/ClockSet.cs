using System.Diagnostics;

namespace ComplaintsPlatform.SlaClock;

/// <summary>What was recorded of one clock so far.</summary>
/// <param name="Limit">The limit last recorded.</param>
/// <param name="WarnedAt">The nearest warning point recorded for that limit.</param>
/// <param name="BreachCause">Cause of the breach that stands recorded, or null.</param>
/// <param name="Stop">How it stopped, or null.</param>
public sealed record RecordedClock(
    Limit Limit, int? WarnedAt = null, string? BreachCause = null, StoppedClock? Stop = null)
{
    /// <summary>Number of the stream's event that set the limit.</summary>
    public long LimitSetBy { get; init; }
}

/// <summary>The clock set of a complaint: its facts, and what was recorded of each clock.</summary>
public sealed record ClockSet(
    Guid ComplaintId, Facts Facts, RecordedClock? Acknowledgement, RecordedClock? Stage1Response)
{
    /// <summary>How many events made it: the number of the last one.</summary>
    public long EventsFolded { get; init; }

    /// <summary>Answered: no clock runs any more. A fact recorded later can still restate.</summary>
    public bool IsFinished => Facts.RespondedOn is not null;

    public RecordedClock? Recorded(string clock) => clock == Clock.Acknowledgement ? Acknowledgement : Stage1Response;

    public static ClockSet Evolve(ClockSet? state, IClockSetEvent @event)
    {
        var before = state ?? new ClockSet(@event.ComplaintId, new Facts(null), null, null);
        var set = before with { EventsFolded = before.EventsFolded + 1 };
        return @event switch
        {
            ReceiptNoted e => set with { Facts = set.Facts with { ReceivedOn = e.ReceivedOn } },
            AcknowledgementNoted e => set with { Facts = set.Facts with { AcknowledgedOn = e.AcknowledgedOn } },
            ResponseNoted e => set with { Facts = set.Facts with { RespondedOn = e.RespondedOn } },
            ClockStarted e => set.With(e.Clock, _ => new RecordedClock(e.Limit) { LimitSetBy = set.EventsFolded }),
            LimitRestated e => set.With(e.Clock, clock => clock with
            {
                Limit = e.After,
                LimitSetBy = set.EventsFolded,
                WarnedAt = e.After.DueOn == e.Before.DueOn ? clock.WarnedAt : null,
            }),
            LimitNear e => set.With(e.Clock, clock => clock with { WarnedAt = e.WorkingDaysLeft }),
            LimitBreached e => set.With(e.Clock, clock => clock with { BreachCause = e.Cause }),
            BreachWithdrawn e => set.With(e.Clock, clock => clock with { BreachCause = null }),
            ClockStopped e => set.With(e.Clock, clock => clock with { Stop = e.Stop }),
            StopRestated e => set.With(e.Clock, clock => clock with { Stop = e.After }),
            _ => throw new UnreachableException($"{@event.GetType().Name} is no event of a clock set."),
        };
    }

    private ClockSet With(string clock, Func<RecordedClock, RecordedClock> change) => clock == Clock.Acknowledgement
        ? this with { Acknowledgement = change(Acknowledgement!) }
        : this with { Stage1Response = change(Stage1Response!) };
}
