using ComplaintsPlatform.Cases.Reading;
using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using ComplaintsPlatform.ServiceDefaults.Input;
using FluentValidation;
using JasperFx.Events;
using Wolverine.Http;
using Wolverine.Marten;

namespace ComplaintsPlatform.Cases;

// Logs a call, a visit, a meeting, a message to colleagues or a note, at any time in the life of a complaint: a late
// call is a fact. A contact with the resident makes the updates that they were promised, if they were reached; an
// attempt does not. It may promise the next one (Code 5.9, 6.6). Whoever works on complaints may, under an id of their
// own, so that sent again it is one entry. No If-Match, since it overwrites nobody's work.
public sealed record LogContact(
    Guid NoteId, ContactKind Kind, string Words, DateOnly? On = null, string? With = null,
    bool TheyRang = false, bool Resident = false, bool? Reached = null,
    IReadOnlyList<Guid>? Documents = null, DateOnly? NextUpdateOn = null)
{
    /// <summary>What happens on a day, with somebody.</summary>
    internal bool HappensWithSomebody => Kind is not (ContactKind.Note or ContactKind.Message);

    public sealed class Validator : AbstractValidator<LogContact>
    {
        public Validator()
        {
            RuleFor(command => command.NoteId).NotEmpty();
            RuleFor(command => command.Kind).IsInEnum();
            RuleFor(command => command.Words).PlainText(10_000).Must(Clean.Shows)
                .WithMessage("The text shows nothing. Write what was said or done.");
            RuleFor(command => command.On).NotEmpty().When(command => command.HappensWithSomebody)
                .WithMessage("Say on which day it was.");
            RuleFor(command => command.With).PlainText(200, optional: true);
            RuleFor(command => command.Documents).Must(all => all is null || all.Count <= 50)
                .WithMessage("Name at most 50 documents.");
        }
    }
}

public static class LogContactEndpoint
{
    public static Decision<IComplaintEvent> Decide(
        LogContact command, Complaint state, Actor actor, DateOnly today)
    {
        var with = Recorded(command, state.ComplaintId, actor);
        if (state.Contacts.Find(command.NoteId) is { } known)
            return IsSame(known.Said, with)
                ? Decision<IComplaintEvent>.Nothing()
                : Refuse("note-id-taken",
                    "Another entry of this complaint has this id. Give this one an id of its own.");
        if (MergedAway.Refusal(state) is { } merged)
            return merged;
        if (with.On > today)
            return Refuse("contact-in-the-future",
                "It cannot have been after today. Put the day right on which it was.");
        if (with.On < state.ReceivedOn)
            return Refuse("contact-before-receipt",
                $"The complaint was received on {Change.Day(state.ReceivedOn.Value)}. Put the day right on which it "
                + "was.");
        if (with.NextUpdateOn < (with.On ?? today))
            return Refuse("update-before-contact",
                "Nobody can promise an update for a day that was over. Put the day of the next update right.");
        if (with.Documents.Any(id => state.Documents.GetValueOrDefault(id) is not { IsWithdrawn: false }))
            return Refuse("contact-document-unknown",
                "A document is not one of this complaint, or was withdrawn. Add it first, or leave it out.");
        var log = ContactLog.Evolve(state.Contacts, with);
        return Decision<IComplaintEvent>.Accept([with, .. Promises.Missing(log, state.ComplaintId, today)]);
    }

    [WolverinePost("/api/complaints/{complaintId}/contacts"), AnyVersion, ForRoles(Roles.Writing)]
    [EndpointSummary("Record a call, a visit, a meeting, a message or a note"), Tags("Contacts")]
    public static (IResult, Events) Post(
        LogContact command, [WriteAggregate] IEventStream<Complaint> complaint, Actor actor, TimeProvider time) =>
        Decide(command, complaint.Aggregate!, actor, London.DayOf(time.GetUtcNow())).Answer(complaint);

    // What its kind does not have is left out, whatever was sent.
    private static ContactRecorded Recorded(LogContact command, Guid complaintId, Actor actor)
    {
        var withResident = command.HappensWithSomebody && command.Resident;
        return new ContactRecorded(
            complaintId, command.NoteId, command.Kind, command.On,
            Clean.Shows(command.With) ? Clean.Line(command.With) : null,
            command.Kind == ContactKind.Call && command.TheyRang, withResident,
            withResident && command.Reached is not false, Clean.Lines(command.Words),
            [.. (command.Documents ?? []).Distinct()], command.NextUpdateOn, actor.Id, actor.Name);
    }

    private static bool IsSame(ContactRecorded known, ContactRecorded again) =>
        known.Documents.SequenceEqual(again.Documents)
        && known with
        {
            RecordedBy = again.RecordedBy,
            RecordedByName = again.RecordedByName,
            Documents = again.Documents,
        } == again;

    private static Decision<IComplaintEvent> Refuse(string code, string sentence) =>
        Decision<IComplaintEvent>.Refuse(code, sentence);
}
