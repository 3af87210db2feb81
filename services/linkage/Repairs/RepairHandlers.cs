using ComplaintsPlatform.ServiceDefaults;
using ComplaintsPlatform.ServiceDefaults.Input;
using Wolverine.Marten;
using Housing = ComplaintsPlatform.Contracts.Housing;

namespace ComplaintsPlatform.Linkage;

/// <summary>
/// Records what the repairs module says, a stream per work order. A module may deliver twice or in any order: the same
/// fact is recorded once, and a visit heard of before its work order waits for it in the stream.
/// </summary>
public static class RepairRaisedHandler
{
    public static Decision<IRepairEvent> Decide(Housing.RepairRaised message, Repair? state) =>
        state is { IsRaised: true }
        ? Decision<IRepairEvent>.Nothing()
        : Decision<IRepairEvent>.Accept(new RepairRaised(
            RepairOf(message), message.Reference.Of(), message.DateReported.ToUniversalTime(),
            London.DayOf(message.DateReported),
            FreeText.Read(message.DescriptionOfWork).Text, message.Priority.PriorityCode,
            message.Priority.RequiredCompletionDateTime?.ToUniversalTime(),
            message.Trade.Code, message.Customer?.Reference.Of(), Uprn.Read(message.Property.Uprn).TextOrNull,
            message.Property.Reference?.Of()));

    public static Guid RepairOf(Housing.RepairRaised message) => HousingFeed.RepairIdOf(message.Reference.Of());

    public static Events Handle(
        Housing.RepairRaised message, [WriteAggregate(FromMethod = nameof(RepairOf), Required = false)] Repair? repair)
    {
        // Which no schema can say that lets other fields be beside them.
        if (message.Property is { Uprn: null, Reference: null })
            throw new UnprocessableMessageException("/property: neither a UPRN nor a reference");
        return Decide(message, repair).ToEvents();
    }
}

public static class RepairAppointmentMadeHandler
{
    public static Decision<IRepairEvent> Decide(Housing.RepairAppointmentMade message, Repair? state) =>
        state?.Appointment == Of(message.Appointment)
        ? Decision<IRepairEvent>.Nothing()
        : Decision<IRepairEvent>.Accept(new RepairAppointmentMade(
            RepairOf(message), message.RelatedWorkOrderReference.Of(), message.EventTime.ToUniversalTime(),
            Of(message.Appointment)));

    public static Guid RepairOf(Housing.RepairAppointmentMade message) =>
        HousingFeed.RepairIdOf(message.RelatedWorkOrderReference.Of());

    public static Events Handle(
        Housing.RepairAppointmentMade message,
        [WriteAggregate(FromMethod = nameof(RepairOf), Required = false)] Repair? repair) =>
        Decide(message, repair).ToEvents();

    private static Appointment Of(Housing.AppointmentWindow window) =>
        new(window.Date, window.EarliestArrivalTime, window.LatestArrivalTime);
}

public static class RepairNoAccessHandler
{
    public static Decision<IRepairEvent> Decide(Housing.RepairNoAccess message, Repair? state) =>
        state?.NoAccessAt.Contains(message.EventTime) == true
        ? Decision<IRepairEvent>.Nothing()
        : Decision<IRepairEvent>.Accept(new RepairNoAccess(
            RepairOf(message), message.RelatedWorkOrderReference.Of(), message.EventTime.ToUniversalTime(),
            message.CardLeft));

    public static Guid RepairOf(Housing.RepairNoAccess message) =>
        HousingFeed.RepairIdOf(message.RelatedWorkOrderReference.Of());

    public static Events Handle(
        Housing.RepairNoAccess message,
        [WriteAggregate(FromMethod = nameof(RepairOf), Required = false)] Repair? repair) =>
        Decide(message, repair).ToEvents();
}

public static class RepairCompletedHandler
{
    public static Decision<IRepairEvent> Decide(Housing.RepairCompleted message, Repair? state) =>
        state is { Status: RepairStatus.Completed }
        ? Decision<IRepairEvent>.Nothing()
        : Decision<IRepairEvent>.Accept(new RepairCompleted(
            RepairOf(message), message.RelatedWorkOrderReference.Of(), message.EventTime.ToUniversalTime(),
            message.FollowOnWorkOrderReference?.Of()));

    public static Guid RepairOf(Housing.RepairCompleted message) =>
        HousingFeed.RepairIdOf(message.RelatedWorkOrderReference.Of());

    public static Events Handle(
        Housing.RepairCompleted message,
        [WriteAggregate(FromMethod = nameof(RepairOf), Required = false)] Repair? repair) =>
        Decide(message, repair).ToEvents();
}
