using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using ComplaintsPlatform.ServiceDefaults.Input;
using FluentValidation;
using JasperFx.Events;
using Marten;
using Wolverine.Http;
using Wolverine.Marten;

namespace ComplaintsPlatform.Linkage;

// Says who complains, where that was a suggestion or nobody was recognised. From then on what belongs to that person is
// joined to the complaint.
public sealed record ConfirmPerson(Guid PersonId)
{
    public sealed class Validator : AbstractValidator<ConfirmPerson>;
}

public static class ConfirmPersonEndpoint
{
    public static Decision<IDossierEvent> Decide(ConfirmPerson command, Dossier state, Person? person)
    {
        if (state.PersonId == command.PersonId) return Decision<IDossierEvent>.Nothing();
        if (state.PersonId is not null)
            return Decision<IDossierEvent>.Refuse("person-named-already",
                "This complaint is somebody else's so far. Reject that person first, with the reason.");
        return person is null
            ? Decision<IDossierEvent>.Refuse("person-unknown", "There is no such person. Find or register them first.")
            : Decision<IDossierEvent>.Accept(new PersonConfirmed(state.ComplaintId, command.PersonId));
    }

    [WolverinePost("/api/complaints/{complaintId}/confirm-person"), ForRoles(Roles.Capturing)]
    [EndpointName("ConfirmPerson"), EndpointSummary("Say who complains"), Tags("Evidence")]
    public static async Task<(IResult, Events)> Post(
        ConfirmPerson command, [WriteAggregate("complaintId")] IEventStream<Dossier> dossier, IDocumentSession session,
        CancellationToken ct) =>
        Decide(command, dossier.Aggregate!,
            await session.Events.AggregateStreamAsync<Person>(command.PersonId, token: ct)).Answer(dossier);
}

// Says that a person is not the one who complains. Links that were made because of them are undone with it.
public sealed record RejectPerson(Guid PersonId, string Reason)
{
    public sealed class Validator : AbstractValidator<RejectPerson>
    {
        public Validator() =>
            RuleFor(command => command.Reason).MaximumLength(2000).Must(Clean.Shows).WithMessage("Give the reason.");
    }
}

public static class RejectPersonEndpoint
{
    public static Decision<IDossierEvent> Decide(RejectPerson command, Dossier state)
    {
        var reason = FreeText.Read(command.Reason).Text;
        var rejected = new PersonRejected(state.ComplaintId, command.PersonId, reason);
        if (state.PersonId != command.PersonId)
            return state.Suggested.Contains(command.PersonId)
                ? Decision<IDossierEvent>.Accept(rejected)
                : Decision<IDossierEvent>.Nothing();
        // Without a property of its own the complaint was about the home of this person.
        var undone = state.Links
            .Where(link => link.Value.Stands && (!link.Value.ByProperty || state.PropertyId is null))
            .OrderBy(link => link.Key).Select(link => new RecordUnlinked(state.ComplaintId, link.Key, reason));
        return Decision<IDossierEvent>.Accept([rejected, .. undone]);
    }

    [WolverinePost("/api/complaints/{complaintId}/reject-person"), ForRoles(Roles.Capturing)]
    [EndpointName("RejectPerson"), EndpointSummary("Say who does not complain"), Tags("Evidence")]
    public static (IResult, Events) Post(
        RejectPerson command, [WriteAggregate("complaintId")] IEventStream<Dossier> dossier) =>
        Decide(command, dossier.Aggregate!).Answer(dossier);
}
