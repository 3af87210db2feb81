using ComplaintsPlatform.Cases.Reading;
using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using FluentValidation;
using JasperFx.Events;
using Marten;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;
using Wolverine.Marten;

namespace ComplaintsPlatform.Cases;

// One complaint turns out to be two: some of its points become a complaint of their own (Code 6.8), received on the
// same day, so that no limit is lost. Intake makes it, with a reference of its own and all that follows; this one goes
// on with the points that stay. At least one has to stay, and nothing is taken from what was answered.
public sealed record SplitComplaint(
    IReadOnlyList<int> Points, string Reason, string? Category = null, Guid? NewComplaintId = null)
{
    public sealed class Validator : AbstractValidator<SplitComplaint>
    {
        public Validator()
        {
            RuleFor(command => command.Points).Must(points => points is { Count: >= 1 and <= 100 })
                .WithMessage("Give the numbers of the points that become a complaint of their own.");
            RuleFor(command => command.Reason).PlainText(4000);
            RuleFor(command => command.Category).PlainText(60, optional: true);
            RuleFor(command => command.NewComplaintId).NotEqual(Guid.Empty)
                .WithMessage("Give a UUID of your own, version 7 if you can, or none.");
        }
    }
}

/// <summary>The new complaint, which can be read in a moment, and the version of the one that it was taken
/// from.</summary>
public sealed record ComplaintSplitOff(Guid NewComplaintId, long Version);

public static class SplitComplaintEndpoint
{
    internal static Decision<IComplaintEvent> Decide(
        SplitComplaint command, Complaint state, ComplaintDetails details, Categories categories, Guid newComplaintId)
    {
        if (state.SplitOff.Contains(newComplaintId))
            return Decision<IComplaintEvent>.Nothing();
        if (Ending.Refusal(state) is { } merged)
            return merged;
        if (state.Stage1Response is { } response)
            return Decision<IComplaintEvent>.Refuse("split-after-response",
                $"All its points were answered on {response.RespondedOn:d MMMM yyyy}. What is new is a new complaint.");
        if (state.Escalation is not null)
            return Decision<IComplaintEvent>.Refuse("split-at-stage-2",
                "Stage 2 is about all its points. What is new is a new complaint.");
        var moved = state.Points.FindAll(point => command.Points.Contains(point.Number));
        if (moved.Count != command.Points.Distinct().Count())
            return Decision<IComplaintEvent>.Refuse("point-unknown",
                $"Its points are {string.Join(", ", state.Points.Select(point => point.Number))}. Read it again.");
        if (moved.Count == state.Points.Count)
            return Decision<IComplaintEvent>.Refuse("no-point-left",
                "All points would go, and nothing would be left to answer here. Leave at least one.");
        // Points that stay in the category in which they were made may do so, also when it is no longer used.
        var category = command.Category ?? state.Category;
        if (category != state.Category && categories.Refusal<IComplaintEvent>(category) is { } refused)
            return refused;
        return Decision<IComplaintEvent>.Accept(new ComplaintSplit(
            state.ComplaintId, newComplaintId, details.Channel, category, details.ReceivedOn, details.Resident,
            details.PropertyId, moved, details.DesiredOutcome, details.PreferredContact, command.Reason));
    }

    [WolverinePost("/api/complaints/{complaintId}/split"), ForRoles(Roles.ComplaintsOfficer, Roles.TeamLeader)]
    [EndpointSummary("Make a complaint of its own of some points; it can be read in a moment")]
    [Tags("Complaints"), ProducesResponseType<ComplaintSplitOff>(StatusCodes.Status200OK)]
    public static async Task<(IResult, Events)> Post(
        SplitComplaint command, [WriteAggregate] IEventStream<Complaint> complaint, IDocumentSession session,
        TimeProvider time, CancellationToken ct)
    {
        var details = ComplaintDetails.Of(await session.Events.FetchStreamAsync(complaint.Id, token: ct))!;
        var newComplaintId = command.NewComplaintId ?? Guid.CreateVersion7(time.GetUtcNow());
        var decision = Decide(
            command, complaint.Aggregate!, details, await Categories.NowAsync(session, ct), newComplaintId);
        if (decision.IsRefused)
            return (Api.Refused(decision.Refusal), []);
        var version = (complaint.StartingVersion ?? 0) + decision.Events.Count;
        return (Api.Answer(new ComplaintSplitOff(newComplaintId, version), version), decision.ToEvents());
    }
}
