using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using FluentValidation;
using JasperFx.Events;
using Marten;
using Wolverine.Http;
using Wolverine.Marten;

namespace ComplaintsPlatform.Intake;

// A contact waits no longer. When a complaint or another submission is made of it (waitingContactId), that is said in
// the same transaction; this verb says the rest: it was added to a complaint that there is, or nothing was to be done.
public sealed record FinishContact(string Outcome, Guid? ResultId = null, string? Note = null)
{
    internal const string Complaint = "complaint", OtherSubmission = "submission";
    internal static readonly string[] Outcomes = ["joined", "nothing-to-do"];

    public sealed class Validator : AbstractValidator<FinishContact>
    {
        public Validator()
        {
            RuleFor(command => command.Outcome).OneOf(Outcomes);
            RuleFor(command => command.Note).PlainText(1000, optional: true);
            RuleFor(command => command.ResultId).NotNull().When(command => command.Outcome == "joined")
                .WithMessage("Name the complaint that it was added to.");
            RuleFor(command => command.Note).NotEmpty().When(command => command.Outcome == "nothing-to-do")
                .WithMessage("Say why nothing is to be done.");
        }
    }
}

public static class FinishContactEndpoint
{
    public static Decision<IContactEvent> Decide(FinishContact command, Contact state)
    {
        var finished = new ContactFinished(state.ContactId, command.Outcome, command.ResultId, command.Note);
        if (finished == state.Finished)
            return Decision<IContactEvent>.Nothing();
        return state.Finished is null
            ? Decision<IContactEvent>.Accept(finished)
            : Decision<IContactEvent>.Refuse("contact-finished", "It waits no longer: something was made of it.");
    }

    [WolverinePost("/api/waiting-contacts/{contactId}/finish"), AnyVersion, ForRoles(Roles.Capturing)]
    [EndpointSummary("Say that a contact waits no longer, and why"), Tags("Waiting contacts")]
    public static (IResult, Events) Post(
        FinishContact command, [WriteAggregate] IEventStream<Contact> contact) =>
        Decide(command, contact.Aggregate!).Answer(contact);

    /// <summary>Said by the verbs that make something of a contact. One that waits no longer stands in nobody's
    /// way.</summary>
    internal static async Task MadeOfAsync(
        IDocumentSession session, Guid? contactId, string outcome, Guid resultId, CancellationToken ct)
    {
        if (contactId is null) return;
        var contact = await session.Events.FetchForWriting<Contact>(contactId.Value, ct);
        if (contact.Aggregate is { Arrived: not null, Finished: null })
            contact.AppendOne(new ContactFinished(contactId.Value, outcome, resultId, null));
    }
}
