using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.Contracts.Intake;
using ComplaintsPlatform.EventStore;
using ComplaintsPlatform.Messaging;
using Housing = ComplaintsPlatform.Contracts.Housing;

namespace ComplaintsPlatform.Linkage;

/// <summary>What linkage listens to, and what it tells.</summary>
internal static class LinkageMessages
{
    public static void Configure(BusOptions bus)
    {
        bus.Service = "linkage";
        bus.NameOf = MessageNames.Of;
        foreach (var (service, exchange, routingKeys, partitions) in Topology.Consumers) bus.Topology.Add(new Listening(service, exchange, routingKeys, partitions));
        bus.PublishFromLog(Topology.Complaints, Map)
            .Handle<ComplaintMade>(ComplaintMadeHandler.Handle)
            .HandleRaw(MessageNames.Of(typeof(Housing.RepairRaised)), RepairRaisedHandler.Handle)
            .HandleRaw(MessageNames.Of(typeof(Housing.RepairAppointmentMade)), RepairAppointmentMadeHandler.Handle)
            .HandleRaw(MessageNames.Of(typeof(Housing.RepairNoAccess)), RepairNoAccessHandler.Handle)
            .HandleRaw(MessageNames.Of(typeof(Housing.RepairCompleted)), RepairCompletedHandler.Handle);
    }

    public static Outgoing? Map(IEvent stored) => stored.Data switch
    {
        RecordLinked e => new Outgoing(e.ComplaintId, new Contracts.Linkage.RecordLinked(e.ComplaintId, e.RecordId, e.RecordKind, e.External.Id, e.External.AllocatedBy, e.Why)),
        EvidenceChanged e => new Outgoing(e.ComplaintId, new Contracts.Linkage.EvidenceChanged(e.ComplaintId, e.RecordId, e.Status)),
        _ => null,
    };
}
