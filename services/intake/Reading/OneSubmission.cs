using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using JasperFx.Events;
using Marten;

namespace ComplaintsPlatform.Intake.Reading;

/// <summary>A submission as a person reads it, and what happened to it.</summary>
internal sealed record SubmissionDetails(
    Guid SubmissionId, string Reference, string Type, string Channel, DateOnly ReceivedOn, Resident? Resident,
    Guid? PropertyId, string What, string? Service, string PreferredContact, TypeDetails? Details,
    IReadOnlyList<DetailToPutRight> ToPutRight, PassedToService? WithService, ComplaintOffered? Offer,
    OfferDeclined? Declined, PromotedToComplaint? Complaint, RefusalLetter? Refusal, SubmissionResolved? Resolution,
    IReadOnlyList<SubmissionChange> Changes, long Version, string? WhyNoComplaint)
{
    public static SubmissionDetails? Of(IReadOnlyList<IEvent> events)
    {
        var state = events.Select(e => (ISubmissionEvent)e.Data).Aggregate((Submission?)null, Submission.Evolve);
        return state?.Recorded is not { } made ? null : new SubmissionDetails(
            made.SubmissionId, made.Reference, made.Type, made.Channel, made.ReceivedOn, made.Resident,
            made.PropertyId, made.What, state.WithService?.Service ?? made.Service, made.PreferredContact,
            made.Details, made.ToPutRight ?? [], state.WithService, state.Offer, state.Declined, state.Complaint,
            state.Refusal is { } refusal ? RefusalLetter.Of(refusal, made) : null, state.Resolution,
            [.. events.Select(e => new SubmissionChange(
                e.Version, e.Timestamp, e.EventTypeName, e.UserName, e.GetHeader("actor")?.ToString()))],
            events[^1].Version, made.WhyNoComplaint);
    }
}

/// <summary>One change; <c>Kind</c> is the event's stored name.</summary>
internal sealed record SubmissionChange(long Version, DateTimeOffset At, string Kind, string? WhoId, string? Who);

// One submission, with all that happened to it. A complaint is read at /api/complaints.
internal static class OneSubmissionEndpoint
{
    public static void Map(IEndpointRouteBuilder submissions)
    {
        submissions.MapGet(
            "/{submissionId:guid}", async (Guid submissionId, IQuerySession session, CancellationToken ct) =>
        {
            var details = SubmissionDetails.Of(await session.Events.FetchStreamAsync(submissionId, token: ct));
            return Api.Answer(details, details?.Version ?? 0);
        })
        .Shows("submission")
        .RequireRoles(Roles.Reading)
        .WithName("OneSubmission")
        .WithSummary("One submission and what happened to it")
        .Produces<SubmissionDetails>();
        submissions.MapLooks("/{submissionId:guid}/views")
            .RequireRoles(Roles.SeeingLooks)
            .WithName("SubmissionViews");
    }
}
