using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using ComplaintsPlatform.ServiceDefaults.Input;
using FluentValidation;
using JasperFx.Events;
using Wolverine.Http;
using Wolverine.Marten;

namespace ComplaintsPlatform.Intake;

// Whoever took a chat answers in it, nobody else; everybody who may read it sees who answered. Written once under its
// id, however often it is sent.
public sealed record AnswerContact(Guid MessageId, string Text)
{
    public sealed class Validator : AbstractValidator<AnswerContact>
    {
        public Validator()
        {
            RuleFor(command => command.MessageId).NotEqual(Guid.Empty).WithMessage("Give a UUID of your own.");
            RuleFor(command => command.Text).PlainText(StartChat.Longest).Must(Clean.Shows)
                .WithMessage("The text shows nothing. Write the answer.");
        }
    }
}

public static class AnswerContactEndpoint
{
    public static Decision<IContactEvent> Decide(AnswerContact command, Contact state, Actor actor)
    {
        var text = Clean.Lines(command.Text);
        if (WriteInChatEndpoint.Sent(state, command.MessageId, new ChatMessage(text, true)) is { } sent)
            return sent;
        if (!state.IsChat)
            return Decision<IContactEvent>.Refuse("contact-not-a-chat",
                "It came from elsewhere: answer where it was written.");
        if (state.Finished is not null)
            return Decision<IContactEvent>.Refuse("contact-finished", "It waits no longer: something was made of it.");
        if (state.Taken is not { } taken)
            return Decision<IContactEvent>.Refuse("contact-not-taken", "Nobody has this contact. Take it first.");
        if (taken.TakenBy != actor.Id)
            return Decision<IContactEvent>.Refuse("contact-of-another",
                $"{taken.TakenByName} has this contact and answers it.");
        if (state.HasLeft)
            return Decision<IContactEvent>.Refuse("chat-left",
                "They have ended the chat and read no more answers. Reach them as they said, and make of it what it "
                    + "is.");
        return WriteInChatEndpoint.Full(state, isFromStaff: true)
            ?? Decision<IContactEvent>.Accept(
                new StaffAnswered(state.ContactId, command.MessageId, text, actor.Id, actor.Name));
    }

    [WolverinePost("/api/waiting-contacts/{contactId}/answer"), AnyVersion, ForRoles(Roles.Capturing)]
    [EndpointSummary("Answer in a chat that one has taken"), Tags("Waiting contacts")]
    public static (IResult, Events) Post(
        AnswerContact command, [WriteAggregate] IEventStream<Contact> contact, Actor actor) =>
        Decide(command, contact.Aggregate!, actor).Answer(contact);
}
