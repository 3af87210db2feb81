using System.Globalization;
using ComplaintsPlatform.Contracts.Cases;
using ComplaintsPlatform.Contracts.SlaClock;
using ComplaintsPlatform.ServiceDefaults;

namespace ComplaintsPlatform.Correspondence.Notices;

/// <summary>Something to be told to somebody. <c>Cause</c> is the same however often it is heard.</summary>
public sealed record Tell(Guid UserId, string Kind, string Cause, string Text, DateTimeOffset At)
{
    public Guid? TaskId { get; init; }

    public string? TaskSort { get; init; }

    public Guid? LetterId { get; init; }

    public bool ForHolder { get; init; }
}

/// <summary>
/// Who is to be told what. Pure. What two services say together (who has it, and which limit is near) is a function of
/// what is known, asked again with each message: so it does not matter who is heard first. Nobody is told what they did
/// themselves.
/// </summary>
public static class WhatToTell
{
    // At the last warning point whoever leads is told too.
    private const int LastWarning = 1;

    /// <summary>Whether it has to be known who is at work: of most that is said nobody is told, and everybody's details
    /// are not to be read and decrypted for it.</summary>
    public static bool ConcernsPeople(object said, WatchedComplaint complaint) =>
        said is ContactJoined or ComplaintEscalated or CorrectionProposed or BreachWithdrawn
        || (complaint.Held is { OwnerId: not null, Claimed: false } && said is not (DeadlineSet or ClockStopped))
        || complaint.Running.Any(clock => clock is { Near: not null } or { Breach: not null });

    /// <summary>What is so of a complaint now: it was given to somebody, a limit is near, or has passed.</summary>
    public static IEnumerable<Tell> Of(WatchedComplaint complaint, Everybody everybody)
    {
        if (complaint.Reference.Length == 0 || complaint.IsOver) yield break;
        var (reference, held) = (complaint.Reference, complaint.Held);
        if (held is { OwnerId: { } given, Claimed: false } && held.GivenBy != given)
            yield return new Tell(given, NoticeKind.Assigned, $"assigned {complaint.ComplaintId} {held.Version}",
                $"{reference} was given to you{(NameOf(held.GivenBy, everybody) is { } by ? $" by {by}" : "")}."
                    + (complaint.NextDue is { } next ? $" Its next limit is on {Day(next)}." : ""),
                held.Since)
            { ForHolder = true };
        foreach (var clock in complaint.Running)
        {
            var what = NameOf(clock.Clock);
            if (clock is { Near: { } near, Breach: null })
            {
                var text = $"{what} of {reference} is due on {Day(clock.DueOn)}{Left(near.WorkingDaysLeft)}.";
                var cause = $"near {complaint.ComplaintId} {clock.Clock} {clock.DueOn:O} {near.WorkingDaysLeft}";
                // Whoever got it after the warning is told the day with that.
                if (held.OwnerId is { } owner && held.Since <= near.At)
                    yield return new Tell(owner, NoticeKind.LimitNear, cause, text, near.At) { ForHolder = true };
                if (held.OwnerId is null || near.WorkingDaysLeft <= LastWarning)
                    foreach (var leader in everybody.LeadersOf(held).Where(one => one != held.OwnerId))
                        yield return new Tell(leader, NoticeKind.Escalated, cause,
                            $"{text} {With(held, everybody)}", near.At);
            }

            if (clock.Breach is not { } breach) continue;
            var passed = $"{what} of {reference} was due on {Day(clock.DueOn)}, and was not done by then.";
            var key = $"passed {complaint.ComplaintId} {clock.Clock} {clock.DueOn:O}";
            if (held.OwnerId is { } whose && held.Since <= breach)
                yield return new Tell(whose, NoticeKind.LimitPassed, key, passed, Then(clock.DueOn, breach))
                { ForHolder = true };
            foreach (var leader in everybody.LeadersOf(held).Where(one => one != held.OwnerId))
                yield return new Tell(leader, NoticeKind.Escalated, key, $"{passed} {With(held, everybody)}",
                    Then(clock.DueOn, breach));
        }

        if (ToCall(complaint) is { } call) yield return call;
    }

    // No limit of the Code: whoever has the complaint is told, and nobody above them.
    private static Tell? ToCall(WatchedComplaint complaint) => (complaint.FirstContact, complaint.Held.OwnerId) switch
    {
        ({ Breach: { } missed } clock, { } owner) when complaint.Held.Since <= missed => new Tell(
            owner, NoticeKind.LimitPassed, $"passed {complaint.ComplaintId} {clock.Clock} {clock.DueOn:O}",
            $"Nobody has reached the resident of {complaint.Reference}. We aim to by {Day(clock.DueOn)}.", missed)
        { ForHolder = true },
        ({ Breach: null, Near: { } near } clock, { } owner) when complaint.Held.Since <= near.At => new Tell(
            owner, NoticeKind.LimitNear,
            $"near {complaint.ComplaintId} {clock.Clock} {clock.DueOn:O} {near.WorkingDaysLeft}",
            $"Nobody has reached the resident of {complaint.Reference} yet. Call them by {Day(clock.DueOn)}.", near.At)
        { ForHolder = true },
        _ => null,
    };

    /// <summary>What just happened to a complaint: the resident wrote again, or asked for stage 2.</summary>
    public static IEnumerable<Tell> Of(
        object said, Telling telling, WatchedComplaint complaint, Everybody everybody) => said switch
        {
            _ when complaint.Reference.Length == 0 => [],
            ContactJoined m when complaint.Held.OwnerId is { } owner && owner != telling.Actor =>
            [
                new Tell(owner, NoticeKind.ResidentWrote, $"contact {m.ComplaintId} {m.ContactId}",
                    $"Somebody wrote or rang again about {complaint.Reference} on {Day(m.ReceivedOn)}.",
                    Then(m.ReceivedOn, telling.At))
                { ForHolder = true },
            ],
            ComplaintEscalated m => everybody.LeadersOf(complaint.Held)
                .Append(complaint.Held.OwnerId ?? Guid.Empty).Where(one => one != telling.Actor && one != Guid.Empty)
                .Distinct().Select(one => new Tell(one, NoticeKind.Stage2Asked,
                    $"stage-2 {m.ComplaintId} {m.RequestedOn:O}",
                    $"Stage 2 of {complaint.Reference} was asked for on {Day(m.RequestedOn)}.",
                    Then(m.RequestedOn, telling.At))),
            // Whoever proposed it decides nothing about it.
            CorrectionProposed m => everybody.ReadersOf(complaint.Held, [m.ProposedBy]).Select(one => new Tell(
                one, NoticeKind.CorrectionToApprove, $"correction {m.ComplaintId} {m.CorrectionId}",
                $"A correction of {complaint.Reference} waits for you"
                    + $"{(NameOf(m.ProposedBy, everybody) is { } by ? $": {by} proposed it" : "")}.", telling.At)),
            _ => [],
        };

    /// <summary>What is so of a task now: it was given to somebody, is due soon, overdue, or finished.</summary>
    public static IEnumerable<Tell> Of(WatchedTask task, WatchedComplaint complaint)
    {
        if (complaint.Reference.Length == 0 || task.Round == 0 || task.IsWithdrawn) yield break;
        var key = $"{task.ComplaintId} {task.TaskId}";
        var what = $"“{task.Kind}” for {complaint.Reference}";
        if (task.IsOpen)
        {
            var day = Day(task.DueOn);
            if (task.Held is { OwnerId: { } given, Claimed: false } && task.Held.GivenBy != given)
                yield return Told(given, NoticeKind.TaskGiven, $"task-given {key} {task.Held.Version}",
                    task.Round > 1 ? $"{what} was sent back to you, to be done by {day}."
                        : $"{what} was given to you, to be done by {day}.", task.Held.Since, holder: true);
            if (task.Near is { } near && near.DueOn == task.DueOn && task.Overdue?.DueOn != task.DueOn
                && (task.Held.OwnerId ?? task.SetBy) is { } whom)
                yield return Told(whom, NoticeKind.TaskNear, $"task-near {key} {near.DueOn:O}",
                    task.Held.OwnerId is null ? $"{what} is due on {day}, and nobody has taken it."
                        : $"{what} is due on {day}.", near.At, holder: task.Held.OwnerId is not null);
            if (task.Overdue is { } late && late.DueOn == task.DueOn)
                foreach (var one in new[] { task.Held.OwnerId, task.SetBy }.OfType<Guid>().Distinct())
                    yield return Told(one, NoticeKind.TaskOverdue, $"task-overdue {key} {late.DueOn:O}",
                        $"{what} was due on {day}, and is not done.", late.At, holder: one == task.Held.OwnerId);
        }

        if (task.FinishedRound > 0 && task.SetBy is { } setter && setter != task.FinishedBy)
            yield return Told(setter, NoticeKind.TaskFinished, $"task-finished {key} {task.FinishedRound}",
                $"{what} is finished. You set it.", task.FinishedAt, holder: false);

        Tell Told(Guid user, string kind, string cause, string text, DateTimeOffset at, bool holder) =>
            new(user, kind, cause, text, at) { TaskId = task.TaskId, TaskSort = task.Sort, ForHolder = holder };
    }

    // What is recorded long after it happened is as old as that: nobody is emailed what was months ago.
    private static DateTimeOffset Then(DateOnly day, DateTimeOffset said) =>
        London.EndOf(day) < said ? London.EndOf(day) : said;

    internal static string Day(DateOnly day) => day.ToString("dddd d MMMM yyyy", CultureInfo.InvariantCulture);

    internal static string NameOf(string clock) => clock switch
    {
        "acknowledgement" => "The acknowledgement",
        "stage-1-response" => "The stage 1 response",
        "stage-2-acknowledgement" => "The stage 2 acknowledgement",
        "stage-2-response" => "The final response",
        "first-contact" => "The first contact",
        // With an article of four characters, for lists that leave it out.
        _ => "The limit",
    };

    private static string? NameOf(Guid? user, Everybody everybody) =>
        user is { } id ? everybody.Find(id)?.Name : null;

    private static string With(Holding held, Everybody everybody) => held.OwnerId is null
        ? "Nobody has the complaint."
        : NameOf(held.OwnerId, everybody) is { } name ? $"{name} has the complaint." : "";

    private static string Left(int workingDays) => workingDays switch
    {
        0 => ", today",
        1 => ", in 1 working day",
        var days => string.Create(CultureInfo.InvariantCulture, $", in {days} working days"),
    };
}
