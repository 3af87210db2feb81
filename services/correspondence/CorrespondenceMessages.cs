using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.Contracts.Intake;
using ComplaintsPlatform.EventStore;
using ComplaintsPlatform.Messaging;
using ComplaintsPlatform.ServiceDefaults;

namespace ComplaintsPlatform.Correspondence;

/// <summary>What correspondence listens to, and what it tells.</summary>
internal static class CorrespondenceMessages
{
    public static void Configure(BusOptions bus)
    {
        bus.Service = "correspondence";
        bus.NameOf = MessageNames.Of;
        foreach (var (service, exchange, routingKeys, partitions) in Topology.Consumers) bus.Topology.Add(new Listening(service, exchange, routingKeys, partitions));
        bus.PublishFromLog(Topology.Complaints, Map).Handle<ComplaintMade>(ComplaintMadeHandler.Handle);
    }

    public static Outgoing? Map(IEvent stored) => stored.Data switch
    {
        LetterSent e => new Outgoing(e.ComplaintId, new Contracts.Correspondence.LetterSent(e.ComplaintId, e.LetterId, e.Kind, LetterForm.Email, stored.Timestamp)),
        LetterSentByHand e => new Outgoing(e.ComplaintId, new Contracts.Correspondence.LetterSent(e.ComplaintId, e.LetterId, e.Kind, LetterForm.ByHand, At(e.SentOn, stored.Timestamp))),
        LetterToSendByHand e => new Outgoing(e.ComplaintId, new Contracts.Correspondence.LetterToSendByHand(e.ComplaintId, e.LetterId, e.Kind, e.Why)),
        _ => null,
    };

    // Of a day in the past only the day is known: noon stands for it.
    private static DateTimeOffset At(DateOnly day, DateTimeOffset recorded) => London.DayOf(recorded) == day ? recorded : new DateTimeOffset(day, new TimeOnly(12, 0), TimeSpan.Zero);
}
