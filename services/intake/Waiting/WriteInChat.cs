using ComplaintsPlatform.ServiceDefaults;
using ComplaintsPlatform.ServiceDefaults.Input;
using FluentValidation;
using JasperFx.Events;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;
using Wolverine.Marten;

namespace ComplaintsPlatform.Intake;

// Who began a chat writes more, whether somebody has taken it or not, until it ends. A message is written once under
// its id, however often it is sent; one that comes after the end is refused, with a way on, and never lost in silence.
public sealed record WriteInChat(Guid MessageId, string Text)
{
    public sealed class Validator : AbstractValidator<WriteInChat>
    {
        public Validator()
        {
            RuleFor(command => command.MessageId).NotEqual(Guid.Empty).WithMessage("Give a UUID of your own.");
            RuleFor(command => command.Text).PlainText(StartChat.Longest).Must(Clean.Shows)
                .WithMessage("The text shows nothing. Write your message.");
        }
    }
}

public static class WriteInChatEndpoint
{
    internal const int MostMessages = 200;

    public static Decision<IContactEvent> Decide(WriteInChat command, Contact state)
    {
        var text = Clean.Lines(command.Text);
        if (Sent(state, command.MessageId, new ChatMessage(text, false)) is { } sent)
            return sent;
        if (state.Finished is not null || state.HasLeft)
            return Decision<IContactEvent>.Refuse("chat-ended",
                "This chat has ended, and your message is not in it. Begin another chat with it, or call us.");
        return Full(state, isFromStaff: false)
            ?? Decision<IContactEvent>.Accept(new CustomerWrote(state.ContactId, command.MessageId, text));
    }

    [WolverinePost("/api/chats/{contactId}/write"), AnyVersion, AllowAnonymous]
    [EndpointSummary("Write more in a chat, with its key"), Tags("Chats")]
    [TakesHeader(ChatKey.Header, "The key that the chat was begun with.")]
    public static (IResult, Events) Post(
        WriteInChat command, [WriteAggregate] IEventStream<Contact> contact, HttpRequest request) =>
        ChatKey.Opens(request, contact.Aggregate)
            ? Decide(command, contact.Aggregate!).Answer(contact)
            : (ChatKey.NotFound(), []);

    /// <summary>What to say to a message whose id is there already; null when it is not.</summary>
    internal static Decision<IContactEvent>? Sent(Contact state, Guid messageId, ChatMessage message) =>
        !state.Messages.TryGetValue(messageId, out var sent)
            ? null
            : sent == message
                ? Decision<IContactEvent>.Nothing()
                : Decision<IContactEvent>.Refuse("message-id-reused",
                    "Another message was sent with this messageId. Send a new id for something new.");

    internal static Decision<IContactEvent>? Full(Contact state, bool isFromStaff) =>
        state.Messages.Values.Count(message => message.IsFromStaff == isFromStaff) < MostMessages
            ? null
            : Decision<IContactEvent>.Refuse("chat-full",
                $"A chat takes {MostMessages} messages from each side. Go on by phone or email.");
}
