using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.EventStore;
using ComplaintsPlatform.ServiceDefaults;
using FluentValidation;

namespace ComplaintsPlatform.Correspondence;

// Records that somebody sent a letter by hand: on which day and how. Takes it off the list of letters to send by hand. The day may lie in the past, never in the future.
public sealed record MarkSentByHand(DateOnly SentOn, string How)
{
    internal static readonly string[] Ways = ["post", "in-person", "phone", "text", "other"];

    internal sealed class Validator : AbstractValidator<MarkSentByHand>
    {
        public Validator()
        {
            RuleFor(command => command.SentOn).NotEmpty();
            RuleFor(command => command.How).Must(how => Ways.Contains(how)).WithMessage($"how is one of {string.Join(", ", Ways)}.");
        }
    }
}

internal static class MarkSentByHandEndpoint
{
    public static Decision<ILetterEvent> Decide(MarkSentByHand command, Letter? state, DateOnly today)
    {
        if (state is null) return Decision<ILetterEvent>.Nothing();
        if (command.SentOn > today) return Decision<ILetterEvent>.Refuse("date-in-future", "A letter cannot have been sent on a day that is still to come.");
        return state.Status switch
        {
            LetterStatus.SentByHand => Decision<ILetterEvent>.Nothing(),
            LetterStatus.WaitingToBeSentByHand => Decision<ILetterEvent>.Accept(
                new LetterSentByHand(state.Copy.LetterId, state.Copy.ComplaintId, state.Copy.Kind, command.SentOn, command.How)),
            _ => Decision<ILetterEvent>.Refuse("letter-not-to-send-by-hand", "This letter goes by email and does not wait to be sent by hand."),
        };
    }

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/api/correspondence/{letterId:guid}/mark-sent-by-hand", async (
            Guid letterId, ExpectedVersion expected, MarkSentByHand command, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
            (await session.Decide<Letter, ILetterEvent>(letterId, expected.Version, state => Decide(command, state, London.DayOf(time.GetUtcNow())), ct)).Answer())
        .Validate(new MarkSentByHand.Validator())
        .RequireRoles([.. Roles.Handling, Roles.ContactCentreAdviser, Roles.HousingOfficer])
        .WithName("MarkSentByHand").WithTags("Correspondence");
}
