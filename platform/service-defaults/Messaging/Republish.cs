using System.Globalization;
using Marten;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Wolverine.RabbitMQ;

namespace ComplaintsPlatform.ServiceDefaults.Messaging;

/// <summary>Which part of this service's log to say again, and to whom.</summary>
/// <param name="To">The consuming service, such as <c>reporting</c>.</param>
/// <param name="From">The log position after which to begin; left out for the beginning.</param>
/// <param name="Until">The last log position; left out for all that has been said.</param>
internal sealed record RepublishMessages(string? To, string? From = null, string? Until = null);

/// <summary>What was said again.</summary>
/// <param name="Published">How many events were looked at.</param>
/// <param name="Until">The last log position looked at.</param>
/// <param name="IsComplete">False when the range is longer than one call takes: call again with <c>from</c> as
/// <c>until</c> says.</param>
internal sealed record RepublishReport(long Published, string Until, bool IsComplete);

/// <summary>
/// Says a range of this service's log again, to one consumer that has lost it: with the same ids, straight to the
/// consumer's queue, so nobody else hears it. Never beyond the publisher's bookmark: what is repeated stands behind its
/// first copy, so a consumer that has lost nothing sees only repeats. Two at once are no harm: each keeps the order, so
/// whichever copy comes first does too.
/// </summary>
internal static class Republish
{
    private const int PageSize = 500;

    // Less than proxies wait for an answer.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private const int Attempts = 10;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/republish", RunAsync)
        .WithSummary("Says a range of this service's log again, to one consuming service that has lost it")
        .Produces<RepublishReport>();

    private static async Task<IResult> RunAsync(
        RepublishMessages body, Voice voice, IServiceProvider services, IDocumentStore store,
        NpgsqlDataSource database, TimeProvider time, CancellationToken ct)
    {
        var errors = new Dictionary<string, string[]>();
        if (voice.Announce is null || !voice.Consumers.Contains(body.To))
            errors["to"] = [
                $"No service of this name listens to this one. Those that do: "
                + $"{string.Join(", ", voice.Announce is null ? [] : voice.Consumers)}."];
        var (position, until) = (Read("from", body.From) ?? 0, Read("until", body.Until));
        if (until < position) errors["until"] = ["It lies before from."];
        if (errors.Count > 0) return Api.NotValid(errors);

        var end = Math.Min(until ?? long.MaxValue, await PublishedAsync(database, ct));
        var publisher = services.GetRequiredService<Publisher>();
        var queue = RabbitMqEndpointUri.Queue(Voice.Queue(body.To!, Voice.Exchange));
        var heard = Heard(voice, body.To!);
        var (count, started) = (0L, time.GetTimestamp());
        while (position < end && time.GetElapsedTime(started) < Patience)
        {
            await using var session = store.QuerySession();
            var page = await session.Events.QueryAllRawEvents()
                .Where(@event => @event.Sequence > position && @event.Sequence <= end)
                .OrderBy(@event => @event.Sequence).Take(PageSize).ToListAsync(ct);
            if (page.Count == 0) break;
            var (unsaid, problem) = await publisher.SayAsync(page, queue, heard);
            // A connection that the broker has just cut is made anew by the next attempt.
            for (var attempt = 1; problem is not null && attempt < Attempts; attempt++)
            {
                await Task.Delay(Pause, time, ct);
                (unsaid, problem) = await publisher.SayAsync(unsaid, queue, heard);
            }

            if (problem is not null)
                return Api.Problem(StatusCodes.Status503ServiceUnavailable, "broker-unavailable",
                    $"The broker cannot be reached now, or does not confirm. Send the request again with from "
                        + $"{unsaid[0].Sequence - 1}.");
            count += page.Count;
            position = page[^1].Sequence;
        }

        return TypedResults.Ok(
            new RepublishReport(
                count, position.ToString(CultureInfo.InvariantCulture), position >= end || count == 0));

        long? Read(string field, string? text)
        {
            if (text is null) return null;
            if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return number;
            errors[field] = ["A log position, such as 742; 0 for the beginning."];
            return null;
        }
    }

    private static Func<string, bool> Heard(Voice voice, string service)
    {
        var patterns = voice.Topology.Where(consumer => consumer.Service == service
            && consumer.Exchange == Voice.Exchange).SelectMany(consumer => consumer.MessageTypes).ToList();
        // Patterns end in # or name a type: what they begin with is what counts.
        return type =>
            patterns.Any(pattern => pattern.EndsWith('#')
                ? type.StartsWith(pattern[..^1], StringComparison.Ordinal)
                : type == pattern);
    }

    private static async Task<long> PublishedAsync(NpgsqlDataSource database, CancellationToken ct)
    {
        await using var command =
            database.CreateCommand("select coalesce(max(last_seq_id), 0) from mt_event_progression where name like $1");
        command.Parameters.Add(new() { Value = $"{Publisher.Name}:%" });
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }
}
