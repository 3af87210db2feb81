using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using FluentValidation;
using JasperFx.Events;
using Wolverine.Http;
using Wolverine.Marten;

namespace ComplaintsPlatform.Correspondence;

/// <summary>Why a letter came back.</summary>
public static class CameBack
{
    public static readonly string[] Reasons = ["bounced", "address-unknown", "moved-away", "refused", "other"];

    internal static string InWords(string because) => because switch
    {
        "bounced" => "The email bounced: their mail system could not deliver it.",
        "address-unknown" => "It came back: the address is not known.",
        "moved-away" => "It came back: they live there no more.",
        "refused" => "It came back: it was not taken in.",
        _ => "It came back, or did not arrive.",
    };
}

// A letter that had gone out came back by post, or the mail system said later that it could not deliver it. That it
// went out stays so, with its day; until somebody puts it right it is listed. Said again for the same day it came back
// once.
public sealed record RecordCameBack(DateOnly OnDay, string Because)
{
    public sealed class Validator : AbstractValidator<RecordCameBack>
    {
        public Validator()
        {
            RuleFor(command => command.OnDay).NotEmpty().WithMessage("Say on which day it came back.");
            RuleFor(command => command.Because).OneOf(CameBack.Reasons);
        }
    }
}

public static class RecordCameBackEndpoint
{
    public static Decision<ILetterEvent> Decide(RecordCameBack command, Letter state, Actor actor, DateOnly today)
    {
        if (state is { Back: { } back, PutRight: null } && back.OnDay == command.OnDay
            && back.Because == command.Because)
            return Decision<ILetterEvent>.Nothing();
        if (state.Status is not (LetterStatus.Sent or LetterStatus.SentByHand))
            return Decision<ILetterEvent>.Refuse("letter-not-sent",
                "This letter has not gone out yet, so it cannot have come back.");
        return command.OnDay > today
            ? Decision<ILetterEvent>.Refuse("date-in-future",
                "It cannot have come back on a day that is still to come.")
            : Decision<ILetterEvent>.Accept(new LetterCameBack(state.ComplaintId, state.LetterId, state.Copy.Reference,
                state.Copy.Kind, command.OnDay, command.Because, actor.Id));
    }

    [WolverinePost("/api/complaints/{complaintId}/letters/{letterId}/came-back"), AnyVersion]
    [ForRoles(Roles.Handling, Roles.ContactCentreAdviser, Roles.HousingOfficer)]
    [EndpointSummary("Record that a letter came back, or did not arrive"), Tags("Correspondence")]
    public static (IResult, Events) Post(
        RecordCameBack command, Guid complaintId, [WriteAggregate] IEventStream<Letter> letter, Actor actor,
        TimeProvider time) => letter.Aggregate is { HasCopy: true } sent && sent.ComplaintId == complaintId
            ? Decide(command, sent, actor, London.DayOf(time.GetUtcNow())).Answer(letter)
            : (LetterVerbs.Nowhere, []);
}
