using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using ComplaintsPlatform.ServiceDefaults.Input;
using FluentValidation;
using Marten;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace ComplaintsPlatform.Intake;

// Somebody writes in a chat or on social media: it waits in the queue of its channel until a member of staff takes it.
// Sent twice with one contactId it waits once; what the source gives a message is a good id to make it of. This is the
// port through which modules bring what they find; who chats on a page of ours begins it by StartChat.cs.
public sealed record AddContact(string Channel, string Words, ResidentGiven? From = null, Guid? ContactId = null)
{
    public sealed class Validator : AbstractValidator<AddContact>
    {
        public Validator()
        {
            RuleFor(command => command.Channel).OneOf(Vocabulary.Channels);
            RuleFor(command => command.Words).PlainText(10_000).Must(Clean.Shows)
                .WithMessage("The text shows nothing. Send what was written.");
            RuleFor(command => command.ContactId).NotEqual(Guid.Empty)
                .WithMessage("Give a UUID of your own, version 7 if you can, or none.");
        }
    }
}

/// <summary>The contact that waits now.</summary>
public sealed record ContactAdded(Guid ContactId);

public static class AddContactEndpoint
{
    public static Decision<IContactEvent> Decide(
        AddContact command, Contact? state, Guid contactId, DateTimeOffset now) =>
        state?.Arrived is not null
            ? Decision<IContactEvent>.Nothing()
            : Decision<IContactEvent>.Accept(Arrived(contactId, command.Channel, command.Words, command.From, now));

    internal static ContactArrived Arrived(
        Guid contactId, string channel, string words, ResidentGiven? given, DateTimeOffset now, string? keyHash = null)
    {
        var (from, toPutRight) = Details.Look(given, null);
        return new ContactArrived(contactId, channel, now, Clean.Lines(words), from, toPutRight, keyHash);
    }

    [WolverinePost("/api/waiting-contacts"), DecidesAgain, ForRoles(Roles.Capturing)]
    [EndpointSummary("Put a contact into the queue of its channel"), Tags("Waiting contacts")]
    [ProducesResponseType<ContactAdded>(StatusCodes.Status201Created)]
    public static async Task<IResult> Post(
        AddContact command, IDocumentSession session, TimeProvider time, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var contactId = command.ContactId ?? Guid.CreateVersion7(now);
        var state = await session.Events.AggregateStreamAsync<Contact>(contactId, token: ct);
        var decision = Decide(command, state, contactId, now);
        if (decision.Events.Count > 0) session.Events.StartStream<Contact>(contactId, decision.Events);
        return TypedResults.Created((string?)null, new ContactAdded(contactId));
    }
}
