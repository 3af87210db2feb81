using ComplaintsPlatform.Cases.Tasks;
using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using ComplaintsPlatform.ServiceDefaults.Input;
using FluentValidation;
using JasperFx.Events;
using Wolverine.Http;
using Wolverine.Marten;

namespace ComplaintsPlatform.Cases;

// An entry in the contact log was made by mistake: it counts no more, nor does what was promised in it, and what it was
// taken for is owed again. Its text stays in the record, with who said so and why. Whoever made it may, or whoever
// handles complaints.
public sealed record WithdrawContact(string Reason)
{
    public sealed class Validator : AbstractValidator<WithdrawContact>
    {
        public Validator() => RuleFor(command => command.Reason).PlainText(1000).Must(Clean.Shows)
            .WithMessage("The text shows nothing. Write what is wrong with the entry.");
    }
}

public static class WithdrawContactEndpoint
{
    public static Decision<IComplaintEvent> Decide(
        WithdrawContact command, Complaint state, LoggedContact contact, Actor actor, DateOnly today)
    {
        if (contact.IsWithdrawn)
            return Decision<IComplaintEvent>.Nothing();
        if (contact.Said.RecordedBy != actor.Id && !actor.Handles())
            return Decision<IComplaintEvent>.Refuse("note-of-another",
                $"{contact.Said.RecordedByName} made this entry. Ask them, or whoever handles the complaint.");
        var withdrawn = new ContactWithdrawn(
            state.ComplaintId, contact.Said.NoteId, Clean.Lines(command.Reason), contact.IsContact);
        var log = ContactLog.Evolve(state.Contacts, withdrawn);
        return Decision<IComplaintEvent>.Accept([withdrawn, .. Promises.Missing(log, state.ComplaintId, today)]);
    }

    [WolverinePost("/api/complaints/{complaintId}/contacts/{noteId}/withdraw"), AnyVersion, ForRoles(Roles.Writing)]
    [EndpointSummary("Withdraw an entry that was made by mistake, with the reason"), Tags("Contacts")]
    public static (IResult, Events) Post(
        WithdrawContact command, Guid noteId, [WriteAggregate] IEventStream<Complaint> complaint, Actor actor,
        TimeProvider time) =>
        complaint.Aggregate!.Contacts.Find(noteId) is { } contact
            ? Decide(command, complaint.Aggregate!, contact, actor, London.DayOf(time.GetUtcNow())).Answer(complaint)
            : (Api.Answer<object>(null, 0), []);
}
