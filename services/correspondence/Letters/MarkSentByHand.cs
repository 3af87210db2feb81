using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using FluentValidation;
using JasperFx.Events;
using Wolverine.Http;
using Wolverine.Marten;

namespace ComplaintsPlatform.Correspondence;

// Records that somebody sent a letter by hand: on which day and how. Takes it off the list of letters to send by hand.
// The day may lie in the past, never in the future.
public sealed record MarkSentByHand(DateOnly SentOn, string How)
{
    internal static readonly string[] Ways = ["post", "in-person", "phone", "text", "other"];

    public sealed class Validator : AbstractValidator<MarkSentByHand>
    {
        public Validator()
        {
            RuleFor(command => command.SentOn).NotEmpty();
            RuleFor(command => command.How)
                .Must(how => Ways.Contains(how)).WithMessage($"how is one of {string.Join(", ", Ways)}.");
        }
    }
}

public static class MarkSentByHandEndpoint
{
    public static Decision<ILetterEvent> Decide(MarkSentByHand command, Letter state, DateOnly today)
    {
        if (command.SentOn > today)
            return Decision<ILetterEvent>.Refuse(
                "date-in-future", "A letter cannot have been sent on a day that is still to come.");
        if (command.SentOn < state.Draft?.Issued?.IssuedOn)
            return Decision<ILetterEvent>.Refuse("sent-before-issue",
                $"The letter was issued on {state.Draft.Issued.IssuedOn:d MMMM yyyy}; it cannot have been sent "
                + "before.");
        return state.Status switch
        {
            LetterStatus.SentByHand => Decision<ILetterEvent>.Nothing(),
            LetterStatus.WaitingToBeSentByHand => Decision<ILetterEvent>.Accept(
            [
                new LetterSentByHand(
                    state.LetterId, state.ComplaintId, state.Copy.Kind, command.SentOn, command.How),
                .. state.Draft is { } draft
                    ? [draft.WentOut(command.SentOn, LetterForm.ByHand)]
                    : Array.Empty<ILetterEvent>(),
            ]),
            _ => Decision<ILetterEvent>.Refuse(
                "letter-not-to-send-by-hand", "This letter goes by email and does not wait to be sent by hand."),
        };
    }

    [WolverinePost("/api/correspondence/{letterId}/mark-sent-by-hand")]
    [ForRoles(Roles.Handling, Roles.ContactCentreAdviser, Roles.HousingOfficer)]
    [EndpointSummary("Record that somebody sent a letter by hand"), Tags("Correspondence")]
    public static (IResult, Events) Post(
        MarkSentByHand command, [WriteAggregate] IEventStream<Letter> letter, TimeProvider time) =>
        Decide(command, letter.Aggregate!, London.DayOf(time.GetUtcNow())).Answer(letter);
}
