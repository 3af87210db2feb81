using System.Collections.Immutable;
using System.Diagnostics;
using ComplaintsPlatform.PersonalData;
using ComplaintsPlatform.ServiceDefaults;

namespace ComplaintsPlatform.Intake;

/// <summary>What can happen to a contact that waits in a channel (chat, social media) until somebody takes
/// it.</summary>
public interface IContactEvent
{
    Guid ContactId { get; }
}

/// <summary>Somebody wrote, and waits. With the hash of a key it is a chat with whoever has that key.</summary>
public sealed record ContactArrived(
    Guid ContactId, string Channel, DateTimeOffset ArrivedAt, [property: PersonalData] string Words,
    Resident? From, IReadOnlyList<DetailToPutRight>? ToPutRight = null,
    string? ChatKeyHash = null) : IContactEvent;

/// <summary>In a chat, who began it wrote more.</summary>
public sealed record CustomerWrote(
    Guid ContactId, Guid MessageId, [property: PersonalData] string Text) : IContactEvent;

/// <summary>In a chat, the member of staff who has it answered.</summary>
public sealed record StaffAnswered(
    Guid ContactId, Guid MessageId, [property: PersonalData] string Text, Guid AnsweredBy,
    string AnsweredByName) : IContactEvent;

/// <summary>Who began the chat ended it, and reads no more answers. What was written is still to be dealt with.
/// </summary>
public sealed record CustomerLeft(Guid ContactId) : IContactEvent;

/// <summary>A member of staff took it from the queue.</summary>
public sealed record ContactTaken(Guid ContactId, Guid TakenBy, string TakenByName) : IContactEvent;

/// <summary>It went back to its place in the queue.</summary>
public sealed record ContactPutBack(Guid ContactId, [property: PersonalData] string Reason) : IContactEvent;

/// <summary>It waits no longer: a complaint or another submission was made of it, it was added to one, or nothing was
/// to be done.</summary>
public sealed record ContactFinished(
    Guid ContactId, string Outcome, Guid? ResultId, [property: PersonalData] string? Note) : IContactEvent;

/// <summary>What decisions about a waiting contact need to know.</summary>
public sealed record Contact(Guid ContactId) : IBeginsLater
{
    public ContactArrived? Arrived { get; init; }

    public ContactTaken? Taken { get; init; }

    public ContactFinished? Finished { get; init; }

    public bool HasLeft { get; init; }

    /// <summary>What was written since it arrived, by message id: who sends one again is told apart from who sends
    /// another.</summary>
    public ImmutableDictionary<Guid, ChatMessage> Messages { get; init; } =
        ImmutableDictionary<Guid, ChatMessage>.Empty;

    public bool IsChat => Arrived?.ChatKeyHash is not null;

    bool IBeginsLater.HasBegun => Arrived is not null;

    public static Contact Evolve(Contact? state, IContactEvent @event)
    {
        var contact = state ?? new Contact(@event.ContactId);
        return @event switch
        {
            ContactArrived e => contact with { Arrived = e },
            ContactTaken e => contact with { Taken = e },
            ContactPutBack => contact with { Taken = null },
            ContactFinished e => contact with { Finished = e },
            CustomerWrote e => contact with { Messages = contact.Messages.SetItem(e.MessageId, new(e.Text, false)) },
            StaffAnswered e => contact with { Messages = contact.Messages.SetItem(e.MessageId, new(e.Text, true)) },
            CustomerLeft => contact with { HasLeft = true },
            _ => throw new UnreachableException($"{@event.GetType().Name} is not folded into a contact."),
        };
    }
}

/// <summary>A message of a chat, from staff or from who began it.</summary>
public sealed record ChatMessage(string Text, bool IsFromStaff);
