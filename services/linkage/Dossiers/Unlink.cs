using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using FluentValidation;
using JasperFx.Events;
using Wolverine.Http;
using Wolverine.Marten;

namespace ComplaintsPlatform.Linkage;

// Undoes a link that was wrong: the neighbour's repair, another family of the same name. The reason is kept, and the
// record is never joined to this complaint again by itself. For those who handle complaints.
public sealed record Unlink(string Reason)
{
    public sealed class Validator : AbstractValidator<Unlink>
    {
        public Validator() => RuleFor(command => command.Reason).PlainText(2000);
    }
}

public static class UnlinkEndpoint
{
    public static Decision<IDossierEvent> Decide(Unlink command, Guid recordId, Dossier state)
    {
        if (!state.Links.TryGetValue(recordId, out var link))
            return Decision<IDossierEvent>.Refuse(
                "record-not-linked", "This record is not linked to the complaint. Read its evidence again.");
        return link.Stands
            ? Decision<IDossierEvent>.Accept(new RecordUnlinked(state.ComplaintId, recordId, command.Reason.Trim()))
            : Decision<IDossierEvent>.Nothing();
    }

    [WolverinePost("/api/complaints/{complaintId}/evidence/{recordId}/unlink"), ForRoles(Roles.Handling)]
    [EndpointName("Unlink"), EndpointSummary("Undo a link that was wrong"), Tags("Evidence")]
    public static (IResult, Events) Post(
        Unlink command, Guid recordId, [WriteAggregate("complaintId")] IEventStream<Dossier> dossier) =>
        Decide(command, recordId, dossier.Aggregate!).Answer(dossier);
}
