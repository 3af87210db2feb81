using System.Diagnostics;
using ComplaintsPlatform.PersonalData;
using JasperFx.Events;
using Marten;

namespace ComplaintsPlatform.Linkage;

/// <summary>Where a repair stands, in the words that the evidence page shows.</summary>
public static class RepairStatus
{
    public const string Raised = "raised";
    public const string AppointmentMade = "appointment-made";
    public const string NoAccess = "no-access";
    public const string Completed = "completed";

    /// <summary>The module's word for what happened.</summary>
    internal static string After(IRepairEvent happened) => happened switch
    {
        RepairRaised => Raised,
        RepairAppointmentMade => AppointmentMade,
        RepairNoAccess => NoAccess,
        RepairCompleted => Completed,
        _ => throw new UnreachableException($"Unknown event {happened.GetType().Name}."),
    };
}

/// <summary>
/// A repair as we know it. What was heard before the work order itself is kept: <see cref="IsRaised"/> says whether
/// that has come.
/// </summary>
public sealed record Repair
{
    public required Guid RepairId { get; init; }
    public required Reference WorkOrder { get; init; }
    public bool IsRaised { get; init; }
    public string Status { get; init; } = RepairStatus.Raised;
    public DateOnly? RaisedOn { get; init; }
    public string? Description { get; init; }
    public int? Priority { get; init; }
    public DateTimeOffset? RequiredBy { get; init; }
    public string? Trade { get; init; }
    public Appointment? Appointment { get; init; }
    public IReadOnlyList<DateTimeOffset> NoAccessAt { get; init; } = [];
    public DateTimeOffset? CompletedAt { get; init; }

    public static Repair Evolve(Repair? state, IRepairEvent happened) => happened switch
    {
        RepairRaised e => (state ?? New(e.RepairId, e.WorkOrder)) with
        {
            IsRaised = true,
            RaisedOn = e.RaisedOn,
            Description = e.Description,
            Priority = e.Priority,
            RequiredBy = e.RequiredBy,
            Trade = e.Trade,
        },
        RepairAppointmentMade e => (state ?? New(e.RepairId, e.WorkOrder)) with
        {
            Status = Unless(state, RepairStatus.AppointmentMade),
            Appointment = e.Appointment,
        },
        RepairNoAccess e => (state ?? New(e.RepairId, e.WorkOrder)) with
        {
            Status = Unless(state, RepairStatus.NoAccess),
            NoAccessAt = [.. state?.NoAccessAt ?? [], e.At],
        },
        RepairCompleted e =>
            (state ?? New(e.RepairId, e.WorkOrder)) with { Status = RepairStatus.Completed, CompletedAt = e.At },
        _ => throw new UnreachableException($"Unknown event {happened.GetType().Name}."),
    };

    /// <summary>A stream, or the beginning of one; null when there is nothing in it.</summary>
    internal static Repair? Of(IEnumerable<IEvent> history) =>
        history.Aggregate((Repair?)null, (state, stored) => Evolve(state, (IRepairEvent)stored.Data));

    /// <summary>The streams of these repairs as they are recorded, by repair, in one question.</summary>
    internal static async Task<ILookup<Guid, IEvent>> HistoriesOf(
        IEnumerable<Guid> repairs, IQuerySession session, PersonalDataKeys keys, CancellationToken ct)
    {
        Guid[] ids = [.. repairs.Distinct()];
        // Each work order's words have a key of their own.
        await keys.HaveAtHandAsync(ids, ct);
        var events = ids.Length == 0
            ? []
            : await session.Events.QueryAllRawEvents().Where(stored => stored.StreamId.IsOneOf(ids))
                .OrderBy(stored => stored.Version).ToListAsync(ct);
        return events.ToLookup(stored => stored.StreamId);
    }

    private static Repair New(Guid id, Reference workOrder) => new() { RepairId = id, WorkOrder = workOrder };

    // A visit heard of late does not open finished work again.
    private static string Unless(Repair? state, string status) => state is { Status: RepairStatus.Completed }
        ? state.Status
        : status;
}
