using ComplaintsPlatform.ServiceDefaults;
using Marten;
using Wolverine;
using Wolverine.Attributes;

namespace ComplaintsPlatform.Correspondence.Notices;

/// <summary>A message to oneself: an email about a notice is to go out. When it arrives, the state decides.</summary>
// Its name is stored: the type may be renamed, the name may not.
[MessageIdentity("correspondence.email-notice")]
public sealed record EmailNotice(Guid NoticeId);

/// <summary>What is so when the email is to go out.</summary>
public sealed record EmailFacts(
    NoticeEmail? Email, NoticePreferences Chosen, Colleague? Who, bool IsHidden,
    WatchedComplaint? Complaint, WatchedTask? Task);

// An email about a notice that was not read in the meantime goes out, unless its person has chosen otherwise since, is
// no longer at work, may know nothing of the complaint, or has it no more. In quiet hours it waits until they end.
public static class EmailNoticeHandler
{
    /// <summary>Whether it still goes out.</summary>
    public static bool IsWanted(Notice notice, EmailFacts facts) =>
        notice.ReadAt is null && facts.Email is null
        && facts.Who is { Disabled: false }
        && facts.Chosen.HowFor(notice.Kind) == HowToTell.Email
        && !facts.IsHidden
        && (!notice.ForHolder || notice.UserId
            == (notice.TaskId is null ? facts.Complaint?.Held.OwnerId : facts.Task?.Held.OwnerId));

    public static async Task<OutgoingMessages> Handle(
        EmailNotice message, IDocumentSession session, StaffMail mail, TimeProvider time, CancellationToken ct)
    {
        if (await session.LoadAsync<Notice>(message.NoticeId, ct) is not { } notice) return [];
        var facts = new EmailFacts(
            await session.LoadAsync<NoticeEmail>(notice.NoticeId, ct),
            await session.PreferencesAsync(notice.UserId, ct), await session.LoadAsync<Colleague>(notice.UserId, ct),
            await session.IsHiddenFromAsync(notice.ComplaintId, notice.UserId, ct),
            await session.LoadAsync<WatchedComplaint>(notice.ComplaintId, ct),
            notice.TaskId is { } task
                ? await session.LoadAsync<WatchedTask>(WatchedTask.IdOf(notice.ComplaintId, task), ct)
                : null);
        if (!IsWanted(notice, facts)) return [];
        OutgoingMessages later = [];
        var now = time.GetUtcNow();
        if (facts.Chosen.FreeAt(now) is var free && free > now)
        {
            later.Schedule(message, free);
            return later;
        }

        var result = await mail.TrySendAsync(notice.NoticeId, facts.Who!, $"{notice.Reference}: {TitleOf(notice)}",
            $"""
            {notice.Text}

            {mail.Link(notice.Path)}

            You get this since you are told by email when this happens: {NoticeKind.NameOf(notice.Kind)}.
            Choose otherwise at {mail.Link("/notices/preferences")}
            """, session, now, ct);
        if (result.TryAgainAt is { } again) later.Schedule(message, again);
        else session.Store(new NoticeEmail(notice.NoticeId, result.IsSent ? now : null, result.Failure));
        return later;
    }

    private static string TitleOf(Notice notice) => notice.Kind switch
    {
        NoticeKind.Assigned => "given to you",
        NoticeKind.LimitNear => "a limit is near",
        NoticeKind.LimitPassed => "a limit has passed",
        NoticeKind.Escalated => "a limit needs you",
        NoticeKind.Stage2Asked => "stage 2 was asked for",
        NoticeKind.ResidentWrote => "somebody wrote again",
        NoticeKind.TaskGiven => "a task for you",
        NoticeKind.TaskNear => "a task is due soon",
        NoticeKind.TaskOverdue => "a task is overdue",
        NoticeKind.TaskFinished => "a task is finished",
        NoticeKind.LetterToApprove => "a letter to approve",
        NoticeKind.LetterApproved => "your letter was approved",
        NoticeKind.CorrectionToApprove => "a correction to approve",
        NoticeKind.LetterReturned => "your letter came back",
        _ => "a letter could not be delivered",
    };
}
