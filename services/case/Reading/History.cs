using System.Globalization;
using ComplaintsPlatform.Cases.Tasks;
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
        .Shows("history")
        .RequireRoles(Roles.Reading)
        .WithName("History")
        .WithSummary("Everything that happened to a complaint, in plain words")
        .Produces<History>();

    private static async Task<IResult> Read(
        Guid complaintId, string[] kind, IQuerySession session, Actor actor, CancellationToken ct)
    {
        if (kind.Except(CaseStore.EventNames.Keys).Any())
            return Api.Problem(StatusCodes.Status400BadRequest, "kind-unknown",
                $"The kinds of change are: {string.Join(", ", CaseStore.EventNames.Keys)}.");

        var events = await session.Events.FetchStreamAsync(complaintId, token: ct);
        var then = await Categories.ThroughTimeAsync(session, ct);
        // Nobody learns from this complaint that there is another one that is hidden from them.
        var hidden = await ComplaintEntries.HiddenAmong(
            [.. events.Select(e => MergingWords.LinkedBy(e.Data)).OfType<Guid>().Distinct()], actor.Id, session, ct);
        var history = ComplaintDetails.Of(events) is { } details
            ? new History(
                complaintId, details.Reference,
                [.. events.Where(e => kind.Length == 0 || kind.Contains(e.EventTypeName))
                    .Where(e => MergingWords.LinkedBy(e.Data) is not { } other || !hidden.Contains(other))
                    .Select(e => Change.Of(e, then(e.Sequence)))])
            : null;
        return Api.Answer(history, events.Count);
    }
}

internal sealed record History(Guid ComplaintId, string Reference, IReadOnlyList<Change> Changes);

/// <summary>One change: <c>Kind</c> is the event's stored name, <c>What</c> says it in words.</summary>
internal sealed record Change(
    long Version, DateTimeOffset At, string Kind, string What, string? WhoId, string? Who, string? CorrelationId,
    string? CausationId, Guid EventId)
{
    public static Change Of(IEvent e, Categories then) => new(
        e.Version, e.Timestamp, e.EventTypeName, InWords((IComplaintEvent)e.Data, then), e.UserName,
        e.ByWhom(), e.CorrelationId, e.CausationId, e.Id);

    /// <param name="event">What happened.</param>
    /// <param name="then">The categories as they were then; the standard ones for what names none.</param>
    internal static string InWords(IComplaintEvent @event, Categories? then = null) => @event switch
    {
        ComplaintOpened e =>
            $"Opened at stage 1 as {e.Reference}, received on {Day(e.ReceivedOn)} by {Words(e.Channel)}, about "
            + $"{Category(e.Category, then)}.",
        ComplaintAssigned { Rule: { } rule } e =>
            $"Assigned to {e.OwnerName} by rule {rule.Number}: {rule.What} goes to {e.Team}{AtLeast(rule)}; "
            + $"{(rule.AtLeast is null ? "" : "of those ")}{e.OwnerName} has the fewest open complaints "
            + $"({rule.Open}).",
        ComplaintAssigned e => $"{(e.Reason is null ? "Assigned to" : "Taken over by")} {e.OwnerName}"
            + $"{(e.Team is null ? "" : $" ({e.Team})")}.",
        ComplaintClaimed e => $"Claimed by {e.OwnerName}{(e.Team is null ? "" : $" ({e.Team})")}.",
        ComplaintAcknowledged e => $"Acknowledged on {Day(e.AcknowledgedOn)}, with the complaint definition.",
        FindingRecorded e =>
            $"Point {e.Point.ToString(CultureInfo.InvariantCulture)} was found {Words(e.Finding)} at "
            + $"{(e.Stage == Findings.Stage1 ? "stage 1" : "stage 2")}.",
        Stage1ResponseRecorded e => $"Answered at stage 1 on {Day(e.RespondedOn)}: {Words(e.Outcome)}.",
        ExtensionRecorded e =>
            $"On {Day(e.ToldOn)} the resident was told that the {Words(e.Stage)} response comes by {Day(e.NewDate)}.",
        EscalatedToStage2 e => $"Stage 2 was asked for on {Day(e.RequestedOn)}"
            + $"{(e.Channel is null ? "" : $" by {Words(e.Channel)}")}.",
        EscalationRefused e => $"On {Day(e.RefusedOn)} stage 2, asked for on {Day(e.RequestedOn)}, was refused: "
            + $"{RefusalGround.Of(e.Ground)?.InWords ?? Words(e.Ground)}",
        Stage2Acknowledged e => $"Stage 2 acknowledged on {Day(e.AcknowledgedOn)}, with the complaint definition.",
        Stage2ResponseRecorded e =>
            $"Answered at stage 2, with the final response, on {Day(e.RespondedOn)}: {Words(e.Outcome)}.",
        CauseRecorded e => $"Root cause: {Words(e.RootCause)}.",
        ComplaintWithdrawn e => $"Withdrawn by the resident on {Day(e.WithdrawnOn)}.",
        ComplaintClosed e => $"Closed on {Day(e.ClosedOn)}: {Words(e.Because)}.",
        ComplaintReopened => "Reopened.",
        ContactJoined e => $"More was said by {Words(e.Channel)} on {Day(e.ReceivedOn)}, and added"
            + $"{(e.Points.Count == 0 ? "" : $", with {Points(e.Points)}")}.",
        IDocumentEvent e => DocumentWords.Of(e),
        ICorrectionEvent e => CorrectionWords.Of(e),
        ComplaintReclassified e => $"Classified as {Category(e.Category, then)}"
            + $"{(e.Classification.Services is { Count: > 0 } s ? $", for {string.Join(", ", s.Select(Words))}" : "")}"
            + $"{(e.Classification.Nature is { } nature ? $", {Words(nature)}" : "")}"
            + $"{(e.Classification.Priority is { } priority ? $", priority {Words(priority)}" : "")}.",
        IMergingEvent e => MergingWords.Of(e, then),
        ReceiptConfirmed or ReceiptToConfirmByHand or LetterIssued or AnotherLetterIssued => LetterWords.Of(@event),
        DeadlineWarned e =>
            $"The {Words(e.Clock)} is due on {Day(e.DueOn)}: "
            + $"{e.WorkingDaysLeft.ToString(CultureInfo.InvariantCulture)} working "
            + $"{(e.WorkingDaysLeft == 1 ? "day" : "days")} left.",
        DeadlineBreached e =>
            $"The {Words(e.Clock)} was due on {Day(e.DueOn)} and the limit was missed ({Words(e.Cause)}).",
        BreachWithdrawn e =>
            $"The {Words(e.Clock)} was not late after all: it is due on {Day(e.DueOn)} ({Words(e.Cause)}).",
        RecordLinked e => $"Linked to {Words(e.RecordKind)} {e.ExternalId} of {e.AllocatedBy} ({Words(e.Why)}).",
        ComplaintReleased e => $"Back in the queue: {Why(e)}.",
        QueuedForTeam e =>
            $"Waits in the queue of {e.Team} by rule {e.Rule.Number}: {e.Rule.What} goes there{AtLeast(e.Rule)}, "
            + "and nobody is free.",
        ConflictDeclared { AboutStaff: [] } => "It is about no member of staff.",
        ConflictDeclared e =>
            $"It is about {string.Join(" and ", e.AboutStaff.Select(staff => staff.Name))}, who cannot see it.",
        AccessRestricted e => e.InWords(),
        AnotherOfficerAskedFor e =>
            $"{(e.AskedBy == "representative" ? "Who speaks for the resident" : "The resident")} asked for another "
            + $"officer than {e.OfficerName}.",
        OfficerAllowedAgain e => $"{e.OfficerName} may have it again, although another officer was asked for.",
        ITaskEvent or TaskWarned or TaskFoundOverdue => TaskWords.Of(@event),
        IContactEvent or UpdateWarned or UpdateFoundOverdue => ContactWords.Of(@event),
        _ => ActionWords.Of(@event),
    };

    // No rule asks for an officer: everybody is one.
    private static string AtLeast(AssignedByRule rule) =>
        rule.AtLeast is { } seniority ? $" and needs at least a {Words(seniority)}" : "";

    private static string Why(ComplaintReleased e) => e.Because switch
    {
        Because.UserDisabled => $"{e.OwnerName} has left",
        Because.RoleLost => $"{e.OwnerName} handles complaints no more",
        Because.Absence => $"{e.OwnerName} is away",
        Because.ConflictOfInterest => $"it is about {e.OwnerName}",
        Because.NotNamed => $"{e.OwnerName} is not among the people who may know of it",
        Because.Escalated => $"somebody who had no part in stage 1 takes stage 2, so not {e.OwnerName}",
        Because.AnotherOfficer => $"the resident asked for another officer than {e.OwnerName}",
        _ => $"{e.OwnerName} has it no more",
    };

    internal static string Category(string code, Categories? then) => (then ?? Categories.Standard).NameOf(code);

    internal static string Points(IReadOnlyList<PointOfComplaint> points) =>
        $"{(points.Count == 1 ? "point" : "points")} {string.Join(", ", points.Select(point => point.Number))}";

    internal static string Day(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    internal static string Words(string code) => code.Replace('-', ' ');
}
