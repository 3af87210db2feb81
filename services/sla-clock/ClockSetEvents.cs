namespace ComplaintsPlatform.SlaClock;

/// <summary>
/// Events of the stream "clock set of a complaint", in the order in which a complaint lives through them.
/// </summary>
public interface IClockSetEvent
{
    Guid ComplaintId { get; }
}

/// <summary>
/// A limit as it was decided: what it runs from, its last day, whether the trigger is only assumed, and the calendar
/// used.
/// </summary>
public sealed record Limit(DateOnly TriggerOn, DateOnly DueOn, bool Provisional, int CalendarVersion);

/// <summary>How a clock stopped.</summary>
public sealed record StoppedClock(DateOnly StoppedOn, DateOnly DueOn, bool InTime, int DaysCounted);

/// <summary>The case was opened; the complaint was received on this day.</summary>
public sealed record ReceiptNoted(Guid ComplaintId, DateOnly ReceivedOn) : IClockSetEvent;

/// <summary>The acknowledgement with the complaint definition was sent on this day.</summary>
public sealed record AcknowledgementNoted(Guid ComplaintId, DateOnly AcknowledgedOn) : IClockSetEvent;

/// <summary>The stage 1 response was sent on this day. Nothing falls due after it, unless stage 2 is asked
/// for.</summary>
public sealed record ResponseNoted(Guid ComplaintId, DateOnly RespondedOn) : IClockSetEvent;

/// <summary>Stage 2 was asked for on this day.</summary>
public sealed record EscalationNoted(Guid ComplaintId, DateOnly RequestedOn) : IClockSetEvent;

/// <summary>The stage 2 acknowledgement was sent on this day.</summary>
public sealed record Stage2AcknowledgementNoted(Guid ComplaintId, DateOnly AcknowledgedOn) : IClockSetEvent;

/// <summary>The final response was sent on this day. Nothing falls due after it.</summary>
public sealed record Stage2ResponseNoted(Guid ComplaintId, DateOnly RespondedOn) : IClockSetEvent;

/// <summary>The resident was told of a later day for a response.</summary>
public sealed record ExtensionNoted(Guid ComplaintId, bool AtStage2, Extension Extension) : IClockSetEvent;

/// <summary>The resident was reached on this day, in this entry of the contact log.</summary>
public sealed record ContactNoted(Guid ComplaintId, Guid ContactId, DateOnly ContactedOn) : IClockSetEvent;

/// <summary>They were not: the entry was made by mistake.</summary>
public sealed record ContactWithdrawalNoted(Guid ComplaintId, Guid ContactId) : IClockSetEvent;

/// <summary>The resident took the complaint back on this day: nothing falls due after it.</summary>
public sealed record WithdrawalNoted(Guid ComplaintId, DateOnly WithdrawnOn) : IClockSetEvent;

/// <summary>It was withdrawn no longer: the clocks are what the facts say, as if it had never been.</summary>
public sealed record ReopeningNoted(Guid ComplaintId) : IClockSetEvent;

/// <summary>One of these days was put right, by a correction of this version of the case.</summary>
public sealed record CorrectionNoted(Guid ComplaintId, string Fact, DateOnly Day, long Version) : IClockSetEvent;

/// <summary>The complaint was merged into another one: its clocks rest.</summary>
public sealed record MergeNoted(Guid ComplaintId, Guid SurvivorId) : IClockSetEvent;

/// <summary>The merge was undone: the clocks are what the facts say, as if it had never been.</summary>
public sealed record MergeUndoneNoted(Guid ComplaintId) : IClockSetEvent;

/// <summary>A clock has its first limit.</summary>
public sealed record ClockStarted(Guid ComplaintId, string Clock, Limit Limit) : IClockSetEvent;

/// <summary>A limit changed: the acknowledgement became known, it was extended, or the calendar changed.</summary>
public sealed record LimitRestated(
    Guid ComplaintId, string Clock, Limit Before, Limit After, string Cause) : IClockSetEvent;

/// <summary>A warning point before a limit was reached.</summary>
public sealed record LimitNear(Guid ComplaintId, string Clock, DateOnly DueOn, int WorkingDaysLeft) : IClockSetEvent;

/// <summary>A limit has passed, or the complaint was answered without an acknowledgement.</summary>
public sealed record LimitBreached(Guid ComplaintId, string Clock, DateOnly DueOn, string Cause) : IClockSetEvent;

/// <summary>
/// A breach that was recorded turned out to be none, by a fact that was recorded later than it happened.
/// </summary>
public sealed record BreachWithdrawn(Guid ComplaintId, string Clock, DateOnly DueOn, string Cause) : IClockSetEvent;

/// <summary>The act that a clock waits for was recorded.</summary>
public sealed record ClockStopped(Guid ComplaintId, string Clock, StoppedClock Stop) : IClockSetEvent;

/// <summary>The final response was sent before the act that a clock of stage 1 waits for, or the complaint was
/// withdrawn: nobody waits for it any more.</summary>
public sealed record ClockOvertaken(Guid ComplaintId, string Clock, DateOnly OvertakenOn) : IClockSetEvent;

/// <summary>A clock that was overtaken is waited for again, to this limit; or one that was stopped by what turned out
/// not to have happened.</summary>
public sealed record ClockResumed(Guid ComplaintId, string Clock, Limit Limit) : IClockSetEvent;

/// <summary>A stopped clock is judged anew after a fact that was recorded later than it happened.</summary>
public sealed record StopRestated(
    Guid ComplaintId, string Clock, StoppedClock Before, StoppedClock After, string Cause) : IClockSetEvent;
