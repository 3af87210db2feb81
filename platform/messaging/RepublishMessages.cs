using ComplaintsPlatform.EventStore;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace ComplaintsPlatform.Messaging;

/// <summary>Which part of this service's log to say again, and to whom.</summary>
/// <param name="To">The consuming service, such as <c>reporting</c>.</param>
/// <param name="From">The log position after which to begin, such as <c>742-18</c>; left out or <c>0-0</c> for the beginning.</param>
/// <param name="Until">The last log position; left out for all that has been published.</param>
internal sealed record RepublishMessages(string? To, string? From = null, string? Until = null);

/// <summary>What was said again.</summary>
/// <param name="Published">How many messages.</param>
/// <param name="Until">The last log position looked at.</param>
/// <param name="IsComplete">False when the range is longer than one call takes: call again with <c>from</c> as <c>until</c> says.</param>
internal sealed record RepublishReport(long Published, string Until, bool IsComplete)
{
    internal Exception? Trouble { get; init; }
}

internal static class RepublishMessagesEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/republish", RunAsync).WithTags("Operations")
        .WithSummary("Says a range of this service's log again, to one consuming service that has lost it");

    private static async Task<Results<Ok<RepublishReport>, ValidationProblem, ProblemHttpResult>> RunAsync(
        RepublishMessages body, Republisher republisher, HttpContext context, CancellationToken ct)
    {
        var errors = new Dictionary<string, string[]>();
        if (!republisher.Consumers.Contains(body.To)) errors["to"] = [$"No service of this name listens to this one. Those that do: {string.Join(", ", republisher.Consumers)}."];
        var from = Read("from", body.From) ?? LogPosition.Start;
        var until = Read("until", body.Until);
        if (until < from) errors["until"] = ["It lies before from."];
        if (errors.Count > 0) return Problems.NotValid(context, errors);

        return await republisher.RunAsync(body.To!, from, until, ct) switch
        {
            null => Problems.Of(context, StatusCodes.Status409Conflict, "urn:complaints:problem:republish-running", "A republication is already running. Wait until it has finished."),
            { Trouble: not null } part => Problems.Of(context, StatusCodes.Status503ServiceUnavailable, "urn:complaints:problem:broker-unavailable",
                $"The broker cannot be reached now, or does not confirm. It has {part.Published} messages; send the request again with from {part.Until}."),
            var whole => TypedResults.Ok(whole),
        };

        LogPosition? Read(string field, string? text)
        {
            if (text is null) return null;
            if (LogPosition.TryParse(text, null, out var position)) return position;
            errors[field] = ["A log position such as 742-18, or 0-0 for the beginning."];
            return null;
        }
    }
}
