using ComplaintsPlatform.Cases.Reading;
using ComplaintsPlatform.Cases.Tasks;
using ComplaintsPlatform.ServiceDefaults;
using Marten;
using Wolverine;
using Wolverine.Attributes;
using Wolverine.Marten;

namespace ComplaintsPlatform.Cases;

/// <summary>A message to oneself: look whether somebody still can hold complaints. The state decides when it
/// arrives.</summary>
// Its name is stored: the type may be renamed, the name may not.
[MessageIdentity("cases.return-work-of")]
public sealed record ReturnWorkOf(Guid UserId);

/// <summary>A message to oneself: this complaint goes back to the queue if they still hold it.</summary>
[MessageIdentity("cases.put-back")]
public sealed record PutBack(Guid ComplaintId, Guid UserId, string Because);

// Whoever was disabled, lost every role that handles complaints, or is away today holds no complaint: each one goes
// back to the queue of its team with the cause, so that no limit is missed because nobody looks. What they were given
// although they are away stays. Once each, however often it is told; the system does it, and nobody is credited.
public static class ReturnWorkHandler
{
    public const string TheSystem = "cases";

    public static Decision<IComplaintEvent> Decide(PutBack message, Complaint? state) =>
        state?.Owner is { } owner && owner.OwnerId == message.UserId
            && !(state.OwnedEvenIfAbsent && message.Because == Because.Absence)
            ? Decision<IComplaintEvent>.Accept(new ComplaintReleased(
                state.ComplaintId, owner.OwnerId, owner.Name, owner.Team, message.Because))
            : Decision<IComplaintEvent>.Nothing();

    public static async Task<OutgoingMessages> Handle(
        ReturnWorkOf message, IDocumentSession session, TimeProvider time, CancellationToken ct)
    {
        var colleague = await session.LoadAsync<Colleague>(message.UserId, ct);
        if (colleague?.CannotHold(London.DayOf(time.GetUtcNow())) is not { } because) return [];
        var held = await session.Query<UnansweredComplaint>().Where(row => row.OwnerId == message.UserId)
            .Select(row => row.Id).ToListAsync(ct);
        return
        [
            .. held.Select(id => new PutBack(id, message.UserId, because)),
            .. because == Because.UserDisabled ? await PutBackTaskHandler.OfAsync(message.UserId, session, ct) : [],
        ];
    }

    public static Events Handle(
        PutBack message,
        [WriteAggregate(nameof(PutBack.ComplaintId), Required = false)] Complaint? complaint,
        IDocumentSession session)
    {
        session.LastModifiedBy = TheSystem;
        return Decide(message, complaint).ToEvents();
    }
}
