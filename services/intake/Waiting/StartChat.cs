using ComplaintsPlatform.ServiceDefaults;
using ComplaintsPlatform.ServiceDefaults.Input;
using FluentValidation;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace ComplaintsPlatform.Intake;

// Anybody begins a chat, without signing in and without a name: it waits in the queue like any contact. Who begins it
// draws its id and its key, and sends the key with whatever they do in it. So a repeat, whose first answer was lost,
// begins no second one.
public sealed record StartChat(Guid ContactId, string Words, ResidentGiven? From = null)
{
    internal const int Longest = 4000;

    public sealed class Validator : AbstractValidator<StartChat>
    {
        public Validator()
        {
            RuleFor(command => command.ContactId).NotEqual(Guid.Empty)
                .WithMessage("Give a UUID of your own, drawn at random.");
            RuleFor(command => command.Words).PlainText(Longest).Must(Clean.Shows)
                .WithMessage("The text shows nothing. Write what it is about.");
            RuleFor(command => command.From!.PersonId).Null().When(command => command.From is not null)
                .WithMessage("Who is not signed in is nobody of the register.");
        }
    }
}

public static class StartChatEndpoint
{
    public static Decision<IContactEvent> Decide(
        StartChat command, Contact? state, string keyHash, DateTimeOffset now) =>
        state?.Arrived is not { } arrived
            ? Decision<IContactEvent>.Accept(AddContactEndpoint.Arrived(
                command.ContactId, "web-chat", command.Words, command.From, now, keyHash))
            : arrived.Words == Clean.Lines(command.Words)
                ? Decision<IContactEvent>.Nothing()
                : Decision<IContactEvent>.Refuse("chat-begun",
                    "This chat has begun with other words. Send what is new as a message in it.");

    [WolverinePost("/api/chats"), DecidesAgain, AllowAnonymous]
    [EndpointSummary("Begin a chat, without signing in: it waits until a member of staff takes it"), Tags("Chats")]
    [TakesHeader(ChatKey.Header, "32 random bytes of your own, in base64url: the key to this chat from now on.")]
    [ProducesResponseType<ContactAdded>(StatusCodes.Status201Created)]
    public static async Task<IResult> Post(
        StartChat command, IDocumentSession session, HttpRequest request, TimeProvider time, CancellationToken ct)
    {
        if (ChatKey.HashOf(request) is not { } keyHash)
            return Api.Problem(StatusCodes.Status400BadRequest, "chat-key-malformed",
                $"{ChatKey.Header} has to be 32 random bytes in base64url: 43 characters.");
        // Asked in this order: what another request begins in between is met when this one is saved, and decided again.
        var isTaken = await session.Events.FetchStreamStateAsync(command.ContactId, ct) is not null;
        var state = await session.Events.AggregateStreamAsync<Contact>(command.ContactId, token: ct);
        // Whose chat it is, or whether the id is something else's, is not for a stranger to know.
        if (isTaken && !ChatKey.Opens(request, state))
            return ChatKey.NotFound();
        var decision = Decide(command, state, keyHash, time.GetUtcNow());
        if (decision.IsRefused) return Api.Refused(decision.Refusal);
        if (decision.Events.Count > 0) session.Events.StartStream<Contact>(command.ContactId, decision.Events);
        return TypedResults.Created($"/api/chats/{command.ContactId}", new ContactAdded(command.ContactId));
    }
}
