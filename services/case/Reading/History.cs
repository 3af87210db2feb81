using System.Diagnostics;
using System.Globalization;
using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using JasperFx.Events;
using Marten;

namespace ComplaintsPlatform.Cases.Reading;

// The complaint's history: who did what, when, and why (the conversation that it belongs to and the request or message
// that caused it), each in plain words. Filter by kind of change with ?kind=, which may be repeated.
internal static class HistoryEndpoint
{
    public static void Map(IEndpointRouteBuilder complaints) => complaints
        .MapGet("/{complaintId:guid}/history", Read)
        .RequireRoles(Roles.Reading)
        .WithName("History")
        .WithSummary("Everything that happened to a complaint, in plain words")
        .Produces<History>();

    private static async Task<IResult> Read(
        Guid complaintId, string[] kind, IQuerySession session, CancellationToken ct)
    {
        if (kind.Except(CaseStore.EventNames.Keys).Any())
            return Api.Problem(StatusCodes.Status400BadRequest, "kind-unknown",
                $"The kinds of change are: {string.Join(", ", CaseStore.EventNames.Keys)}.");

        var events = await session.Events.FetchStreamAsync(complaintId, token: ct);
        var history = ComplaintDetails.Of(events) is not { } details ? null : new History(
            complaintId, details.Reference,
            [.. events.Where(e => kind.Length == 0 || kind.Contains(e.EventTypeName)).Select(Change.Of)]);
        return Api.Answer(history, events.Count);
    }
}

internal sealed record History(Guid ComplaintId, string Reference, IReadOnlyList<Change> Changes);

/// <summary>One change: <c>Kind</c> is the event's stored name, <c>What</c> says it in words.</summary>
internal sealed record Change(
    long Version, DateTimeOffset At, string Kind, string What, string? WhoId, string? Who, string? CorrelationId,
    string? CausationId, Guid EventId)
{
    public static Change Of(IEvent e) => new(
        e.Version, e.Timestamp, e.EventTypeName, InWords((IComplaintEvent)e.Data), e.UserName,
        e.GetHeader("actor")?.ToString(), e.CorrelationId, e.CausationId, e.Id);

    internal static string InWords(IComplaintEvent @event) => @event switch
    {
        ComplaintOpened e =>
            $"Opened at stage 1 as {e.Reference}, received on {Day(e.ReceivedOn)} by {Words(e.Channel)}, about "
            + $"{Words(e.Category)}.",
        ComplaintAssigned e => $"Assigned to {e.OwnerName}{(e.Team is null ? "" : $" ({e.Team})")}.",
        ComplaintClaimed e => $"Claimed by {e.OwnerName}{(e.Team is null ? "" : $" ({e.Team})")}.",
        ComplaintAcknowledged e => $"Acknowledged on {Day(e.AcknowledgedOn)}, with the complaint definition.",
        Stage1ResponseRecorded e => $"Answered at stage 1 on {Day(e.RespondedOn)}: {Words(e.Outcome)}.",
        ReceiptConfirmed e => $"Receipt confirmed by {Words(e.Form)}. This is not the acknowledgement.",
        ReceiptToConfirmByHand e => $"Receipt has to be confirmed by hand: {e.Why}",
        DeadlineWarned e =>
            $"The {Words(e.Clock)} is due on {Day(e.DueOn)}: "
            + $"{e.WorkingDaysLeft.ToString(CultureInfo.InvariantCulture)} working "
            + $"{(e.WorkingDaysLeft == 1 ? "day" : "days")} left.",
        DeadlineBreached e =>
            $"The {Words(e.Clock)} was due on {Day(e.DueOn)} and the limit was missed ({Words(e.Cause)}).",
        BreachWithdrawn e =>
            $"The {Words(e.Clock)} was not late after all: it is due on {Day(e.DueOn)} ({Words(e.Cause)}).",
        RecordLinked e => $"Linked to {Words(e.RecordKind)} {e.ExternalId} of {e.AllocatedBy} ({Words(e.Why)}).",
        _ => throw new UnreachableException($"{@event.GetType().Name} has no words."),
    };

    private static string Day(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    private static string Words(string code) => code.Replace('-', ' ');
}
