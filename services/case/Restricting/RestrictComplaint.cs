using ComplaintsPlatform.Cases.Tasks;
using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using FluentValidation;
using JasperFx.Events;
using Marten;
using Wolverine.Http;
using Wolverine.Marten;

namespace ComplaintsPlatform.Cases;

// Only named people may know of a complaint: for everybody else, administrators and auditors too, there is none. The
// list is the whole list; none lifts it. Who restricts it stays among them, and one of them leads and is at work, so
// that it is never left alone. An owner who is not named loses it to the queue, which only they see, and tasks are
// taken back from who is not named. Who may be named when all of them have gone: ReplaceNamed.cs.
public sealed record RestrictComplaint(IReadOnlyList<Guid> People, string Reason)
{
    public sealed class Validator : AbstractValidator<RestrictComplaint>
    {
        public Validator()
        {
            RuleFor(command => command.People).Must(people => people is { Count: <= 50 })
                .WithMessage("Name up to 50 people; none lifts the restriction.");
            RuleFor(command => command.Reason).PlainText(1000);
        }
    }
}

public static class RestrictComplaintEndpoint
{
    // Who sees to it that the complaint is answered.
    private static readonly string[] Leading = [Roles.TeamLeader, Roles.ComplianceOfficer];

    // Who may do anything about a complaint or read it; a name of anybody else would change nothing.
    private static readonly string[] Reading = Roles.Reading.Split(',');

    public static Decision<IComplaintEvent> Decide(
        RestrictComplaint command, Complaint state, IReadOnlyList<Colleague> known, Actor actor)
    {
        if (MergedAway.Refusal(state) is { } merged)
            return merged;
        var ids = command.People.ToHashSet();
        if (ids.SetEquals(state.Named()))
            return Decision<IComplaintEvent>.Nothing();
        if (ids.Count == 0)
            return Decision<IComplaintEvent>.Accept(
                new AccessRestricted(state.ComplaintId, [], command.Reason, state.About()));
        return !ids.Contains(actor.Id)
            ? Decision<IComplaintEvent>.Refuse("named-without-yourself",
                "You would lose sight of it with the click. Name yourself too; somebody else can take you off the "
                + "list.")
            : Refusal(ids, state, known) ?? Decision<IComplaintEvent>.Accept(
                [.. Restricted(state, People(ids, known), command.Reason, unseen: false)]);
    }

    /// <summary>The refusal of the people named; null when they may be.</summary>
    internal static Decision<IComplaintEvent>? Refusal(
        IReadOnlySet<Guid> ids, Complaint state, IReadOnlyList<Colleague> known)
    {
        var named = known.Where(colleague => ids.Contains(colleague.UserId) && colleague.Name is not null).ToList();
        if (named.Count < ids.Count)
            return Decision<IComplaintEvent>.Refuse("named-unknown",
                "There is no user with one of these ids. GET /api/colleagues?all=true lists everybody.");
        if (named.Find(one => one.Disabled) is { } left)
            return Decision<IComplaintEvent>.Refuse("named-disabled",
                $"{left.Name} has left: the account is disabled. Name those who are here.");
        if (named.Find(one => state.IsAbout(one.UserId)) is { } concerned)
            return Decision<IComplaintEvent>.Refuse("named-concerned",
                $"This complaint is about {concerned.Name}, who cannot see it. Name somebody who is neutral.");
        if (named.Find(one => !one.Roles.Intersect(Reading).Any()) is { } blind)
            return Decision<IComplaintEvent>.Refuse("named-reads-nothing",
                $"{blind.Name} has no role that reads complaints. Leave them off the list.");
        return named.Exists(Leads)
            ? null
            : Decision<IComplaintEvent>.Refuse("named-nobody-leads",
                "Somebody has to see to it when others are away. Name a team leader or a compliance officer too.");
    }

    /// <summary>Whether they are there and see to it that a complaint is answered.</summary>
    internal static bool Leads(Colleague colleague) =>
        !colleague.Disabled && colleague.Roles.Intersect(Leading).Any();

    internal static IReadOnlyList<NamedPerson> People(IReadOnlySet<Guid> ids, IReadOnlyList<Colleague> known) =>
    [
        .. known.Where(colleague => ids.Contains(colleague.UserId)).OrderBy(colleague => colleague.UserId)
            .Select(colleague => new NamedPerson(colleague.UserId, colleague.Name ?? "")),
    ];

    /// <summary>What follows from it for whoever has it or a task of it.</summary>
    internal static IEnumerable<IComplaintEvent> Restricted(
        Complaint state, IReadOnlyList<NamedPerson> people, string reason, bool unseen)
    {
        yield return new AccessRestricted(state.ComplaintId, people, reason, state.About(), unseen);
        if (state.Owner is { } owner && !people.Any(person => person.UserId == owner.OwnerId)
            && !state.IsAbout(owner.OwnerId))
            yield return new ComplaintReleased(
                state.ComplaintId, owner.OwnerId, owner.Name, owner.Team, Because.NotNamed);
        var others = state.Tasks.Values.Select(task => task.For.AssigneeId).OfType<Guid>()
            .Where(holder => !people.Any(person => person.UserId == holder)).ToHashSet();
        foreach (var taken in ReleaseTaskEndpoint.Taken(state, others, Because.NotNamed))
            yield return taken;
    }

    [WolverinePost("/api/complaints/{complaintId}/restrict")]
    [ForRoles(Roles.ComplaintsOfficer, Roles.TeamLeader, Roles.ComplianceOfficer)]
    [EndpointSummary("Let only named people know of a complaint; an empty list lifts it"), Tags("Complaints")]
    public static async Task<(IResult, Events)> Post(
        RestrictComplaint command, [WriteAggregate] IEventStream<Complaint> complaint, IDocumentSession session,
        Actor actor, CancellationToken ct) =>
        (await Decide(
                command, complaint.Aggregate!, await session.LoadManyAsync<Colleague>(ct, [.. command.People]), actor)
            .AlsoMergedInAsync(complaint.Aggregate!, session, ct)).Answer(complaint);
}
