using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using ComplaintsPlatform.ServiceDefaults.Input;
using FluentValidation;
using Marten;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace ComplaintsPlatform.Intake;

// Records what somebody brings that is not (yet) a complaint: a service request, an enquiry, a compliment (Code 1.4:
// recorded, monitored and reviewed). Where dissatisfaction shows, the choice to complain is offered (1.3; after a
// survey, 1.6); why it is no complaint is kept. What is done on the spot is said with it. A repeat is known as for a
// complaint (TakenRequest.cs).
public sealed record RecordSubmission(
    string Type, string Channel, string What, ResidentGiven? Resident = null, Guid? PropertyId = null,
    string? Service = null, string? PreferredContact = null, DateOnly? ReceivedOn = null, TypeDetails? Details = null,
    bool? IsDissatisfied = null, string? WhatWasDone = null, Guid? SubmissionId = null,
    Guid? WaitingContactId = null, string? WhyNoComplaint = null)
{
    public sealed class Validator : AbstractValidator<RecordSubmission>
    {
        public Validator()
        {
            RuleFor(command => command.Type).OneOf(Vocabulary.SubmissionTypes);
            RuleFor(command => command.Channel).OneOf(Vocabulary.Channels);
            RuleFor(command => command.What).PlainText(10_000).Must(Clean.Shows)
                .WithMessage("The text shows nothing. Write what it is about.");
            RuleFor(command => command.Service).OneOf(Vocabulary.Services, optional: true);
            RuleFor(command => command.PreferredContact).OneOf(Vocabulary.WaysOfContact, optional: true);
            RuleFor(command => command.ReceivedOn).GreaterThanOrEqualTo(MakeComplaint.Earliest)
                .WithMessage("What was received before 1 January 2019 is not taken.");
            RuleFor(command => command.WhatWasDone).PlainText(4000, optional: true);
            RuleFor(command => command.WhyNoComplaint).PlainText(4000, optional: true);
            RuleFor(command => command.SubmissionId).NotEqual(Guid.Empty)
                .WithMessage("Give a UUID of your own, version 7 if you can, or none.");
            RuleFor(command => command.Details).SetValidator(command => new DetailsOfType(command.Type));
        }
    }
}

/// <summary>The answer, the same for a repeat.</summary>
/// <param name="SubmissionId">Names it.</param>
/// <param name="Reference">What people quote.</param>
/// <param name="ReceivedOn">The day of receipt.</param>
/// <param name="OfferComplaint">Dissatisfaction showed: the choice to complain has to be offered now.</param>
/// <param name="ToPutRight">Details of contact that cannot be used.</param>
public sealed record SubmissionTaken(
    Guid SubmissionId, string Reference, DateOnly ReceivedOn, bool OfferComplaint,
    IReadOnlyList<ToPutRight> ToPutRight);

public static class RecordSubmissionEndpoint
{
    public static Decision<ISubmissionEvent> Decide(
        RecordSubmission command, Guid submissionId, string reference, DateTimeOffset now)
    {
        var today = London.DayOf(now);
        if (command.ReceivedOn > today)
            return Decision<ISubmissionEvent>.Refuse("received-in-the-future",
                "It cannot have been received after today. Put the day right on which it came.");
        return Decision<ISubmissionEvent>.Accept([.. Events(command, submissionId, reference, today)]);
    }

    private static IEnumerable<ISubmissionEvent> Events(
        RecordSubmission command, Guid submissionId, string reference, DateOnly today)
    {
        var (resident, toPutRight) = Details.Look(command.Resident, command.PreferredContact);
        yield return new SubmissionRecorded(
            submissionId, reference, command.Type, command.Channel, command.ReceivedOn ?? today, resident,
            command.PropertyId, Clean.Lines(command.What), command.Service,
            command.PreferredContact ?? Details.WayOfContact(resident), command.Details, toPutRight,
            command.WhyNoComplaint);
        if (command.IsDissatisfied == true)
            yield return new ComplaintOffered(submissionId, today, Clean.Lines(command.What));
        if (!string.IsNullOrWhiteSpace(command.WhatWasDone))
            yield return new SubmissionResolved(submissionId, today, AtFirstContact: true, command.WhatWasDone);
    }

    [WolverinePost("/api/submissions"), DecidesAgain, ForRoles(Roles.Capturing, Roles.Resident, Roles.Partner)]
    [EndpointSummary("Record a service request, an enquiry or another contact that is no complaint")]
    [Tags("Submissions"), TakesHeader(TakenRequest.KeyHeader,
        "1 to 200 characters of your choice: a repeat with the same key and body records nothing twice.")]
    [ProducesResponseType<SubmissionTaken>(
        StatusCodes.Status201Created), ProducesResponseType<SubmissionTaken>(StatusCodes.Status200OK)]
    public static async Task<IResult> Post(
        RecordSubmission command, Actor actor, DrawReference reference, IDocumentSession session,
        HttpRequest request, HttpResponse response, TimeProvider time, CancellationToken ct)
    {
        if (!TakenRequest.TryReadKey(request, out var key)) return TakenRequest.KeyMalformed();
        var now = time.GetUtcNow();
        var fingerprint = TakenRequest.FingerprintOf(command);
        var requestId = key is null ? null : TakenRequest.IdOf(actor, key);
        if (await TakenRequest.Find(session, requestId, command.SubmissionId, ct) is { } earlier)
            return earlier.Fingerprint == fingerprint
                ? Taken(earlier, repeated: true, response)
                : TakenRequest.Reused(byKey: earlier.Id == requestId);

        var submissionId = command.SubmissionId ?? Guid.CreateVersion7(now);
        var decision = Decide(command, submissionId, ComplaintReference.OfSubmission(reference()), now);
        if (decision.IsRefused)
            return Api.Refused(decision.Refusal);

        var recorded = (SubmissionRecorded)decision.Events[0];
        var taken = new TakenRequest(
            requestId ?? submissionId.ToString(), submissionId, recorded.Reference, recorded.ReceivedOn, fingerprint,
            Details.Named(recorded.ToPutRight), decision.Events.OfType<ComplaintOffered>().Any(),
            decision.Events.Count);
        session.Events.StartStream<Submission>(submissionId, decision.Events);
        session.Insert(taken);
        await FinishContactEndpoint.MadeOfAsync(
            session, command.WaitingContactId, FinishContact.OtherSubmission, submissionId, ct);
        return Taken(taken, repeated: false, response);
    }

    private static IResult Taken(TakenRequest request, bool repeated, HttpResponse response)
    {
        var location = $"/api/submissions/{request.ComplaintId}";
        response.Headers.ETag = $"\"{request.Version ?? 1}\"";
        response.Headers.Location = location;
        var submission = new SubmissionTaken(
            request.ComplaintId, request.Reference, request.ReceivedOn, request.OfferComplaint ?? false,
            request.ToPutRight ?? []);
        return repeated ? TypedResults.Ok(submission) : TypedResults.Created(location, submission);
    }
}
