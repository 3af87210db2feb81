namespace ComplaintsPlatform.Contracts.Housing;

/// <summary>A reference that says who allocated it (HACT): two modules may use the same number for different
/// things.</summary>
/// <param name="Id">The reference.</param>
/// <param name="AllocatedBy">The organisation or system that gave it.</param>
public sealed record Reference(string Id, string AllocatedBy);

/// <summary>How urgent a repair is.</summary>
/// <param name="PriorityCode">1 (emergency) to 5 (planned).</param>
/// <param name="PriorityDescription">In words, or null.</param>
/// <param name="RequiredCompletionDateTime">When it has to be done by, or null.</param>
public sealed record Priority(
    int PriorityCode, string? PriorityDescription, DateTimeOffset? RequiredCompletionDateTime);

/// <summary>The trade that does the work.</summary>
/// <param name="Code">Short code, such as PL.</param>
/// <param name="Name">In words, or null.</param>
public sealed record Trade(string Code, string? Name);

/// <summary>The tenant that the repair is for.</summary>
/// <param name="Reference">The person's reference.</param>
public sealed record Customer(Reference Reference);

/// <summary>Where the repair is. At least one of the two is given.</summary>
/// <param name="Uprn">Unique property reference number, 1 to 12 digits, or null.</param>
/// <param name="Reference">The landlord's own reference, or null.</param>
public sealed record PropertyUnit(string? Uprn, Reference? Reference);

/// <summary>When the operative is expected.</summary>
/// <param name="Date">The day, Europe/London.</param>
/// <param name="EarliestArrivalTime">Start of the window, <c>HH:mm</c>.</param>
/// <param name="LatestArrivalTime">End of the window, <c>HH:mm</c>.</param>
public sealed record AppointmentWindow(DateOnly Date, string EarliestArrivalTime, string LatestArrivalTime);

/// <summary>A work order for a repair was raised.</summary>
/// <param name="Reference">The work order.</param>
/// <param name="DateReported">When the resident reported it.</param>
/// <param name="DescriptionOfWork">What is to be done.</param>
/// <param name="Priority">How urgent.</param>
/// <param name="Trade">Which trade.</param>
/// <param name="Customer">For whom; null for a communal repair.</param>
/// <param name="Property">Where.</param>
[MessageIdentity("housing.repairs.repair-raised.v1")]
public sealed record RepairRaised(
    Reference Reference, DateTimeOffset DateReported, string DescriptionOfWork, Priority Priority, Trade Trade,
    Customer? Customer, PropertyUnit Property);

/// <summary>A visit was agreed.</summary>
/// <param name="RelatedWorkOrderReference">The work order.</param>
/// <param name="EventTime">When it was agreed.</param>
/// <param name="Appointment">The window.</param>
[MessageIdentity("housing.repairs.repair-appointment-made.v1")]
public sealed record RepairAppointmentMade(
    Reference RelatedWorkOrderReference, DateTimeOffset EventTime, AppointmentWindow Appointment);

/// <summary>The operative came and could not get in.</summary>
/// <param name="RelatedWorkOrderReference">The work order.</param>
/// <param name="EventTime">When.</param>
/// <param name="CardLeft">Whether a card was left.</param>
[MessageIdentity("housing.repairs.repair-no-access.v1")]
public sealed record RepairNoAccess(Reference RelatedWorkOrderReference, DateTimeOffset EventTime, bool CardLeft);

/// <summary>The work was finished.</summary>
/// <param name="RelatedWorkOrderReference">The work order.</param>
/// <param name="EventTime">When.</param>
/// <param name="FollowOnWorkOrderReference">The work order that carries on, or null.</param>
[MessageIdentity("housing.repairs.repair-completed.v1")]
public sealed record RepairCompleted(
    Reference RelatedWorkOrderReference, DateTimeOffset EventTime, Reference? FollowOnWorkOrderReference);
