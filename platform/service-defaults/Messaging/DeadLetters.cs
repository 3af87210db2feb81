using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Wolverine.Persistence.Durability;
using Wolverine.Persistence.Durability.DeadLetterManagement;

namespace ComplaintsPlatform.ServiceDefaults.Messaging;

/// <summary>A message that could not be handled, without its data.</summary>
/// <param name="Id">The dead letter; for a replay of it alone.</param>
/// <param name="Subject">What the message is about; null when it could not be read.</param>
/// <param name="MessageType">CloudEvents type.</param>
/// <param name="Queue">The queue that it came by.</param>
/// <param name="Why">The failure, without what the message says.</param>
/// <param name="SentAt">When its event was recorded at the sender.</param>
internal sealed record DeadLetter(
    Guid Id, string? Subject, string MessageType, string Queue, string Why, DateTimeOffset SentAt);

/// <summary>A page of dead letters.</summary>
internal sealed record DeadLetterPage(IReadOnlyList<DeadLetter> Items, string? Next);

/// <summary>What to replay.</summary>
/// <param name="Ids">These dead letters; left out for all.</param>
internal sealed record ReplayDeadLetters(IReadOnlyList<Guid>? Ids = null);

/// <summary>How many messages are handled again.</summary>
internal sealed record Replaying(int Messages);

/// <summary>Wolverine's dead letters of this service, for an operator.</summary>
internal static class DeadLetters
{
    private const int MaximumReplay = 10_000;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/dead-letters", ListAsync).WithSummary("Messages that could not be handled, without their data")
            .Produces<DeadLetterPage>();
        routes.MapPost("/dead-letters/replay", ReplayAsync)
            .WithSummary("Handles dead letters again: those named, or all");
    }

    private static async Task<IResult> ListAsync(
        IMessageStore store, string? cursor, int limit = 50, CancellationToken ct = default)
    {
        var errors = new Dictionary<string, string[]>();
        var page = 0;
        if (cursor is { Length: > 0 }
            && !int.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out page))
            errors["cursor"] = ["Send next of the page before, as it was given."];
        if (limit is < 1 or > 100) errors["limit"] = ["From 1 to 100."];
        if (errors.Count > 0) return Api.NotValid(errors);
        var found = await store.DeadLetters.QueryAsync(new DeadLetterEnvelopeQuery
        { PageNumber = page, PageSize = limit, Replayable = false }, ct);
        return TypedResults.Ok(new DeadLetterPage(
            [.. found.Envelopes.Select(letter => new DeadLetter(
                letter.Id, letter.Envelope.GroupId, letter.MessageType, letter.ReceivedAt.Split('/')[^1],
                letter.ExceptionMessage, letter.SentAt))],
            found.Envelopes.Count == limit ? (page + 1).ToString(CultureInfo.InvariantCulture) : null));
    }

    private static async Task<Ok<Replaying>> ReplayAsync(
        ReplayDeadLetters body, IMessageStore store, CancellationToken ct)
    {
        var ids = body.Ids
            ?? [.. (await store.DeadLetters.QueryAsync(new DeadLetterEnvelopeQuery
                { PageSize = MaximumReplay, Replayable = false }, ct)).Envelopes.Select(letter => letter.Id)];
        if (ids.Count > 0) await store.DeadLetters.ReplayAsync(new DeadLetterEnvelopeQuery([.. ids]), ct);
        return TypedResults.Ok(new Replaying(ids.Count));
    }
}
