using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using FluentValidation;
using Marten;
using Wolverine.Http;

namespace ComplaintsPlatform.Cases;

// A compliance officer names others who may know of a restricted complaint, without seeing anything of it: when those
// who were named have left, somebody has to answer it all the same. The reason and that it was done unseen stand in its
// record, which those named read. Lifting is for who sees it. Whom it is about finds none here either.
public sealed record ReplaceNamed(IReadOnlyList<Guid> People, string Reason)
{
    public sealed class Validator : AbstractValidator<ReplaceNamed>
    {
        public Validator()
        {
            RuleFor(command => command.People).Must(people => people is { Count: >= 1 and <= 50 })
                .WithMessage("Name 1 to 50 people.");
            RuleFor(command => command.Reason).PlainText(1000);
        }
    }
}

public static class ReplaceNamedEndpoint
{
    public static Decision<IComplaintEvent> Decide(
        ReplaceNamed command, Complaint state, IReadOnlyList<Colleague> known, Actor actor)
    {
        if (MergedAway.Refusal(state) is { } merged)
            return merged;
        var ids = command.People.ToHashSet();
        return ids.SetEquals(state.Named())
            ? Decision<IComplaintEvent>.Nothing()
            : RestrictComplaintEndpoint.Refusal(ids, state, known) ?? Decision<IComplaintEvent>.Accept(
                [.. RestrictComplaintEndpoint.Restricted(
                    state, RestrictComplaintEndpoint.People(ids, known), command.Reason,
                    unseen: state.IsHiddenFrom(actor.Id))]);
    }

    // Not by [WriteAggregate]: to whom it is hidden that answers as if there were none.
    [WolverinePost("/api/complaints/restricted/{complaintId}/replace-named"), DecidesAgain]
    [ForRoles(Roles.ComplianceOfficer)]
    [EndpointSummary("Name others who may know of a restricted complaint, without seeing it"), Tags("Complaints")]
    public static async Task<IResult> Post(
        Guid complaintId, ReplaceNamed command, IDocumentSession session, Actor actor, CancellationToken ct)
    {
        var stream = await session.Events.FetchForWriting<Complaint>(complaintId, ct);
        if (stream.Aggregate is not { IsOpened: true, OnlyFor: not null } state || state.IsAbout(actor.Id))
            return Api.Answer<object>(null, 0);
        var decision = await Decide(
                command, state, await session.LoadManyAsync<Colleague>(ct, [.. command.People]), actor)
            .AlsoMergedInAsync(state, session, ct);
        if (decision.IsRefused) return Api.Refused(decision.Refusal);
        stream.AppendMany(decision.Events);
        return TypedResults.NoContent();
    }
}
