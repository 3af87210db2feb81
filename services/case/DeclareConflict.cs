using ComplaintsPlatform.Cases.Tasks;
using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using FluentValidation;
using JasperFx.Events;
using Marten;
using Wolverine.Http;
using Wolverine.Marten;

namespace ComplaintsPlatform.Cases;

// A complaint is about members of staff: they never see it, are given it by nobody and by no rule, and if one of them
// has it, it goes back to the queue. The list is the whole list: leaving somebody out lifts what was declared. Nobody
// lifts it for themselves, since for them there is no such complaint.
public sealed record DeclareConflict(IReadOnlyList<Guid> AboutStaff, string Reason)
{
    public sealed class Validator : AbstractValidator<DeclareConflict>
    {
        public Validator()
        {
            RuleFor(command => command.AboutStaff).Must(staff => staff is { Count: <= 20 })
                .WithMessage("Name up to 20 members of staff; none lifts it.");
            RuleFor(command => command.Reason).PlainText(1000);
        }
    }
}

public static class DeclareConflictEndpoint
{
    public static Decision<IComplaintEvent> Decide(
        DeclareConflict command, Complaint state, IReadOnlyList<Colleague> known, Actor actor)
    {
        var ids = command.AboutStaff.ToHashSet();
        if (ids.SetEquals(state.AboutStaff.Select(staff => staff.UserId)))
            return Decision<IComplaintEvent>.Nothing();
        if (ids.Contains(actor.Id))
            return Decision<IComplaintEvent>.Refuse("conflict-of-your-own",
                "You would lose sight of it before anybody else has it. Ask a colleague to declare that it is about "
                + "you.");
        if (known.Count(colleague => ids.Contains(colleague.UserId)) < ids.Count)
            return Decision<IComplaintEvent>.Refuse("staff-unknown",
                "There is no user with one of these ids. GET /api/colleagues?all=true lists everybody.");

        return Decision<IComplaintEvent>.Accept([.. Declared(state,
            [.. known.Where(colleague => ids.Contains(colleague.UserId)).OrderBy(colleague => colleague.UserId)
                .Select(colleague => new StaffConcerned(colleague.UserId, colleague.Name ?? ""))], command.Reason)]);
    }

    /// <summary>What was merged or split off stays hidden from whom it was hidden from.</summary>
    internal static IEnumerable<IComplaintEvent> Carried(Complaint from, Complaint to, string reason)
    {
        var more = from.AboutStaff.Where(staff => !to.IsAbout(staff.UserId)).ToList();
        return more.Count == 0 ? [] : Declared(to, [.. to.AboutStaff, .. more], reason);
    }

    private static IEnumerable<IComplaintEvent> Declared(
        Complaint state, IReadOnlyList<StaffConcerned> about, string reason)
    {
        yield return new ConflictDeclared(state.ComplaintId, about, reason, state.NamedOrAll());
        if (state.Owner is { } owner && about.Any(staff => staff.UserId == owner.OwnerId))
            yield return new ComplaintReleased(
                state.ComplaintId, owner.OwnerId, owner.Name, owner.Team, Because.ConflictOfInterest);
        var concerned = about.Select(staff => staff.UserId);
        foreach (var taken in ReleaseTaskEndpoint.Taken(state, concerned, Because.ConflictOfInterest))
            yield return taken;
    }

    [WolverinePost("/api/complaints/{complaintId}/declare-conflict")]
    [ForRoles(Roles.ComplaintsOfficer, Roles.TeamLeader)]
    [EndpointSummary("Say which members of staff a complaint is about: they see nothing of it"), Tags("Complaints")]
    public static async Task<(IResult, Events)> Post(
        DeclareConflict command, [WriteAggregate] IEventStream<Complaint> complaint, IDocumentSession session,
        Actor actor, CancellationToken ct) =>
        Decide(command, complaint.Aggregate!, await session.LoadManyAsync<Colleague>(ct, [.. command.AboutStaff]),
            actor).Answer(complaint);
}
