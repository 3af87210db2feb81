using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using FluentValidation;
using Marten;
using Wolverine.Http;

namespace ComplaintsPlatform.Cases;

// Gives many complaints to one person in one request, each by the rule of assigning one; the answer says for each what
// became of it. What somebody has meanwhile stays theirs unless it is said that it is to move, so a list that is a
// minute old takes nothing away unseen. All that can be assigned is, in one transaction.
public sealed record AssignMany(
    IReadOnlyList<Guid> ComplaintIds, Guid OwnerId, string? Team = null, bool EvenIfAbsent = false,
    bool EvenIfOwned = false)
{
    public sealed class Validator : AbstractValidator<AssignMany>
    {
        public Validator()
        {
            RuleFor(command => command.ComplaintIds).Must(ids => ids is { Count: >= 1 and <= 100 })
                .WithMessage("Give 1 to 100 complaints.");
            RuleFor(command => command.OwnerId).NotEmpty();
            RuleFor(command => command.Team).PlainText(200, optional: true);
        }
    }
}

/// <summary>What became of each complaint, in the order in which they were given.</summary>
public sealed record AssignedMany(int Assigned, IReadOnlyList<AssignedOne> Items);

/// <summary>One of them: with its version now, or refused with a code and a sentence.</summary>
public sealed record AssignedOne(
    Guid ComplaintId, string? Reference, bool IsAssigned, long? Version, string? Code, string? Detail);

public static class AssignManyEndpoint
{
    public static Decision<IComplaintEvent> Decide(
        AssignMany command, Complaint state, Colleague? owner, string? team, DateOnly today) =>
        state.Owner is { } present && present.OwnerId != command.OwnerId && !command.EvenIfOwned
            ? Decision<IComplaintEvent>.Refuse(
                "already-claimed", $"{present.Name} has this complaint. Say evenIfOwned to move it all the same.")
            : AssignComplaintEndpoint.Decide(
                new AssignComplaint(command.OwnerId, command.Team, command.EvenIfAbsent), state, owner, team, today);

    [WolverinePost("/api/complaints/assign-many"), DecidesAgain]
    [ForRoles(Roles.ComplaintsOfficer, Roles.TeamLeader)]
    [EndpointSummary("Make somebody the owner of up to 100 complaints; the answer says for each what became of it")]
    [Tags("Complaints")]
    public static async Task<AssignedMany> Post(
        AssignMany command, IDocumentSession session, Actor actor, TimeProvider time, CancellationToken ct)
    {
        var (owner, team) = await MayOwn.FindAsync(command.OwnerId, command.Team, session, ct);
        var today = London.DayOf(time.GetUtcNow());
        var items = new List<AssignedOne>();
        foreach (var id in command.ComplaintIds.Distinct())
        {
            var stream = await session.Events.FetchForWriting<Complaint>(id, ct);
            if (stream.Aggregate is not { IsOpened: true } state || state.IsHiddenFrom(actor.Id))
            {
                items.Add(new AssignedOne(id, null, false, null, "not-found", "There is no complaint with this id."));
                continue;
            }

            var decision = Decide(command, state, owner, team, today);
            if (!decision.IsRefused) stream.AppendMany(decision.Events);
            items.Add(new AssignedOne(id, state.Reference, !decision.IsRefused,
                (stream.StartingVersion ?? 0) + decision.Events.Count, decision.Refusal?.Code,
                decision.Refusal?.Sentence));
        }

        return new AssignedMany(items.Count(item => item.IsAssigned), items);
    }
}
