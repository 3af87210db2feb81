using System.Collections.Immutable;
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
    /// <summary>When the final response or a withdrawal overtook it, or null.</summary>
    public DateOnly? OvertakenOn { get; init; }

    /// <summary>Number of the stream's event that set the limit.</summary>
    public long LimitSetBy { get; init; }
}

/// <summary>The clock set of a complaint: the facts of stage 1 and of stage 2, once somebody has asked for it, and what
/// was recorded of each clock.</summary>
public sealed record ClockSet(Guid ComplaintId, Facts Facts, Facts? Stage2 = null)
{
    private ImmutableDictionary<string, RecordedClock> Clocks { get; init; } =
        ImmutableDictionary<string, RecordedClock>.Empty;

    /// <summary>How many events made it: the number of the last one.</summary>
    public long EventsFolded { get; init; }

    /// <summary>Merged into another complaint, whose clocks count.</summary>
    public bool IsMerged { get; init; }

    /// <summary>The day on which the resident took it back; null unless they did.</summary>
    public DateOnly? WithdrawnOn { get; init; }

    /// <summary>The days on which the resident was reached, by entry of the contact log; null for one that was
    /// withdrawn, which may be heard of first.</summary>
    public ImmutableDictionary<Guid, DateOnly?> Contacts { get; private init; } =
        ImmutableDictionary<Guid, DateOnly?>.Empty;

    /// <summary>The facts that were put right, with the version of the case that did so last.</summary>
    public ImmutableDictionary<string, long> Corrected { get; private init; } = ImmutableDictionary<string, long>.Empty;

    /// <summary>Whatever the order of recording.</summary>
    public DateOnly? FirstContactOn => Contacts.Values.Min();

    /// <summary>Answered at the last stage that it reached, or withdrawn: no clock runs any more. A fact recorded later
    /// can still restate.</summary>
    public bool IsFinished => (Stage2 ?? Facts).RespondedOn is not null || WithdrawnOn is not null;

    public RecordedClock? Recorded(string clock) => Clocks.GetValueOrDefault(clock);

    public static ClockSet Evolve(ClockSet? state, IClockSetEvent @event)
    {
        var before = state ?? new ClockSet(@event.ComplaintId, new Facts(null));
        var set = before with { EventsFolded = before.EventsFolded + 1 };
        return @event switch
        {
            ReceiptNoted e => set with { Facts = set.Facts with { ReceivedOn = e.ReceivedOn } },
            AcknowledgementNoted e => set with { Facts = set.Facts with { AcknowledgedOn = e.AcknowledgedOn } },
            ResponseNoted e => set with { Facts = set.Facts with { RespondedOn = e.RespondedOn } },
            ExtensionNoted { AtStage2: false } e =>
                set with { Facts = set.Facts with { Extensions = set.Facts.Extensions.Add(e.Extension) } },
            ExtensionNoted e =>
                set with { Stage2 = set.AtStage2 with { Extensions = set.AtStage2.Extensions.Add(e.Extension) } },
            EscalationNoted e => set with { Stage2 = set.AtStage2 with { ReceivedOn = e.RequestedOn } },
            Stage2AcknowledgementNoted e =>
                set with { Stage2 = set.AtStage2 with { AcknowledgedOn = e.AcknowledgedOn } },
            Stage2ResponseNoted e => set with { Stage2 = set.AtStage2 with { RespondedOn = e.RespondedOn } },
            CorrectionNoted e => set.Right(e.Fact, e.Day) with { Corrected = set.Corrected.SetItem(e.Fact, e.Version) },
            ContactNoted e => set with { Contacts = set.Contacts.SetItem(e.ContactId, e.ContactedOn) },
            ContactWithdrawalNoted e => set with { Contacts = set.Contacts.SetItem(e.ContactId, null) },
            WithdrawalNoted e => set with { WithdrawnOn = e.WithdrawnOn },
            ReopeningNoted => set with { WithdrawnOn = null },
            MergeNoted => set with { IsMerged = true },
            MergeUndoneNoted => set with { IsMerged = false },
            ClockStarted e => set.With(e.Clock, new RecordedClock(e.Limit) { LimitSetBy = set.EventsFolded }),
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
            ClockOvertaken e => set.With(
                e.Clock, clock => clock with { OvertakenOn = e.OvertakenOn, Stop = null }),
            ClockResumed e => set.With(
                e.Clock, clock => clock with { OvertakenOn = null, Stop = null, LimitSetBy = set.EventsFolded }),
            StopRestated e => set.With(e.Clock, clock => clock with { Stop = e.After }),
            _ => throw new UnreachableException($"{@event.GetType().Name} is no event of a clock set."),
        };
    }

    // The outcome and the name are no matter of a clock.
    private ClockSet Right(string fact, DateOnly day) => fact switch
    {
        "received-on" => this with { Facts = Facts with { ReceivedOn = day } },
        "acknowledged-on" => this with { Facts = Facts with { AcknowledgedOn = day } },
        "responded-on" => this with { Facts = Facts with { RespondedOn = day } },
        "escalated-on" => this with { Stage2 = AtStage2 with { ReceivedOn = day } },
        "stage-2-acknowledged-on" => this with { Stage2 = AtStage2 with { AcknowledgedOn = day } },
        "stage-2-responded-on" => this with { Stage2 = AtStage2 with { RespondedOn = day } },
        _ => this,
    };

    private Facts AtStage2 => Stage2 ?? new Facts(null);

    private ClockSet With(string clock, Func<RecordedClock, RecordedClock> change) =>
        With(clock, change(Clocks[clock]));

    private ClockSet With(string clock, RecordedClock recorded) =>
        this with { Clocks = Clocks.SetItem(clock, recorded) };
}
