using ComplaintsPlatform.ServiceDefaults;
using Marten;
using Wolverine;
using Wolverine.Attributes;

namespace ComplaintsPlatform.Correspondence.Notices;

/// <summary>
/// A message to oneself: the digest of a day is to go out. It names which choice of digests it belongs to; another
/// choice since then has messages of its own.
/// </summary>
// Its name is stored: the type may be renamed, the name may not.
[MessageIdentity("correspondence.send-digest")]
public sealed record SendDigest(Guid UserId, string Digest, DateOnly Day, int Choice)
{
    /// <summary>One for each person, digest and day.</summary>
    public Guid Key() => DeterministicId.Of("digest", UserId.ToString(), Digest, $"{Day:O}");
}

/// <summary>That day's digest is dealt with: it went out, had nothing to say, or could not be delivered.</summary>
/// <param name="Id">Of person, digest and day.</param>
/// <param name="UserId">Whose.</param>
/// <param name="Choice">The choice whose message dealt with it last.</param>
/// <param name="SentAt">When it went out; null when it did not.</param>
/// <param name="Why">Why it did not.</param>
public sealed record DigestOfDay(Guid Id, Guid UserId, int Choice, DateTimeOffset? SentAt, string? Why);

/// <summary>What a message means when it arrives.</summary>
public enum DigestStep
{
    /// <summary>Nothing: another choice holds, or it came before.</summary>
    None,

    /// <summary>That day's is dealt with, or its day is over: the next one is to be looked forward to.</summary>
    Next,

    /// <summary>It is to go out now.</summary>
    Send,

    /// <summary>Too early.</summary>
    Wait,
}

// On the days and at the hour that somebody chose, one email goes out for each digest: once a day, whatever is
// delivered twice and whoever is killed meanwhile. The next one is stored with what became of this one. One whose day
// is over goes out no more: it would say what was so yesterday.
public static class SendDigestHandler
{
    public static DigestStep Decide(
        SendDigest message, NoticePreferences chosen, DigestOfDay? dealtWith, DateTimeOffset now)
    {
        if (chosen.DigestChoice != message.Choice || dealtWith?.Choice == message.Choice) return DigestStep.None;
        if (chosen.Digests.FirstOrDefault(one => one.Digest == message.Digest) is not { } digest)
            return DigestStep.None;
        if (dealtWith is not null || London.DayOf(now) > message.Day) return DigestStep.Next;
        return now < digest.On(message.Day) ? DigestStep.Wait : DigestStep.Send;
    }

    public static async Task<OutgoingMessages> Handle(
        SendDigest message, IDocumentSession session, StaffMail mail, TimeProvider time, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var chosen = await session.PreferencesAsync(message.UserId, ct);
        var dealtWith = await session.LoadAsync<DigestOfDay>(message.Key(), ct);
        OutgoingMessages later = [];
        var step = Decide(message, chosen, dealtWith, now);
        if (step == DigestStep.None) return later;
        var digest = chosen.Digests.First(one => one.Digest == message.Digest);
        if (step == DigestStep.Wait)
        {
            later.Schedule(message, digest.On(message.Day));
            return later;
        }

        var ofDay = (dealtWith ?? new DigestOfDay(message.Key(), message.UserId, 0, null, null)) with
        { Choice = message.Choice };
        if (step == DigestStep.Send)
        {
            var (result, why) = await SendAsync(message, digest, session, mail, now, ct);
            if (result?.TryAgainAt is { } again)
            {
                later.Schedule(message, again);
                return later;
            }

            ofDay = ofDay with { SentAt = result?.IsSent == true ? now : null, Why = result?.Failure ?? why };
        }

        session.Store(ofDay);
        var next = digest.NextAfter(now);
        later.Schedule(message with { Day = next }, digest.On(next));
        return later;
    }

    private static async Task<(StaffMailResult? Result, string? Why)> SendAsync(
        SendDigest message, ChosenDigest digest, IDocumentSession session, StaffMail mail, DateTimeOffset now,
        CancellationToken ct)
    {
        if (await session.LoadAsync<Colleague>(message.UserId, ct) is not { Disabled: false } who)
            return (null, "They are no longer at work.");
        var text = await DigestFacts.WriteAsync(message.Digest, who, session, mail.Link, message.Day, ct);
        if (text.IsEmpty && !digest.EvenIfEmpty) return (null, "There was nothing to say.");
        var end = $"You chose this digest. Choose otherwise at {mail.Link("/notices/preferences")}";
        return (await mail.TrySendAsync(
            message.Key(), who, text.Subject, $"{text.Body}\n\n{end}\n", session, now, ct), null);
    }
}

/// <summary>When a digest that somebody chose comes.</summary>
public static class DigestTimes
{
    public static DateTimeOffset On(this ChosenDigest digest, DateOnly day) =>
        London.At(day, new TimeOnly(digest.Hour, 0));

    /// <summary>The first of its days whose hour is still to come.</summary>
    public static DateOnly NextAfter(this ChosenDigest digest, DateTimeOffset now)
    {
        var day = London.DayOf(now);
        while (!digest.Days.Contains(day.DayOfWeek) || digest.On(day) <= now) day = day.AddDays(1);
        return day;
    }
}
