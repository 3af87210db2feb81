using System.Text.Json;
using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.Contracts.Cases;
using ComplaintsPlatform.Contracts.Intake;
using ComplaintsPlatform.Contracts.SlaClock;
using ComplaintsPlatform.Reporting.Reading;

namespace ComplaintsPlatform.Reporting.Tests;

/// <summary>One complaint, said again from its messages in the plainest way.</summary>
internal sealed record NaiveComplaint(
    Guid Id, string Stage, string Status, string Theme, string Owner, string? Team, DateOnly Received, bool Open,
    string Acknowledgement, string Response, string Answer, DateOnly? DueOn, DateOnly? ResponseDueOn,
    string? Cause)
{
    /// <summary>The last due day that was warned of.</summary>
    public DateOnly? Warned { get; init; }

    public string Timeliness(DateOnly today) => this switch
    {
        { Answer: "in-time" } => "answered-in-time",
        { Answer: "late" } => "answered-late",
        { Answer: "made" } => "answered",
        { Answer: "withdrawn" } => "withdrawn",
        { DueOn: null } => "no-limit-yet",
        _ when DueOn < today => "overdue",
        _ when DueOn <= Warned => "due-soon",
        _ => "on-track",
    };
}

/// <summary>The counts and lists that a patient person would make from a pile of messages: nothing shared with the
/// product but the words.</summary>
internal static class NaiveReport
{
    public static IReadOnlyList<NaiveComplaint> Of(IReadOnlyCollection<StoredMessage> messages)
    {
        var warned = messages.Where(message => message.Type == MessageNames.Of(typeof(DeadlineNear)))
            .Select(message => JsonSerializer.Deserialize<DeadlineNear>(message.Data, StoredMessage.Json)!.DueOn)
            .Select(day => (DateOnly?)day).Max();
        return [.. messages.DistinctBy(message => message.Id).GroupBy(message => message.Subject).Select(One)
            .OfType<NaiveComplaint>().Select(complaint => complaint with { Warned = warned })];
    }

    public static bool Matches(NaiveComplaint complaint, ReportFilter filter, DateOnly today) =>
        (filter.Stage is null || filter.Stage == complaint.Stage)
        && (filter.Status is null || filter.Status == complaint.Status)
        && (filter.Theme is null || filter.Theme == complaint.Theme)
        && (filter.Owner is null
            || (filter.Owner == Guid.Empty ? "unassigned" : filter.Owner.ToString()) == complaint.Owner)
        && (filter.Team is null || filter.Team == complaint.Team)
        && (filter.Timeliness is null || filter.Timeliness == complaint.Timeliness(today))
        && (filter.Open is null || filter.Open == complaint.Open)
        && (filter.ReceivedFrom is null || complaint.Received >= filter.ReceivedFrom)
        && (filter.ReceivedTo is null || complaint.Received <= filter.ReceivedTo);

    private static NaiveComplaint? One(IEnumerable<StoredMessage> about)
    {
        var messages = about.ToList();
        IReadOnlyList<T> All<T>() => [.. messages.Where(message => message.Type == MessageNames.Of(typeof(T)))
            .OrderBy(message => message.StreamVersion)
            .Select(message => JsonSerializer.Deserialize<T>(message.Data, StoredMessage.Json)!)];

        var made = All<ComplaintMade>().SingleOrDefault();
        var opened = All<ComplaintOpened>().SingleOrDefault();
        if (made is null && opened is null) return null;
        var owner = All<ComplaintAssigned>() is [.., var last] ? last : null;
        var stage2 = All<ComplaintEscalated>().Count > 0;
        var acknowledged = All<ComplaintAcknowledged>().Count > 0;
        var responded = All<Stage1ResponseRecorded>().Count > 0;
        var first = Stage("acknowledgement", "stage-1-response", acknowledged, responded);
        var second = Stage("stage-2-acknowledgement", "stage-2-response",
            All<Stage2Acknowledged>().Count > 0, All<Stage2ResponseRecorded>().Count > 0);
        var now = stage2 ? second : first;
        var reopened = LastOf<ComplaintReopened>();
        var (withdrawn, closed) = (LastOf<ComplaintWithdrawn>() > reopened, LastOf<ComplaintClosed>() > reopened);

        return new(
            messages[0].Subject, stage2 ? "stage-2" : opened is null ? "intake" : "stage-1",
            closed ? "closed" : withdrawn ? "withdrawn"
                : now.Answered ? "responded" : now.Told ? "acknowledged" : owner is not null ? "assigned" : "new",
            opened?.Category ?? made!.Category, owner?.OwnerId.ToString() ?? "unassigned", owner?.Team,
            All<FactCorrected>().LastOrDefault(right => right.Fact == "received-on")?.After
                ?? opened?.ReceivedOn ?? made!.ReceivedOn, !withdrawn && now.Answer == "awaited",
            !acknowledged && responded
                ? "not-made"
                : first.AckStop is { } stop ? (stop.InTime ? "in-time" : "late")
                : acknowledged ? "made" : (stage2 || withdrawn) && IsBreached("acknowledgement")
                    ? "not-made" : "awaited",
            first.Answer, withdrawn ? "withdrawn" : now.Answer,
            withdrawn || now.Answered ? null : now.Told ? now.Due : now.AckDue,
            first.Answered || ((second.Answered || withdrawn) && !IsBreached("stage-1-response")) ? null : first.Due,
            All<CauseRecorded>() is [.., { RootCause: var cause }] ? cause : null);

        long LastOf<T>() => messages.Where(message => message.Type == MessageNames.Of(typeof(T)))
            .Select(message => message.StreamVersion).DefaultIfEmpty(0).Max();

        bool IsBreached(string clock) => All<DeadlineBreached>().Count(breach => breach.Clock == clock)
            > All<BreachWithdrawn>().Count(breach => breach.Clock == clock);

        (bool Told, bool Answered, ClockStopped? AckStop, DateOnly? AckDue, DateOnly? Due, string Answer) Stage(
            string acknowledgement, string response, bool acknowledged, bool responded)
        {
            var ackStop = All<ClockStopped>().LastOrDefault(stop => stop.Clock == acknowledgement);
            var stop = All<ClockStopped>().LastOrDefault(stop => stop.Clock == response);
            return (acknowledged || ackStop is not null, responded || stop is not null, ackStop,
                All<DeadlineSet>().LastOrDefault(set => set.Clock == acknowledgement)?.DueOn,
                All<DeadlineSet>().LastOrDefault(set => set.Clock == response)?.DueOn,
                stop is not null ? (stop.InTime ? "in-time" : "late") : responded ? "made" : "awaited");
        }
    }
}
