using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using Marten;

namespace ComplaintsPlatform.Correspondence.Notices;

/// <summary>What a digest is written from, as far as its person may know of it.</summary>
internal static class DigestFacts
{
    // Who has more begins with the portal.
    private const int Most = 200;

    public static async Task<DigestText> WriteAsync(
        string digest, Colleague who, IQuerySession session, Func<string, string> link, DateOnly today,
        CancellationToken ct)
    {
        var hidden = await session.HiddenFromAsync(who.UserId, ct);
        if (digest == DigestKind.MyCases) return await OfMineAsync(who, hidden, session, link, today, ct);
        // A team's complaints are for who may read complaints.
        var everybody = await session.EverybodyAsync(ct);
        string[] teams = who.Roles.Intersect(Roles.Reading.Split(',')).Any()
            ? [.. everybody.Teams.Where(team => who.IsIn(team.TeamId)).Select(team => team.Name).Order()]
            : [];
        var open = (await session.Query<WatchedComplaint>()
            .Where(one => !one.IsOver && one.Held.Team.IsOneOf(teams)).ToListAsync(ct))
            .Where(one => one.Reference.Length > 0 && !hidden.Contains(one.ComplaintId))
            .ToLookup(one => one.Held.Team!);
        return digest == DigestKind.TeamFigures
            ? DigestTexts.OfFigures(
                [.. teams.Select(team => TeamFigures.Of(team, [.. open[team]], today))], link("/complaints"), today)
            : DigestTexts.OfTeams(
                [
                    .. teams.Select(team => (team, (IReadOnlyList<DigestLine>)
                    [
                        .. open[team].OrderBy(one => one.NextDue ?? DateOnly.MaxValue).Take(Most)
                            .Select(one => Line(one, link, one.Held.OwnerId is { } owner
                                ? everybody.Find(owner)?.Name ?? "somebody"
                                : "nobody has it")),
                    ])),
                ], today);
    }

    private static async Task<DigestText> OfMineAsync(
        Colleague who, IReadOnlySet<Guid> hidden, IQuerySession session, Func<string, string> link, DateOnly today,
        CancellationToken ct)
    {
        var mine = await session.Query<WatchedComplaint>()
            .Where(one => !one.IsOver && one.Held.OwnerId == who.UserId).ToListAsync(ct);
        // Not all that somebody has ever done.
        var tasks = (await session.Query<WatchedTask>()
            .Where(one => !one.IsWithdrawn && one.Held.OwnerId == who.UserId && one.FinishedRound < one.Round)
            .OrderBy(one => one.DueOn).Take(Most).ToListAsync(ct))
            .Where(one => !hidden.Contains(one.ComplaintId)).ToList();
        var references = (await session.LoadManyAsync<WatchedComplaint>(
            ct, [.. tasks.Select(task => task.ComplaintId).Distinct()]))
            .ToDictionary(one => one.ComplaintId, one => one.Reference);
        var chosen = await session.PreferencesAsync(who.UserId, ct);
        var news = (await session.Query<Notice>()
            .Where(notice => notice.UserId == who.UserId && notice.ReadAt == null)
            .OrderByDescending(notice => notice.At).Take(Most).ToListAsync(ct))
            .Where(notice => chosen.HowFor(notice.Kind) == HowToTell.Digest && !hidden.Contains(notice.ComplaintId));
        return DigestTexts.OfMine(
            [
                .. mine.Where(one => one.Reference.Length > 0 && !hidden.Contains(one.ComplaintId))
                    .OrderBy(one => one.NextDue ?? DateOnly.MaxValue).Take(Most).Select(one => Line(one, link, null)),
            ],
            [
                .. tasks.Select(task => new DigestLine(task.DueOn,
                    $"{(task.Sort is null or "task" ? "Task " : "")}“{task.Kind}” for "
                        + references.GetValueOrDefault(task.ComplaintId, "a complaint"),
                    link(task.Path))),
            ],
            [.. news.Select(notice => new DigestLine(null, notice.Text, link(notice.Path)))], today);
    }

    private static DigestLine Line(WatchedComplaint one, Func<string, string> link, string? with)
    {
        var next = one.Running.OrderBy(clock => clock.DueOn).FirstOrDefault();
        var what = next is null ? "answered, to be closed" : WhatToTell.NameOf(next.Clock)[4..];
        return new DigestLine(
            next?.DueOn, $"{one.Reference}: {what}{(with is null ? "" : $" ({with})")}",
            link($"/complaints/{one.ComplaintId}"));
    }
}
