using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using ComplaintsPlatform.ServiceDefaults.Input;
using FluentValidation;
using Marten;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace ComplaintsPlatform.Intake;

// Any expression of dissatisfaction is taken, through any channel, by anybody (Code 1.2, 3.1); the word "complaint" is
// not needed, nor is a complete form: five fields are enough, and nobody has to be named. A detail of contact that
// cannot be used is flagged and refuses nothing, nor does a category that is none or no longer one (Details.cs). The
// day of receipt may lie in the past (letters wait, registers are caught up); the clocks run from it. Sent twice with
// one Idempotency-Key or complaintId, it is one complaint (TakenRequest.cs). What was done at first contact is kept and
// ends nothing: the Code knows no informal complaint (5.2).
public sealed record MakeComplaint(
    string Channel, string Category, ResidentGiven? Resident = null, IReadOnlyList<string>? Points = null,
    string? PreferredContact = null, string? DesiredOutcome = null, Guid? PropertyId = null,
    DateOnly? ReceivedOn = null, Guid? ComplaintId = null, string? WhatHappened = null, string? When = null,
    DateOnly? HappenedOn = null, string? ContactTimes = null, string? ContactFrequency = null,
    string? Availability = null, IReadOnlyList<string>? Services = null, string? Nature = null,
    string? Priority = null, string? WhatWasDone = null, Guid? WaitingContactId = null)
{
    // The bank-holiday calendar begins here; an earlier complaint could not be given its clocks.
    internal static readonly DateOnly Earliest = new(2019, 1, 1);

    public sealed class Validator : AbstractValidator<MakeComplaint>
    {
        public Validator()
        {
            RuleFor(command => command.Channel).OneOf(Vocabulary.Channels);
            RuleFor(command => command.Category).PlainText(200);
            RuleFor(command => command.PreferredContact).OneOf(Vocabulary.WaysOfContact, optional: true);
            RuleFor(command => command.Points)
                .Must((command, points) => points is { Count: >= 1 and <= 20 }
                    || (points is null or { Count: 0 } && Clean.Shows(command.WhatHappened)))
                .WithMessage("Give 1 to 20 points of complaint, or what happened.");
            RuleForEach(command => command.Points).PlainText(4000).Must(Clean.Shows)
                .WithMessage("The text shows nothing. Write the point.");
            RuleFor(command => command.WhatHappened).PlainText(10_000, optional: true);
            RuleFor(command => command.DesiredOutcome).PlainText(4000, optional: true);
            RuleFor(command => command.ReceivedOn).GreaterThanOrEqualTo(Earliest)
                .WithMessage("Complaints received before 1 January 2019 are not taken.");
            RuleFor(command => command.ComplaintId).NotEqual(Guid.Empty)
                .WithMessage("Give a UUID of your own, version 7 if you can, or none.");
            RuleFor(command => command.When).PlainText(500, optional: true);
            RuleFor(command => command.ContactTimes).PlainText(500, optional: true);
            RuleFor(command => command.ContactFrequency).PlainText(500, optional: true);
            RuleFor(command => command.Availability).PlainText(1000, optional: true);
            RuleFor(command => command.WhatWasDone).PlainText(4000, optional: true);
            RuleFor(command => command.Services).Must(services => services is null or { Count: <= 12 })
                .WithMessage("Name at most 12 services.");
            RuleForEach(command => command.Services).OneOf(Vocabulary.Services);
            RuleFor(command => command.Nature).OneOf(Vocabulary.Natures, optional: true);
            RuleFor(command => command.Priority).OneOf(Vocabulary.Priorities, optional: true);
        }
    }
}

/// <summary>The answer, the same for a repeat.</summary>
public sealed record ComplaintTaken(
    Guid ComplaintId, string Reference, DateOnly ReceivedOn, IReadOnlyList<ToPutRight> ToPutRight);

public static class MakeComplaintEndpoint
{
    public static Decision<ISubmissionEvent> Decide(
        MakeComplaint command, KnownCategories categories, Guid complaintId, string reference, DateTimeOffset now)
    {
        var today = London.DayOf(now);
        if (command.ReceivedOn > today)
            return Decision<ISubmissionEvent>.Refuse("received-in-the-future",
                "A complaint cannot have been received after today. Put the day right on which it came.");

        return Decision<ISubmissionEvent>.Accept(MadeFrom(command, categories, complaintId, reference, today));
    }

    private static ComplaintMade MadeFrom(
        MakeComplaint command, KnownCategories categories, Guid complaintId, string reference, DateOnly today)
    {
        var (resident, odd) = Details.Look(command.Resident, command.PreferredContact);
        var (category, toPutRight) = Details.Look(command.Category, categories, odd);
        var points = command.Points is { Count: > 0 } given ? given : [command.WhatHappened!];
        return new ComplaintMade(
            complaintId, reference, command.Channel, category, command.ReceivedOn ?? today, resident,
            command.PropertyId,
            [.. points.Select((text, index) => new PointOfComplaint(index + 1, FreeText.Read(text).Text))],
            command.DesiredOutcome, command.PreferredContact ?? Details.WayOfContact(resident),
            Circumstances.Of(command.WhatHappened, command.When, command.HappenedOn),
            ContactWishes.Of(command.ContactTimes, command.ContactFrequency, command.Availability),
            Classification.Of(command.Services, command.Nature, command.Priority), toPutRight,
            command.WhatWasDone);
    }

    [WolverinePost("/api/complaints"), DecidesAgain, ForRoles(Roles.Capturing, Roles.Resident, Roles.Partner)]
    [EndpointSummary("Make a complaint; a retry with the same Idempotency-Key or complaintId makes no second one")]
    [Tags("Intake")]
    [TakesHeader(TakenRequest.KeyHeader,
        "1 to 200 characters of your choice: a repeat with the same key and body makes no second complaint.")]
    [ProducesResponseType<ComplaintTaken>(
        StatusCodes.Status201Created), ProducesResponseType<ComplaintTaken>(StatusCodes.Status200OK)]
    public static async Task<IResult> Post(
        MakeComplaint command, Actor actor, DrawReference reference, IDocumentSession session,
        HttpRequest request, HttpResponse response, TimeProvider time, CancellationToken ct)
    {
        if (!TakenRequest.TryReadKey(request, out var key)) return TakenRequest.KeyMalformed();
        var now = time.GetUtcNow();
        var fingerprint = TakenRequest.FingerprintOf(command);
        var requestId = key is null ? null : TakenRequest.IdOf(actor, key);
        if (await TakenRequest.Find(session, requestId, command.ComplaintId, ct) is { } earlier)
            return earlier.Fingerprint == fingerprint
                ? Taken(earlier, repeated: true, response)
                : TakenRequest.Reused(byKey: earlier.Id == requestId);

        var complaintId = command.ComplaintId ?? Guid.CreateVersion7(now);
        var categories = await KnownCategories.NowAsync(session, ct);
        var decision = Decide(command, categories, complaintId, reference(), now);
        if (decision.IsRefused)
            return Api.Refused(decision.Refusal);

        var made = (ComplaintMade)decision.Events[0];
        var taken = new TakenRequest(
            requestId ?? complaintId.ToString(), complaintId, made.Reference, made.ReceivedOn, fingerprint,
            Details.Named(made.ToPutRight));
        session.Events.StartStream<Submission>(complaintId, made);
        session.Insert(taken);
        await FinishContactEndpoint.MadeOfAsync(
            session, command.WaitingContactId, FinishContact.Complaint, complaintId, ct);
        return Taken(taken, repeated: false, response);
    }

    private static IResult Taken(TakenRequest request, bool repeated, HttpResponse response)
    {
        var location = $"/api/complaints/{request.ComplaintId}";
        response.Headers.ETag = "\"1\"";
        response.Headers.Location = location;
        var complaint = new ComplaintTaken(
            request.ComplaintId, request.Reference, request.ReceivedOn, request.ToPutRight ?? []);
        return repeated ? TypedResults.Ok(complaint) : TypedResults.Created(location, complaint);
    }
}
