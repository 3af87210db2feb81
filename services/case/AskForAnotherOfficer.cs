using ComplaintsPlatform.Cases.Tasks;
using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using FluentValidation;
using JasperFx.Events;
using Wolverine.Http;
using Wolverine.Marten;

namespace ComplaintsPlatform.Cases;

// The resident, or who speaks for them, asks for another officer than the one who has the complaint. It goes back to
// the queue of its team, and that officer is given it no more, by nobody and by no rule (MayOwn.cs), until a team
// leader allows it (AllowOfficerAgain.cs). It is no conflict of interest: they still see it. Whoever takes the call
// records it.
public sealed record AskForAnotherOfficer(string AskedBy, string Reason)
{
    /// <summary>Who may ask.</summary>
    public static readonly IReadOnlyList<string> Askers = ["resident", "representative"];

    public sealed class Validator : AbstractValidator<AskForAnotherOfficer>
    {
        public Validator()
        {
            RuleFor(command => command.AskedBy).OneOf(Askers);
            RuleFor(command => command.Reason).PlainText(4000);
        }
    }
}

public static class AskForAnotherOfficerEndpoint
{
    public static Decision<IComplaintEvent> Decide(AskForAnotherOfficer command, Complaint state)
    {
        if (Ending.Refusal(state) is { } merged)
            return merged;
        if (state.Owner is not { } owner)
            // Asked, and nobody has it since: so it is already.
            return state.NotWanted.IsEmpty
                ? Decision<IComplaintEvent>.Refuse("no-officer-yet",
                    "Nobody has this complaint, so there is no officer to ask for another of.")
                : Decision<IComplaintEvent>.Nothing();
        return Decision<IComplaintEvent>.Accept(
        [
            new AnotherOfficerAskedFor(
                state.ComplaintId, owner.OwnerId, owner.Name, command.AskedBy, command.Reason),
            Back(state.ComplaintId, owner),
            .. ReleaseTaskEndpoint.Taken(state, [owner.OwnerId], Because.AnotherOfficer),
        ]);
    }

    /// <summary>What was merged or split off is not given to whom the resident did not want either.</summary>
    internal static IEnumerable<IComplaintEvent> Carried(Complaint from, Complaint to, string reason)
    {
        var more = from.NotWanted.FindAll(officer => !to.IsNotWanted(officer.OfficerId));
        foreach (var officer in more)
            yield return officer with { ComplaintId = to.ComplaintId, Reason = reason };
        // Whom it is about has lost it by that already.
        if (to.Owner is { } owner && more.Exists(officer => officer.OfficerId == owner.OwnerId)
            && !from.IsHiddenFrom(owner.OwnerId))
            yield return Back(to.ComplaintId, owner);
        var notWanted = more.Select(officer => officer.OfficerId).Where(officer => !from.IsHiddenFrom(officer));
        foreach (var taken in ReleaseTaskEndpoint.Taken(to, notWanted, Because.AnotherOfficer))
            yield return taken;
    }

    private static ComplaintReleased Back(Guid complaintId, Owner owner) =>
        new(complaintId, owner.OwnerId, owner.Name, owner.Team, Because.AnotherOfficer);

    [WolverinePost("/api/complaints/{complaintId}/ask-for-another-officer"), ForRoles(Roles.Capturing)]
    [EndpointSummary("The resident asks for another officer: it goes back to the queue, and not to them again")]
    [Tags("Complaints")]
    public static (IResult, Events) Post(
        AskForAnotherOfficer command, [WriteAggregate] IEventStream<Complaint> complaint) =>
        Decide(command, complaint.Aggregate!).Answer(complaint);
}
