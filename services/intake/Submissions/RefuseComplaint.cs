using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using FluentValidation;
using JasperFx.Events;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;
using Wolverine.Marten;

namespace ComplaintsPlatform.Intake;

// Does not take something as a complaint: only on a ground of section 2 of the Code, with reasons, after looking at
// this person's circumstances (2.5), and with the right to take the refusal to the Ombudsman (2.4). The answer is what
// the letter has to say. Everything that is not refused on such a ground is taken (2.1).
public sealed record RefuseComplaint(
    string Ground, string Reasons, string CircumstancesConsidered, DateOnly? GroundDate = null,
    string? EarlierReference = null)
{
    public sealed class Validator : AbstractValidator<RefuseComplaint>
    {
        public Validator()
        {
            RuleFor(command => command.Ground).OneOf([.. RefusalGround.All.Select(ground => ground.Code)]);
            RuleFor(command => command.Reasons).PlainText(4000);
            RuleFor(command => command.CircumstancesConsidered).PlainText(4000);
            RuleFor(command => command.GroundDate).NotNull()
                .When(command => RefusalGround.Of(command.Ground) is { NeedsDate: true })
                .WithMessage("Give the day on which the matter arose or became known, or the claim was filed.");
            RuleFor(command => command.EarlierReference).PlainText(100)
                .When(command => RefusalGround.Of(command.Ground) is { NeedsReference: true });
        }
    }
}

public static class RefuseComplaintEndpoint
{
    public static Decision<ISubmissionEvent> Decide(
        RefuseComplaint command, Submission state, OmbudsmanDetails ombudsman, DateOnly today)
    {
        var ground = RefusalGround.Of(command.Ground)!;
        var refused = new ComplaintRefused(
            state.SubmissionId, ground.Code, ground.Paragraph, state.Refusal?.RefusedOn ?? today, command.GroundDate,
            command.EarlierReference, command.Reasons, command.CircumstancesConsidered, ombudsman,
            state.Refusal is { } told ? told.Reference : state.Recorded?.Reference);
        if (refused == state.Refusal)
            return Decision<ISubmissionEvent>.Nothing();
        if (state.Refusal is { } earlier)
            return Decision<ISubmissionEvent>.Refuse("already-refused",
                $"It was refused on {earlier.RefusedOn:d MMMM yyyy}. A refusal that was told cannot be replaced.");
        if (state.Complaint is { } complaint)
            return Decision<ISubmissionEvent>.Refuse("already-a-complaint",
                $"It was taken as complaint {complaint.Reference} and has to be answered there.");
        if (ground.WhyNotMet(command.GroundDate, state.Recorded!.ReceivedOn, today) is { } why)
            return Decision<ISubmissionEvent>.Refuse("ground-not-met", why);
        return Decision<ISubmissionEvent>.Accept(refused);
    }

    [WolverinePost("/api/submissions/{submissionId}/refuse-complaint")]
    [ForRoles(Roles.ComplaintsOfficer, Roles.TeamLeader)]
    [EndpointSummary("Refuse it as a complaint on a ground of the Code; the answer is what the letter has to say")]
    [Tags("Submissions"), ProducesResponseType<RefusalLetter>(StatusCodes.Status200OK)]
    public static (IResult, Events) Post(
        RefuseComplaint command, [WriteAggregate] IEventStream<Submission> submission, OmbudsmanDetails ombudsman,
        TimeProvider time)
    {
        var state = submission.Aggregate!;
        var decision = Decide(command, state, ombudsman, London.DayOf(time.GetUtcNow()));
        if (decision.IsRefused)
            return (Api.Refused(decision.Refusal), []);
        var refusal = decision.Events.OfType<ComplaintRefused>().SingleOrDefault() ?? state.Refusal!;
        return (Api.Answer(RefusalLetter.Of(refusal, state.Recorded!),
            (submission.StartingVersion ?? 0) + decision.Events.Count), decision.ToEvents());
    }
}
