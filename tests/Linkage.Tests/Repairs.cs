using Housing = ComplaintsPlatform.Contracts.Housing;

namespace ComplaintsPlatform.Linkage.Tests;

/// <summary>Fixed messages of the repairs module.</summary>
internal static class Repairs
{
    public static readonly DateTimeOffset Reported = new(2026, 3, 2, 9, 12, 0, TimeSpan.Zero);
    public static readonly Housing.Reference WorkOrder = new("WO-10023", "Harbour Repairs");

    public static Housing.RepairRaised Raised(Housing.Reference? workOrder = null, Housing.Reference? person = null,
        string? uprn = "100023336956", Housing.Reference? property = null) => new(
        workOrder ?? WorkOrder, Reported, "Leak under the kitchen sink",
        new Housing.Priority(2, "Urgent", Reported.AddDays(5)), new Housing.Trade("PL", "Plumbing"),
        person is null ? null : new Housing.Customer(person), new Housing.PropertyUnit(uprn, property));

    public static Housing.RepairAppointmentMade AppointmentMade() =>
        new(WorkOrder, Reported.AddHours(1), new Housing.AppointmentWindow(new DateOnly(2026, 3, 4), "08:00", "12:00"));

    public static Housing.RepairNoAccess NoAccess() => new(WorkOrder, Reported.AddDays(2), CardLeft: true);

    public static Housing.RepairCompleted Completed() => new(WorkOrder, Reported.AddDays(4), null);
}
