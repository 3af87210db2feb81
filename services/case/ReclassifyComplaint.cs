using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using FluentValidation;
using JasperFx.Events;
using Marten;
using Wolverine.Http;
using Wolverine.Marten;

namespace ComplaintsPlatform.Cases;

// What a complaint is about turns out to be something else than at capture, and why is said. What is left out stays as
// it is. It moves no clock: the limits are the Code's, whatever a complaint is about.
public sealed record ReclassifyComplaint(
    string Reason, string? Category = null, IReadOnlyList<string>? Services = null, string? Nature = null,
    string? Priority = null)
{
    public sealed class Validator : AbstractValidator<ReclassifyComplaint>
    {
        public Validator()
        {
            RuleFor(command => command.Reason).PlainText(4000);
            RuleFor(command => command.Category).PlainText(60, optional: true);
            RuleFor(command => command.Services).Must(services => services is null or { Count: <= 12 })
                .WithMessage("Name at most 12 services.");
            RuleForEach(command => command.Services).OneOf(Vocabulary.Services);
            RuleFor(command => command.Nature).OneOf(Vocabulary.Natures, optional: true);
            RuleFor(command => command.Priority).OneOf(Vocabulary.Priorities, optional: true);
        }
    }
}

public static class ReclassifyComplaintEndpoint
{
    public static Decision<IComplaintEvent> Decide(
        ReclassifyComplaint command, Complaint state, Categories categories)
    {
        var before = state.Classification ?? new Classification([], null, null);
        var services = command.Services?.Distinct().ToList() ?? before.Services;
        var after = new Classification(services, command.Nature ?? before.Nature, command.Priority ?? before.Priority);
        var category = command.Category ?? state.Category;
        if (category == state.Category && services.SequenceEqual(before.Services)
            && after with { Services = before.Services } == before)
            return Decision<IComplaintEvent>.Nothing();
        // The one that it has stays, also when it is no longer used.
        return Ending.Refusal(state)
            ?? (category == state.Category ? null : categories.Refusal<IComplaintEvent>(category))
            ?? Decision<IComplaintEvent>.Accept(
                new ComplaintReclassified(state.ComplaintId, category, after, command.Reason));
    }

    [WolverinePost("/api/complaints/{complaintId}/reclassify"), ForRoles(Roles.Handling)]
    [EndpointSummary("Classify a complaint otherwise than at capture, with the reason"), Tags("Complaints")]
    public static async Task<(IResult, Events)> Post(
        ReclassifyComplaint command, [WriteAggregate] IEventStream<Complaint> complaint, IDocumentSession session,
        CancellationToken ct) =>
        Decide(command, complaint.Aggregate!, await Categories.NowAsync(session, ct)).Answer(complaint);
}
