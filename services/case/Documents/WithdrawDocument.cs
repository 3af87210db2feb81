using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using FluentValidation;
using JasperFx.Events;
using Wolverine.Http;
using Wolverine.Marten;

namespace ComplaintsPlatform.Cases.Documents;

// A document does not belong to the complaint, or shows what it should not: it is offered no more. Who added it, who
// withdrew it and why stay in the record, and the content is kept for an audit. Handling roles; no If-Match, since a
// document is withdrawn or it is not.
public sealed record WithdrawDocument(string Reason)
{
    public sealed class Validator : AbstractValidator<WithdrawDocument>
    {
        public Validator() => RuleFor(command => command.Reason).PlainText(1000);
    }
}

public static class WithdrawDocumentEndpoint
{
    public static Decision<IComplaintEvent> Decide(WithdrawDocument command, Complaint state, CaseDocument document) =>
        document.IsWithdrawn
            ? Decision<IComplaintEvent>.Nothing()
            : Decision<IComplaintEvent>.Accept(
                new DocumentWithdrawn(state.ComplaintId, document.DocumentId, document.Name, command.Reason.Trim()));

    [WolverinePost("/api/complaints/{complaintId}/documents/{documentId}/withdraw"), AnyVersion]
    [ForRoles(Roles.Handling)]
    [EndpointSummary("Withdraw a document: it is offered no more"), Tags("Documents")]
    public static (IResult, Events) Post(
        WithdrawDocument command, Guid documentId, [WriteAggregate] IEventStream<Complaint> complaint) =>
        complaint.Aggregate!.Documents.GetValueOrDefault(documentId) is { } document
            ? Decide(command, complaint.Aggregate!, document).Answer(complaint)
            : (Api.Answer<object>(null, 0), []);
}
