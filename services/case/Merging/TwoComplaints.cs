using ComplaintsPlatform.ServiceDefaults;
using JasperFx.Events;
using Marten;
using Wolverine.Marten;

namespace ComplaintsPlatform.Cases;

/// <summary>Verbs about two complaints, which are written at once.</summary>
internal static class TwoComplaints
{
    /// <summary>The other complaint to be written, and its state: null to whom it is not shown. Written with the
    /// version that was read: of two who decide on it at once, one decides again.</summary>
    public static async Task<(IEventStream<Complaint> Stream, Complaint? State)> OtherAsync(
        this IDocumentSession session, IEventStream<Complaint> here, Guid otherId, Actor actor, CancellationToken ct)
    {
        var there = otherId == here.Id ? here : await session.Events.FetchForWriting<Complaint>(otherId, ct);
        return (there, there.Aggregate is { } found && found.IsHiddenFrom(actor.Id) ? null : there.Aggregate);
    }

    /// <summary>A decision on two complaints: each has its own events.</summary>
    internal static (IResult, Events) AnswerBoth(
        this Decision<IComplaintEvent> decision, IEventStream<Complaint> here, IEventStream<Complaint> there)
    {
        if (decision.IsRefused) return decision.Answer(here);
        foreach (var happened in decision.Events.Where(happened => happened.ComplaintId != here.Id))
            there.AppendOne(happened);
        return Decision<IComplaintEvent>.Accept(
            [.. decision.Events.Where(happened => happened.ComplaintId == here.Id)]).Answer(here);
    }
}
