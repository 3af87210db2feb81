using ComplaintsPlatform.Cases.Documents;
using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using ComplaintsPlatform.ServiceDefaults.Input;
using FluentValidation;
using JasperFx.Events;
using Wolverine.Http;
using Wolverine.Marten;

namespace ComplaintsPlatform.Cases;

// What the landlord finds on one point of complaint: upheld or not, with clear reasons that name the policy, the law or
// the practice (Code 6.7, 6.18), the evidence for it and what is done to put it right. Until the response goes out it
// may be found otherwise; afterwards it stands. Stage 2 finds anew, and what stage 1 found stays beside it. Without a
// stage it is the one at which the complaint is; stage 1 is named while its response is still owed at stage 2. Whoever
// may record the response may find: it is acting on the complaint at that stage (6.13).
public sealed record RecordFinding(
    int Point, string Finding, string Reasons, IReadOnlyList<Guid>? Evidence = null, string? Remedy = null,
    string? Stage = null)
{
    public sealed class Validator : AbstractValidator<RecordFinding>
    {
        public Validator()
        {
            RuleFor(command => command.Point).GreaterThan(0).WithMessage("Give the number of the point.");
            RuleFor(command => command.Finding).OneOf(Findings.Outcomes);
            RuleFor(command => command.Reasons).PlainText(10_000).Must(Clean.Shows)
                .WithMessage("The text shows nothing. Write the reasons.");
            RuleFor(command => command.Evidence).Must(evidence => evidence is null or { Count: <= 100 })
                .WithMessage("Name at most 100 documents and records.");
            RuleFor(command => command.Remedy).PlainText(10_000, optional: true);
            RuleFor(command => command.Stage).OneOf(Findings.Stages, optional: true);
        }
    }
}

public static class RecordFindingEndpoint
{
    public static Decision<IComplaintEvent> Decide(RecordFinding command, Complaint state, Actor actor)
    {
        var found = new FindingRecorded(
            state.ComplaintId, command.Stage ?? state.Stage, command.Point, command.Finding,
            Clean.Lines(command.Reasons), [.. (command.Evidence ?? []).Distinct()],
            Clean.Shows(command.Remedy) ? Clean.Lines(command.Remedy!) : null, actor.Id);
        var isThere = state.Points.Exists(point => point.Number == found.Point);

        if (isThere && state.Findings.On(found.Stage, found.Point) is { } last && Says(last, found))
            return Decision<IComplaintEvent>.Nothing();
        if ((Ending.Refusal(state) ?? Independence.At(found.Stage, state, actor)) is { } refusal)
            return refusal;
        if (state.AnsweredOn(found.Stage) is { } day)
            return Refuse("finding-after-response",
                $"The response of that stage went out on {day:d MMMM yyyy}, and what it found stands.");
        if (!isThere)
            return Refuse("point-unknown",
                $"Its points are {string.Join(", ", state.Points.Select(point => point.Number))}. Read it again.");
        foreach (var evidence in found.Evidence)
            if (NotEvidence(state, evidence) is { } why)
                return why;
        return Decision<IComplaintEvent>.Accept(found);
    }

    [WolverinePost("/api/complaints/{complaintId}/findings"), ForRoles(Roles.Handling)]
    [EndpointSummary("Record what was found on a point of complaint, with reasons, evidence and remedy")]
    [Tags("Complaints")]
    public static (IResult, Events) Post(
        RecordFinding command, [WriteAggregate] IEventStream<Complaint> complaint, Actor actor) =>
        Decide(command, complaint.Aggregate!, actor).Answer(complaint);

    private static Decision<IComplaintEvent>? NotEvidence(Complaint state, Guid evidence) =>
        state.Documents.GetValueOrDefault(evidence) switch
        {
            { IsWithdrawn: true } document => Refuse("evidence-not-usable",
                $"{document.Name} was withdrawn, so nothing can rest on it. Leave it out."),
            { Scan: ScanState.Infected } document => Refuse("evidence-not-usable",
                $"{document.Name} is in quarantine, so nobody can read it. Leave it out."),
            null when !state.Reported.Contains(RecordLinked.KeyOf(evidence)) => Refuse("evidence-unknown",
                $"No document and no linked record of this complaint has the id {evidence}. Look at its documents and "
                + "its evidence again."),
            _ => null,
        };

    // The same by whomever: who says it again finds nothing new.
    private static bool Says(FindingRecorded last, FindingRecorded found) =>
        last.Evidence.ToHashSet().SetEquals(found.Evidence)
        && last with { Evidence = found.Evidence, FoundBy = found.FoundBy } == found;

    private static Decision<IComplaintEvent> Refuse(string code, string sentence) =>
        Decision<IComplaintEvent>.Refuse(code, sentence);
}
