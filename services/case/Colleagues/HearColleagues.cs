using ComplaintsPlatform.Contracts.Identity;
using ComplaintsPlatform.ServiceDefaults;
using Marten;
using Wolverine;

namespace ComplaintsPlatform.Cases;

// Identity says who is at work, in which teams, and who is away. Whoever can hold no complaint any more, today or from
// a day to come, has their work looked at then (ReturnWork.cs).
public static class HearColleaguesHandler
{
    public static Task<OutgoingMessages> Handle(
        UserChanged said, Envelope envelope, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
        KeepAsync(said.UserId, colleague => colleague.Hear(said, envelope.StreamVersion() ?? 0), null, session, time,
            ct);

    public static Task<OutgoingMessages> Handle(
        AbsenceChanged said, Envelope envelope, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
        KeepAsync(said.UserId, colleague => colleague.Hear(said, envelope.StreamVersion() ?? 0),
            said.Withdrawn ? null : said.From, session, time, ct);

    public static async Task Handle(
        TeamChanged said, Envelope envelope, IDocumentSession session, CancellationToken ct)
    {
        var version = envelope.StreamVersion() ?? 0;
        if (await session.LoadAsync<Team>(said.TeamId, ct) is { } known && known.At > version) return;
        session.Store(new Team(said.TeamId, said.Name, version));
    }

    private static async Task<OutgoingMessages> KeepAsync(
        Guid userId, Func<Colleague, Colleague> hear, DateOnly? awayFrom, IDocumentSession session, TimeProvider time,
        CancellationToken ct)
    {
        var colleague = hear(await session.LoadAsync<Colleague>(userId, ct) ?? new Colleague(userId));
        session.Store(colleague);
        var now = time.GetUtcNow();
        OutgoingMessages looks = [];
        if (colleague.CannotHold(London.DayOf(now)) is not null)
        {
            looks.Add(new ReturnWorkOf(userId));
            // Somebody may have given them a complaint in this very moment, not having heard yet.
            looks.Schedule(new ReturnWorkOf(userId), now.AddMinutes(1));
        }

        if (awayFrom is { } day && London.StartOf(day) > now)
            looks.Schedule(new ReturnWorkOf(userId), London.StartOf(day));
        return looks;
    }
}
