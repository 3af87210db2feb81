using ComplaintsPlatform.ServiceDefaults;
using JasperFx.Events;

namespace ComplaintsPlatform.Cases;

/// <summary>
/// Nobody who considered a complaint at stage 1 decides on it at stage 2 (Code 6.13), on any path: whoever has had it,
/// acknowledged or answered it at one stage is not given it, and does none of that, at the other. Computed from the
/// stream; what somebody did to a complaint that was merged into it counts as done to it.
/// </summary>
internal static class Independence
{
    /// <summary>Whoever did something that counts as having considered it at that stage.</summary>
    public static Complaint ActedOn(this Complaint complaint, string stage, Guid? userId) => (userId, stage) switch
    {
        (null, _) => complaint,
        ({ } somebody, Findings.Stage1) =>
            complaint with { ActedAtStage1 = complaint.ActedAtStage1.Add(somebody) },
        ({ } somebody, _) => complaint with { ActedAtStage2 = complaint.ActedAtStage2.Add(somebody) },
    };

    public static IReadOnlyList<Guid> ActedAtStage1(IReadOnlyList<IEvent> events) =>
        [.. events.Select(@event => (IComplaintEvent)@event.Data)
            .Aggregate((Complaint?)null, Complaint.Evolve)!.ActedAtStage1];

    /// <summary>The refusal of acting at the stage at which the complaint is; null when they may.</summary>
    public static Decision<IComplaintEvent>? Refusal(Complaint state, Guid userId, string name) =>
        state.Escalation is not null && state.ActedAtStage1.Contains(userId)
            ? Decision<IComplaintEvent>.Refuse("acted-at-stage-1",
                $"{name} acted on this complaint at stage 1. Somebody who had no part in it takes stage 2 (Code 6.13).")
            : null;

    public static Decision<IComplaintEvent>? Refusal(Complaint state, Actor actor) =>
        Refusal(state, actor.Id, actor.Name);

    /// <summary>The refusal of acting at a stage; null when they may.</summary>
    public static Decision<IComplaintEvent>? At(string stage, Complaint state, Actor actor) =>
        stage == Findings.Stage1
            ? AtStage1(state, actor)
            : NotAtStage2(state) ?? Refusal(state, actor);

    /// <summary>The refusal of still acting at stage 1; null when they may.</summary>
    public static Decision<IComplaintEvent>? AtStage1(Complaint state, Actor actor) =>
        state.ActedAtStage2.Contains(actor.Id)
            ? Decision<IComplaintEvent>.Refuse("acted-at-stage-2",
                "You act on this complaint at stage 2, so somebody else does what is still owed at stage 1 (Code "
                + "6.13).")
            : null;

    /// <summary>The refusal of what belongs to stage 2; null when stage 2 was asked for.</summary>
    public static Decision<IComplaintEvent>? NotAtStage2(Complaint state) => state.Escalation is null
        ? Decision<IComplaintEvent>.Refuse("not-at-stage-2",
            "Nobody has asked for stage 2. Record the request first, with the day on which it came.")
        : null;
}
