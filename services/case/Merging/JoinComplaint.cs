using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using ComplaintsPlatform.ServiceDefaults.Input;
using FluentValidation;
using JasperFx.Events;
using Wolverine.Http;
using Wolverine.Marten;

namespace ComplaintsPlatform.Cases;

// Somebody comes again about something that is a complaint already: what they say is added to it instead of making a
// second one. New points are folded in as long as no answer has gone out (Code 6.8); the clocks stay as they are.
// Nothing is lost: words, channel and who it was are kept. Any member of staff may; whatever version they saw, adding
// overwrites nobody's work. Told twice with one contactId, it is added once.
public sealed record JoinComplaint(
    string Channel, string Words, IReadOnlyList<string>? Points = null, JoinedContact? Contact = null,
    DateOnly? ReceivedOn = null, Guid? ContactId = null)
{
    public sealed class Validator : AbstractValidator<JoinComplaint>
    {
        public Validator()
        {
            RuleFor(command => command.Channel).OneOf(Vocabulary.Channels);
            RuleFor(command => command.Words).PlainText(10_000).Must(Clean.Shows)
                .WithMessage("The text shows nothing. Write what was said.");
            RuleFor(command => command.Points).Must(points => points is null or { Count: <= 20 })
                .WithMessage("Give at most 20 points of complaint.");
            RuleForEach(command => command.Points).PlainText(4000).Must(Clean.Shows)
                .WithMessage("The text shows nothing. Write the point.");
            RuleFor(command => command.Contact!.Name).PlainText(200, optional: true).When(HasContact);
            RuleFor(command => command.Contact!.Email).PlainText(500, optional: true).When(HasContact);
            RuleFor(command => command.Contact!.Phone).PlainText(500, optional: true).When(HasContact);
            RuleFor(command => command.Contact!.PostalAddress).PlainText(1000, optional: true).When(HasContact);
            RuleFor(command => command.ContactId).NotEqual(Guid.Empty)
                .WithMessage("Give a UUID of your own, version 7 if you can, or none.");
        }

        private static bool HasContact(JoinComplaint command) => command.Contact is not null;
    }
}

/// <summary>Who came this time, when it is not the resident, or by another way.</summary>
public sealed record JoinedContact(
    string? Name = null, string? Email = null, string? Phone = null, string? PostalAddress = null,
    Guid? PersonId = null);

public static class JoinComplaintEndpoint
{
    private const int MostPoints = 100;

    public static Decision<IComplaintEvent> Decide(
        JoinComplaint command, Complaint state, Guid contactId, DateOnly today)
    {
        if (state.Joined.Contains(contactId))
            return Decision<IComplaintEvent>.Nothing();
        if (MergedAway.Refusal(state) is { } merged)
            return merged;
        if (state.IsAnswered)
            return Decision<IComplaintEvent>.Refuse("joined-after-response",
                $"The response went out on {AnsweredOn(state):d MMMM yyyy}. What is new is a new complaint (Code "
                + "6.8).");
        if (command.ReceivedOn > today)
            return Decision<IComplaintEvent>.Refuse("received-in-the-future",
                "It cannot have been received after today. Put the day right on which it came.");
        var points = command.Points ?? [];
        if (points.Count > 0 && state.Escalation is not null)
            return Decision<IComplaintEvent>.Refuse("new-points-at-stage-2",
                "Stage 2 looks again at what was complained of. Add the words without points, and make a new complaint "
                + "of what is new (Code 6.8).");
        if (state.Points.Count + points.Count > MostPoints)
            return Decision<IComplaintEvent>.Refuse("too-many-points",
                $"A complaint has at most {MostPoints} points. Make a complaint of its own of what is new.");

        // As it was given, but for what does not show: who it was is told for a person to read.
        var contact = command.Contact is var (name, email, phone, postalAddress, personId)
            ? new Resident(personId, Line(name), Line(email), Line(phone), Line(postalAddress))
            : null;
        return Decision<IComplaintEvent>.Accept(new ContactJoined(
            state.ComplaintId, contactId, command.Channel, command.ReceivedOn ?? today, contact,
            Clean.Lines(command.Words), [.. points.Select((text, index) =>
                new PointOfComplaint(state.LastPoint + index + 1, Clean.Lines(text)))]));

        static DateOnly AnsweredOn(Complaint state) => (state.Stage2Response?.RespondedOn
            ?? state.Stage1Response?.RespondedOn)!.Value;

        static string? Line(string? text) => Clean.Shows(text) ? Clean.Line(text) : null;
    }

    [WolverinePost("/api/complaints/{complaintId}/join"), AnyVersion, ForRoles(Roles.Capturing)]
    [EndpointSummary("Add what somebody says again to the complaint that there is; the clocks stay as they are")]
    [Tags("Complaints")]
    public static (IResult, Events) Post(
        JoinComplaint command, [WriteAggregate] IEventStream<Complaint> complaint, TimeProvider time)
    {
        var now = time.GetUtcNow();
        return Decide(command, complaint.Aggregate!, command.ContactId ?? Guid.CreateVersion7(now), London.DayOf(now))
            .Answer(complaint);
    }
}
