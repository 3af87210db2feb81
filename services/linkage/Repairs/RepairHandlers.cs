using System.Text.Json;
using ComplaintsPlatform.EventStore;
using ComplaintsPlatform.Messaging;
using ComplaintsPlatform.ServiceDefaults;
using Housing = ComplaintsPlatform.Contracts.Housing;

namespace ComplaintsPlatform.Linkage;

/// <summary>
/// Records what the repairs module says, a stream per work order. A module may deliver twice or in any order: the same fact is recorded once, and a visit
/// heard of before its work order waits for it in the stream.
/// </summary>
internal static class RepairRaisedHandler
{
    public static Decision<IRepairEvent> Decide(Housing.RepairRaised message, Repair? state) => state is { IsRaised: true }
        ? Decision<IRepairEvent>.Nothing()
        : Decision<IRepairEvent>.Accept(new RepairRaised(
            HousingMessage.RepairIdOf(message.Reference.Of()), message.Reference.Of(), message.DateReported.ToUniversalTime(), London.DayOf(message.DateReported),
            message.DescriptionOfWork, message.Priority.PriorityCode, message.Priority.RequiredCompletionDateTime?.ToUniversalTime(), message.Trade.Code,
            message.Customer?.Reference.Of(), Uprn.Of(message.Property.Uprn), message.Property.Reference?.Of()));

    public static Task Handle(JsonElement data, MessageContext context, CancellationToken ct)
    {
        var message = HousingMessage.Read<Housing.RepairRaised>(data);
        if (message.Property is { Uprn: null, Reference: null }) throw new UnprocessableMessageException("/property names neither a UPRN nor a reference.");
        return RepairRecord.Append(context, message.Reference, state => Decide(message, state), ct);
    }
}

internal static class RepairAppointmentMadeHandler
{
    public static Decision<IRepairEvent> Decide(Housing.RepairAppointmentMade message, Repair? state) =>
        state?.Appointment == new Appointment(message.Appointment.Date, message.Appointment.EarliestArrivalTime, message.Appointment.LatestArrivalTime)
            ? Decision<IRepairEvent>.Nothing()
            : Decision<IRepairEvent>.Accept(new RepairAppointmentMade(
                HousingMessage.RepairIdOf(message.RelatedWorkOrderReference.Of()), message.RelatedWorkOrderReference.Of(), message.EventTime.ToUniversalTime(),
                new Appointment(message.Appointment.Date, message.Appointment.EarliestArrivalTime, message.Appointment.LatestArrivalTime)));

    public static Task Handle(JsonElement data, MessageContext context, CancellationToken ct)
    {
        var message = HousingMessage.Read<Housing.RepairAppointmentMade>(data);
        return RepairRecord.Append(context, message.RelatedWorkOrderReference, state => Decide(message, state), ct);
    }
}

internal static class RepairNoAccessHandler
{
    public static Decision<IRepairEvent> Decide(Housing.RepairNoAccess message, Repair? state) => state?.NoAccessAt.Contains(message.EventTime) == true
        ? Decision<IRepairEvent>.Nothing()
        : Decision<IRepairEvent>.Accept(new RepairNoAccess(
            HousingMessage.RepairIdOf(message.RelatedWorkOrderReference.Of()), message.RelatedWorkOrderReference.Of(), message.EventTime.ToUniversalTime(), message.CardLeft));

    public static Task Handle(JsonElement data, MessageContext context, CancellationToken ct)
    {
        var message = HousingMessage.Read<Housing.RepairNoAccess>(data);
        return RepairRecord.Append(context, message.RelatedWorkOrderReference, state => Decide(message, state), ct);
    }
}

internal static class RepairCompletedHandler
{
    public static Decision<IRepairEvent> Decide(Housing.RepairCompleted message, Repair? state) => state is { Status: RepairStatus.Completed }
        ? Decision<IRepairEvent>.Nothing()
        : Decision<IRepairEvent>.Accept(new RepairCompleted(
            HousingMessage.RepairIdOf(message.RelatedWorkOrderReference.Of()), message.RelatedWorkOrderReference.Of(), message.EventTime.ToUniversalTime(),
            message.FollowOnWorkOrderReference?.Of()));

    public static Task Handle(JsonElement data, MessageContext context, CancellationToken ct)
    {
        var message = HousingMessage.Read<Housing.RepairCompleted>(data);
        return RepairRecord.Append(context, message.RelatedWorkOrderReference, state => Decide(message, state), ct);
    }
}

internal static class RepairRecord
{
    public static async Task Append(
        MessageContext context, Housing.Reference workOrder, Func<Repair?, Decision<IRepairEvent>> decide, CancellationToken ct)
    {
        var stream = await context.Session.Events.FetchForWriting<Repair>(HousingMessage.RepairIdOf(workOrder.Of()), ct);
        stream.AppendMany(decide(stream.Aggregate).Events);
    }
}
