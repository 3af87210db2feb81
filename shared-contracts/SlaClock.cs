namespace ComplaintsPlatform.Contracts.SlaClock;

/// <summary>A clock has a due date, for the first time or a new one.</summary>
/// <param name="ComplaintId">The complaint.</param>
/// <param name="Clock">acknowledgement, stage-1-response, stage-2-acknowledgement, stage-2-response; or first-contact,
/// which is a target of the landlord's own and no limit of the Code.</param>
/// <param name="TriggerOn">The day that the count starts after.</param>
/// <param name="DueOn">Last day in time, Europe/London.</param>
/// <param name="Provisional">True while the trigger itself is assumed (no acknowledgement yet).</param>
/// <param name="CalendarVersion">Version of the bank-holiday calendar that was used.</param>
[MessageIdentity("complaints.sla-clock.deadline-set.v1")]
public sealed record DeadlineSet(
    Guid ComplaintId, string Clock, DateOnly TriggerOn, DateOnly DueOn, bool Provisional, int CalendarVersion);

/// <summary>A limit is near.</summary>
/// <param name="ComplaintId">The complaint.</param>
/// <param name="Clock">acknowledgement, stage-1-response, stage-2-acknowledgement, stage-2-response; or first-contact,
/// which is a target of the landlord's own and no limit of the Code.</param>
/// <param name="DueOn">Last day in time.</param>
/// <param name="WorkingDaysLeft">Working days left when the warning fell due.</param>
[MessageIdentity("complaints.sla-clock.deadline-near.v1")]
public sealed record DeadlineNear(Guid ComplaintId, string Clock, DateOnly DueOn, int WorkingDaysLeft);

/// <summary>A limit has passed. Once per clock, unless it was withdrawn in between.</summary>
/// <param name="ComplaintId">The complaint.</param>
/// <param name="Clock">acknowledgement, stage-1-response, stage-2-acknowledgement, stage-2-response; or first-contact,
/// which is a target of the landlord's own and no limit of the Code.</param>
/// <param name="DueOn">Last day that would have been in time.</param>
/// <param name="Cause">limit-passed, or answered-without-acknowledgement.</param>
[MessageIdentity("complaints.sla-clock.deadline-breached.v1")]
public sealed record DeadlineBreached(Guid ComplaintId, string Clock, DateOnly DueOn, string Cause);

/// <summary>
/// A breach turned out to be none, by a fact that was recorded later than it happened: a complaint captured weeks later
/// is overdue until its acknowledgement and response are recorded with their own dates.
/// </summary>
/// <param name="ComplaintId">The complaint.</param>
/// <param name="Clock">acknowledgement, stage-1-response, stage-2-acknowledgement, stage-2-response; or first-contact,
/// which is a target of the landlord's own and no limit of the Code.</param>
/// <param name="DueOn">Last day in time, as it is now.</param>
/// <param name="Cause">What was recorded: acknowledgement-recorded, response-recorded or calendar-changed.</param>
[MessageIdentity("complaints.sla-clock.breach-withdrawn.v1")]
public sealed record BreachWithdrawn(Guid ComplaintId, string Clock, DateOnly DueOn, string Cause);

/// <summary>A clock stopped.</summary>
/// <param name="ComplaintId">The complaint.</param>
/// <param name="Clock">acknowledgement, stage-1-response, stage-2-acknowledgement, stage-2-response; or first-contact,
/// which is a target of the landlord's own and no limit of the Code.</param>
/// <param name="StoppedOn">Business date of the act that stopped it.</param>
/// <param name="DueOn">Last day in time.</param>
/// <param name="InTime">True when stopped on or before the due date.</param>
/// <param name="DaysCounted">Working days from the trigger, the day after it being day 1.</param>
[MessageIdentity("complaints.sla-clock.clock-stopped.v1")]
public sealed record ClockStopped(
    Guid ComplaintId, string Clock, DateOnly StoppedOn, DateOnly DueOn, bool InTime, int DaysCounted);

/// <summary>The day of a task is near. Once each time that it is to be done.</summary>
/// <param name="ComplaintId">The complaint.</param>
/// <param name="TaskId">The task; unique in its complaint.</param>
/// <param name="DueOn">Last day in time.</param>
/// <param name="WorkingDaysLeft">Working days left when the warning fell due.</param>
[MessageIdentity("complaints.sla-clock.task-near.v1")]
public sealed record TaskNear(Guid ComplaintId, Guid TaskId, DateOnly DueOn, int WorkingDaysLeft);

/// <summary>A task was not done by its day. Once each time that it is to be done.</summary>
/// <param name="ComplaintId">The complaint.</param>
/// <param name="TaskId">The task; unique in its complaint.</param>
/// <param name="DueOn">Last day that would have been in time.</param>
[MessageIdentity("complaints.sla-clock.task-overdue.v1")]
public sealed record TaskOverdue(Guid ComplaintId, Guid TaskId, DateOnly DueOn);
