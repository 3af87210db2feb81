using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using JasperFx.Events;
using Wolverine.Http;
using Wolverine.Marten;

namespace ComplaintsPlatform.Cases;

// Somebody who leads, and did not propose it, agrees that the fact is as it was said to be: from then on everything
// goes by it as if it had been known from the start. What it was taken for stays in the record. Whether it can be so is
// looked at again, since other facts may have changed since.
public static class ApproveCorrectionEndpoint
{
    public static Decision<IComplaintEvent> Decide(Complaint state, Correction correction, Actor actor, DateOnly today)
    {
        var proposed = correction.Proposed;
        if (correction.State == CorrectionState.Approved)
            return Decision<IComplaintEvent>.Nothing();
        if ((Refusal(correction, actor) ?? MergedAway.Refusal(state)
            ?? CorrectableFact.Refusal(state, proposed.Fact, proposed.After, today)) is { } refusal)
            return refusal;
        return Decision<IComplaintEvent>.Accept(new FactCorrected(
            state.ComplaintId, proposed.CorrectionId, proposed.Fact, CorrectableFact.Of(state, proposed.Fact)!,
            proposed.After, actor.Id, actor.Name));
    }

    /// <summary>The refusal of deciding on it; null when they may.</summary>
    internal static Decision<IComplaintEvent>? Refusal(Correction correction, Actor actor) => correction switch
    {
        { State: not CorrectionState.Open } => Decision<IComplaintEvent>.Refuse("correction-decided",
            "It was decided before. Propose another correction if the fact is still wrong."),
        _ when correction.Proposed.ProposedBy == actor.Id => Decision<IComplaintEvent>.Refuse("own-correction",
            "You proposed it, so somebody else who leads decides on it."),
        _ => null,
    };

    [WolverinePost("/api/complaints/{complaintId}/corrections/{correctionId}/approve"), AnyVersion]
    [ForRoles(Roles.TeamLeader, Roles.Director)]
    [EndpointSummary("Agree to a correction that somebody else proposed"), Tags("Corrections")]
    public static (IResult, Events) Post(
        Guid correctionId, [WriteAggregate] IEventStream<Complaint> complaint, Actor actor, TimeProvider time) =>
        complaint.Aggregate!.Corrections.All.GetValueOrDefault(correctionId) is { } correction
            ? Decide(complaint.Aggregate, correction, actor, London.DayOf(time.GetUtcNow())).Answer(complaint)
            : (Api.Answer<object>(null, 0), []);
}
