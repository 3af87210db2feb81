using ComplaintsPlatform.PersonalData;

namespace ComplaintsPlatform.Linkage;

/// <summary>What happened to a repair at the repairs module, as far as it told us.</summary>
public interface IRepairEvent;

/// <summary>The work order was raised.</summary>
public sealed record RepairRaised(
    Guid RepairId, Reference WorkOrder, DateTimeOffset ReportedAt, DateOnly RaisedOn, string Description,
    int Priority, DateTimeOffset? RequiredBy, string Trade, Reference? Person, string? Uprn,
    Reference? Property) : IRepairEvent
{
    /// <summary>Free text: it may describe the household.</summary>
    [PersonalData]
    public string Description { get; init; } = Description;
}

/// <summary>A visit was agreed.</summary>
public sealed record RepairAppointmentMade(
    Guid RepairId, Reference WorkOrder, DateTimeOffset At, Appointment Appointment) : IRepairEvent;

/// <summary>The operative could not get in.</summary>
public sealed record RepairNoAccess(
    Guid RepairId, Reference WorkOrder, DateTimeOffset At, bool CardLeft) : IRepairEvent;

/// <summary>The work was finished.</summary>
public sealed record RepairCompleted(
    Guid RepairId, Reference WorkOrder, DateTimeOffset At, Reference? FollowedBy) : IRepairEvent;

/// <summary>The window in which an operative is expected, Europe/London.</summary>
public sealed record Appointment(DateOnly On, string From, string To);
