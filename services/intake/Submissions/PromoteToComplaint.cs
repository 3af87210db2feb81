using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using FluentValidation;
using JasperFx.Events;
using Marten;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;
using Wolverine.Marten;

namespace ComplaintsPlatform.Intake;

// Makes a complaint of a service request or another submission, without typing it again (Code 1.5). The complaint has
// an id, a reference and clocks of its own, which run from the day on which dissatisfaction was expressed; what was
// asked for goes on beside it. One complaint is made of one submission: asked again, it is that one.
public sealed record PromoteToComplaint(
    string Category, IReadOnlyList<string>? Points = null, string? DesiredOutcome = null, DateOnly? ReceivedOn = null,
    string? Channel = null, string? PreferredContact = null, Guid? ComplaintId = null)
{
    public sealed class Validator : AbstractValidator<PromoteToComplaint>
    {
        public Validator()
        {
            RuleFor(command => command.Category).PlainText(200);
            RuleFor(command => command.Points).Must(points => points is null or { Count: <= 20 })
                .WithMessage("Give at most 20 points of complaint.");
            RuleForEach(command => command.Points).PlainText(4000);
            RuleFor(command => command.DesiredOutcome).PlainText(4000, optional: true);
            RuleFor(command => command.Channel).OneOf(Vocabulary.Channels, optional: true);
            RuleFor(command => command.PreferredContact).OneOf(Vocabulary.WaysOfContact, optional: true);
            RuleFor(command => command.ComplaintId).NotEqual(Guid.Empty)
                .WithMessage("Give a UUID of your own, version 7 if you can, or none.");
        }
    }
}

/// <summary>The complaint that was made of it, and the submission's version.</summary>
public sealed record ComplaintPromoted(Guid ComplaintId, string Reference, DateOnly ReceivedOn, long Version);

public static class PromoteToComplaintEndpoint
{
    public static Decision<ISubmissionEvent> Decide(
        PromoteToComplaint command, Submission state, KnownCategories categories, Guid complaintId, string reference,
        DateOnly today)
    {
        if (state.Complaint is not null)
            return Decision<ISubmissionEvent>.Nothing();
        var asked = state.Recorded!;
        var receivedOn = command.ReceivedOn ?? state.Offer?.On ?? today;
        if (receivedOn > today)
            return Decision<ISubmissionEvent>.Refuse("received-in-the-future",
                "A complaint cannot have been received after today. Put the day right on which it came.");
        if (receivedOn < asked.ReceivedOn)
            return Decision<ISubmissionEvent>.Refuse("complaint-before-submission",
                $"{asked.Reference} was received on {asked.ReceivedOn:d MMMM yyyy}; nobody can have been dissatisfied "
                + "with it before that.");

        IReadOnlyList<string> points =
            command.Points is { Count: > 0 } given ? given : [state.Offer?.Words ?? asked.What];
        var (category, toPutRight) = Details.Look(command.Category, categories, asked.ToPutRight);
        return Decision<ISubmissionEvent>.Accept(
            new PromotedToComplaint(state.SubmissionId, complaintId, reference, receivedOn),
            new ComplaintMade(
                complaintId, reference, command.Channel ?? asked.Channel, category, receivedOn, asked.Resident,
                asked.PropertyId, [.. points.Select((text, index) => new PointOfComplaint(index + 1, text))],
                command.DesiredOutcome, command.PreferredContact ?? asked.PreferredContact,
                Circumstances.Of(asked.What, null, null), null,
                Classification.Of(asked.Service is { } service ? [service] : null, null, null), toPutRight,
                state.Resolution?.WhatWasDone, state.SubmissionId));
    }

    [WolverinePost("/api/submissions/{submissionId}/promote-to-complaint"), ForRoles(Roles.Capturing)]
    [EndpointSummary("Make a complaint of it, without typing it again; what was asked for goes on")]
    [Tags("Submissions"), ProducesResponseType<ComplaintPromoted>(StatusCodes.Status200OK)]
    public static async Task<(IResult, Events)> Post(
        PromoteToComplaint command, [WriteAggregate] IEventStream<Submission> submission, DrawReference reference,
        IDocumentSession session, TimeProvider time, CancellationToken ct)
    {
        var (state, now) = (submission.Aggregate!, time.GetUtcNow());
        var complaintId = command.ComplaintId ?? Guid.CreateVersion7(now);
        var categories = await KnownCategories.NowAsync(session, ct);
        var decision = Decide(command, state, categories, complaintId, reference(), London.DayOf(now));
        if (decision.IsRefused)
            return (Api.Refused(decision.Refusal), []);

        PromotedToComplaint[] here = [.. decision.Events.OfType<PromotedToComplaint>()];
        foreach (var made in decision.Events.OfType<ComplaintMade>())
        {
            session.Events.StartStream<Submission>(made.ComplaintId, made);
            session.Insert(new TakenRequest(
                made.ComplaintId.ToString(), made.ComplaintId, made.Reference, made.ReceivedOn,
                TakenRequest.FingerprintOf(command), Details.Named(made.ToPutRight)));
        }

        var promoted = here is [{ } first] ? first : state.Complaint!;
        var version = (submission.StartingVersion ?? 0) + here.Length;
        return (Api.Answer(new ComplaintPromoted(
            promoted.ComplaintId, promoted.Reference, promoted.ReceivedOn, version), version), [.. here]);
    }
}
