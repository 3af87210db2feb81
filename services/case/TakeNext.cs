using ComplaintsPlatform.Cases.Reading;
using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using FluentValidation;
using Marten;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace ComplaintsPlatform.Cases;

// Takes the complaint that is to be taken next, of one team's queue or of all: urgent before high before others, and
// there the one that was received first. Those that the person may not own are passed over: about them, at stage 2
// after they acted at stage 1, or when another officer is wanted. Exactly one person gets it, however many ask at once,
// and none is told that nothing waits while something does. Nothing waits for them: 204.
public sealed record TakeNext(string? Team = null)
{
    public sealed class Validator : AbstractValidator<TakeNext>
    {
        public Validator() => RuleFor(command => command.Team).PlainText(200, optional: true);
    }
}

/// <summary>The complaint that was taken, with its version now.</summary>
public sealed record TakenComplaint(Guid ComplaintId, string Reference, long Version);

public static class TakeNextEndpoint
{
    private const int Page = 50;

    private static readonly string Waiting =
        $"""
        select d.id from mt_doc_unansweredcomplaint d
        where d.owner_id is null and (d.data ->> 'merged') is distinct from 'true'
          and {UnansweredComplaints.NotHidden}
          and (? = '' or d.data ->> 'team' = ?) and not d.id = any(?)
        order by {UnansweredComplaints.Urgency}, d.received_on, d.id limit ?
        """;

    // Whoever asks at the same moment steps over the row that this one holds until its transaction ends.
    private const string Hold =
        "select d.id from mt_doc_unansweredcomplaint d where d.id = ? and d.owner_id is null for update";

    [WolverinePost("/api/complaints/take-next"), DecidesAgain, ForRoles(Roles.Handling)]
    [EndpointSummary("Take the complaint that waits longest, the urgent ones first: exactly one wins")]
    [Tags("Complaints"), ProducesResponseType<TakenComplaint>(StatusCodes.Status200OK)]
    [ProducesResponseType(StatusCodes.Status204NoContent)]
    public static async Task<IResult> Post(
        TakeNext command, Actor actor, IDocumentSession session, CancellationToken ct)
    {
        await session.BeginTransactionAsync(ct);
        var (team, seen, held) = (command.Team ?? "", new List<Guid>(), new List<Guid>());
        while (await session.QueryAsync<Guid>(
            Waiting, ct, actor.Id.ToString(), team, team, seen.ToArray(), Page) is { Count: > 0 } page)
        {
            foreach (var complaintId in page)
                if (await TryAsync(complaintId, Hold + " skip locked", actor, session, ct) is { } taken)
                    return TypedResults.Ok(taken);
                else held.Add(complaintId);
            seen.AddRange(page);
        }

        // Whoever held one may have let it go again: this waits for them, holding nothing that anybody waits for.
        foreach (var complaintId in held)
            if (await TryAsync(complaintId, Hold, actor, session, ct) is { } taken)
                return TypedResults.Ok(taken);
        return TypedResults.NoContent();
    }

    // First whether they may, so that nobody holds what they cannot take.
    private static async Task<TakenComplaint?> TryAsync(
        Guid complaintId, string hold, Actor actor, IDocumentSession session, CancellationToken ct)
    {
        var before = await session.Events.AggregateStreamAsync<Complaint>(complaintId, token: ct);
        if (before is null || ClaimComplaintEndpoint.Decide(before, actor).Events.Count == 0) return null;
        if (await session.QueryAsync<Guid>(hold, ct, complaintId) is not [_]) return null;
        var stream = await session.Events.FetchForWriting<Complaint>(complaintId, ct);
        var decision = ClaimComplaintEndpoint.Decide(stream.Aggregate!, actor);
        if (decision.Events.Count == 0) return null;
        stream.AppendMany(decision.Events);
        return new TakenComplaint(
            complaintId, stream.Aggregate!.Reference, stream.StartingVersion!.Value + decision.Events.Count);
    }
}
