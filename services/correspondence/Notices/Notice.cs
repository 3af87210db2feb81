using ComplaintsPlatform.ServiceDefaults;
using Marten;

namespace ComplaintsPlatform.Correspondence.Notices;

/// <summary>
/// Something that one person is told: about which complaint, in one sentence without anything of the resident and of
/// what they wrote, when, and whether they have read it. Its id is made of the person and of what caused it, so however
/// often that is heard, there is one.
/// </summary>
public sealed record Notice(
    Guid NoticeId, Guid UserId, Guid ComplaintId, string Reference, string Kind, string Text, DateTimeOffset At)
{
    public Guid? TaskId { get; init; }

    /// <summary>What the task is, as cases says; null is a task.</summary>
    public string? TaskSort { get; init; }

    public Guid? LetterId { get; init; }

    /// <summary>Whose it was when it was told: the version of whoever held it. Somebody else's by now, no email goes
    /// out any more.</summary>
    public bool ForHolder { get; init; }

    public DateTimeOffset? ReadAt { get; init; }

    public static Guid IdOf(Guid userId, string cause) => DeterministicId.Of("notice", userId.ToString(), cause);

    /// <summary>Where in the portal it leads.</summary>
    public string Path => this switch
    {
        { TaskId: { } task } => WatchedTask.PathOf(ComplaintId, task, TaskSort),
        { Kind: NoticeKind.LetterToApprove, LetterId: { } letter } =>
            $"/complaints/{ComplaintId}/letters/{letter}/approve",
        { Kind: NoticeKind.LetterApproved or NoticeKind.LetterReturned, LetterId: { } letter } =>
            $"/complaints/{ComplaintId}/letters/{letter}",
        { Kind: NoticeKind.CorrectionToApprove } => $"/complaints/{ComplaintId}/corrections",
        { LetterId: not null } => $"/complaints/{ComplaintId}/correspondence",
        _ => $"/complaints/{ComplaintId}",
    };

    internal static void Add(StoreOptions store)
    {
        store.Schema.For<Colleague>().Identity(colleague => colleague.UserId);
        store.Schema.For<Team>().Identity(team => team.TeamId);
        store.Schema.For<WatchedComplaint>().Identity(complaint => complaint.ComplaintId)
            .Duplicate(complaint => complaint.Held.OwnerId!).Duplicate(complaint => complaint.Held.Team!);
        store.Schema.For<WatchedTask>().Duplicate(task => task.Held.OwnerId!)
            .Duplicate(task => task.ComplaintId, notNull: true);
        store.Schema.For<Notice>().Identity(notice => notice.NoticeId)
            .Duplicate(notice => notice.UserId, notNull: true)
            .Duplicate(notice => notice.ReadAt!, pgType: "timestamptz")
            .Duplicate(notice => notice.At, pgType: "timestamptz", notNull: true)
            .Index(notice => new { notice.UserId, notice.At }, index =>
                (index.Name, index.Predicate) = ("unread_notices", "read_at is null"))
            .Index(notice => new { notice.UserId, notice.ReadAt }, index => index.Name = "notices_of_somebody");
        store.Schema.For<NoticeEmail>().Identity(email => email.NoticeId);
        store.Schema.For<NoticePreferences>().Identity(preferences => preferences.UserId);
        store.Schema.For<DigestOfDay>();
        store.Schema.For<PutOffEmail>().Identity(email => email.EmailId);
        store.Schema.For<FailingAddress>().Identity(address => address.UserId);
    }
}

/// <summary>What became of the email about a notice: apart from it, so that reading and sending are in nobody's
/// way.</summary>
public sealed record NoticeEmail(Guid NoticeId, DateTimeOffset? SentAt, string? Failure);

/// <summary>What somebody is told of.</summary>
public static class NoticeKind
{
    public const string Assigned = "assigned";
    public const string LimitNear = "limit-near";
    public const string LimitPassed = "limit-passed";
    public const string Escalated = "escalated";
    public const string Stage2Asked = "stage-2-asked";
    public const string ResidentWrote = "resident-wrote";
    public const string TaskGiven = "task-given";
    public const string TaskNear = "task-near";
    public const string TaskOverdue = "task-overdue";
    public const string TaskFinished = "task-finished";
    public const string LetterToApprove = "letter-to-approve";
    public const string LetterApproved = "letter-approved";
    public const string LetterReturned = "letter-returned";
    public const string LetterFailed = "letter-failed";
    public const string CorrectionToApprove = "correction-to-approve";

    /// <summary>Each with its name, and whether an email goes out as long as nobody has said anything else.</summary>
    public static readonly IReadOnlyList<(string Kind, string Name, bool ByEmail)> All =
    [
        (Assigned, "A complaint is given to you", true), (LimitNear, "A limit of your complaint is near", true),
        (LimitPassed, "A limit of your complaint has passed", true),
        (Escalated, "A limit is about to pass, or has passed, in a team that you lead", true),
        (Stage2Asked, "Stage 2 is asked for in a team that you lead", false),
        (ResidentWrote, "A resident wrote or rang again about your complaint", false),
        (TaskGiven, "A task is given to you", true), (TaskNear, "Your task is due soon", true),
        (TaskOverdue, "Your task, or one that you set, is overdue", true),
        (TaskFinished, "A task that you set is finished", false),
        (LetterToApprove, "A letter waits for an approval in a team that you lead", false),
        (LetterApproved, "A letter that you wrote is approved", false),
        (LetterReturned, "A letter that you wrote comes back with comments", false),
        (LetterFailed, "A letter about your complaint could not be delivered", true),
        (CorrectionToApprove, "A correction waits for an approval in a team that you lead", false),
    ];

    public static readonly string[] Names = [.. All.Select(one => one.Kind)];

    public static string NameOf(string kind) => All.First(one => one.Kind == kind).Name;
}
