using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.EventStore;
using ComplaintsPlatform.ServiceDefaults;
using FluentValidation;

namespace ComplaintsPlatform.Linkage;

// Undoes a link that was wrong: the neighbour's repair, another family of the same name. The reason is kept, and the record is never joined to this complaint
// again by itself. For those who handle complaints.
public sealed record Unlink(string Reason)
{
    internal sealed class Validator : AbstractValidator<Unlink>
    {
        public Validator() => RuleFor(command => command.Reason).PlainText(2000);
    }
}

internal static class UnlinkEndpoint
{
    public static Decision<IDossierEvent> Decide(Unlink command, Guid recordId, Dossier? state)
    {
        if (state is null || !state.Links.TryGetValue(recordId, out var stands))
            return Decision<IDossierEvent>.Refuse("record-not-linked", "This record is not linked to the complaint. Read its evidence again.");
        return stands
            ? Decision<IDossierEvent>.Accept(new RecordUnlinked(state.ComplaintId, recordId, command.Reason.Trim()))
            : Decision<IDossierEvent>.Nothing();
    }

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/api/complaints/{complaintId:guid}/evidence/{recordId:guid}/unlink", async (
            Guid complaintId, Guid recordId, ExpectedVersion expected, Unlink command, IDocumentSession session, CancellationToken ct) =>
            (await session.Decide<Dossier, IDossierEvent>(complaintId, expected.Version, state => Decide(command, recordId, state), ct)).Answer())
        .Validate(new Unlink.Validator())
        .RequireRoles(Roles.Handling)
        .WithName("Unlink").WithTags("Evidence");
}
