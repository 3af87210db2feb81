using ComplaintsPlatform.Contracts.Identity;
using ComplaintsPlatform.ServiceDefaults;
using Marten;
using Wolverine;

namespace ComplaintsPlatform.Correspondence.Notices;

// Identity says who is at work, in which teams and as what: whom to tell, and where to write.
public static class HearColleaguesHandler
{
    public static async Task Handle(
        UserChanged said, Envelope envelope, IDocumentSession session, CancellationToken ct)
    {
        var known = await session.LoadAsync<Colleague>(said.UserId, ct) ?? new Colleague(said.UserId);
        session.Store(known.Hear(said, envelope.StreamVersion() ?? 0));
    }

    public static async Task Handle(
        TeamChanged said, Envelope envelope, IDocumentSession session, CancellationToken ct)
    {
        var version = envelope.StreamVersion() ?? 0;
        if (await session.LoadAsync<Team>(said.TeamId, ct) is { } known && known.At > version) return;
        session.Store(new Team(said.TeamId, said.Name, version));
    }

    internal static async Task<Everybody> EverybodyAsync(this IQuerySession session, CancellationToken ct) =>
        new(await session.Query<Colleague>().ToListAsync(ct), await session.Query<Team>().ToListAsync(ct));
}
