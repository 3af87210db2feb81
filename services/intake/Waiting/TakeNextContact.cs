using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using FluentValidation;
using Marten;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace ComplaintsPlatform.Intake;

// Takes the contact that waits longest, of one channel or of all: exactly one person gets it, however many ask at once,
// and nobody waits for another's answer. Nothing waits: 204.
public sealed record TakeNextContact(string? Channel = null)
{
    public sealed class Validator : AbstractValidator<TakeNextContact>
    {
        public Validator() => RuleFor(command => command.Channel).OneOf(Vocabulary.Channels, optional: true);
    }
}

/// <summary>A contact that was taken, to be made a case of, or put back.</summary>
public sealed record TakenContact(
    Guid ContactId, string Channel, DateTimeOffset ArrivedAt, string Words, Resident? From);

public static class TakeNextContactEndpoint
{
    // Whoever asks at the same moment steps over the row that this one holds until its transaction ends.
    private const string Next =
        """
        select d.id from mt_doc_waitingcontact d where d.taken_by is null and (? = '' or d.channel = ?)
        order by d.arrived_at, d.id limit 1 for update skip locked
        """;

    public static Decision<IContactEvent> Decide(Contact state, Actor actor) =>
        state.Taken is not null || state.Finished is not null
            ? Decision<IContactEvent>.Nothing()
            : Decision<IContactEvent>.Accept(new ContactTaken(state.ContactId, actor.Id, actor.Name));

    [WolverinePost("/api/waiting-contacts/take-next"), DecidesAgain, ForRoles(Roles.Capturing)]
    [EndpointSummary("Take the contact that waits longest: exactly one wins"), Tags("Waiting contacts")]
    [ProducesResponseType<TakenContact>(
        StatusCodes.Status200OK), ProducesResponseType(StatusCodes.Status204NoContent)]
    public static async Task<IResult> Post(
        TakeNextContact command, Actor actor, IDocumentSession session, CancellationToken ct)
    {
        await session.BeginTransactionAsync(ct);
        var channel = command.Channel ?? "";
        var next = await session.QueryAsync<Guid>(Next, ct, channel, channel);
        if (next is not [var contactId]) return TypedResults.NoContent();

        var contact = await session.Events.FetchForWriting<Contact>(contactId, ct);
        var decision = Decide(contact.Aggregate!, actor);
        if (decision.Events.Count == 0) return TypedResults.NoContent();
        contact.AppendMany(decision.Events);
        var arrived = contact.Aggregate!.Arrived!;
        return TypedResults.Ok(
            new TakenContact(contactId, arrived.Channel, arrived.ArrivedAt, arrived.Words, arrived.From));
    }
}
