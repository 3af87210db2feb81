using ComplaintsPlatform.Cases.Reading;
using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using Marten;
using Marten.Linq.MatchesSql;

namespace ComplaintsPlatform.Cases;

/// <summary>Restricted complaints, those first of which nobody who is named leads and is at work.</summary>
internal sealed record RestrictedList(IReadOnlyList<RestrictedRow> Items);

/// <summary>One of them: that it is restricted, and nothing of what it is about. <c>IsLeftAlone</c>: nobody who is
/// named leads and is at work, so others are to be named.</summary>
internal sealed record RestrictedRow(
    Guid ComplaintId, string Reference, DateTimeOffset Since, string By, IReadOnlyList<NamedRow> People,
    bool IsLeftAlone);

/// <summary>Somebody who is named; <c>HasLeft</c>: their account is disabled.</summary>
internal sealed record NamedRow(Guid UserId, string Name, bool HasLeft, bool Leads);

// What a compliance officer sees of every restricted complaint, so that none is forgotten: its reference, since when
// and by whom it is restricted, and who is named. None that is about whoever asks.
internal static class RestrictedComplaintsEndpoint
{
    private const int Most = 500;

    public static void Map(IEndpointRouteBuilder complaints) => complaints
        .MapGet("/restricted", ReadAsync)
        .RequireRoles(Roles.ComplianceOfficer)
        .WithName("RestrictedComplaints")
        .WithSummary("Complaints that only named people may know of: who they are, and nothing of what it is about")
        .Produces<RestrictedList>();

    private static async Task<RestrictedList> ReadAsync(
        IQuerySession session, Actor actor, TimeProvider time, CancellationToken ct)
    {
        var today = London.DayOf(time.GetUtcNow());
        var entries = (await session.Query<ComplaintEntry>()
            .Where(entry => entry.MatchesSql("jsonb_typeof(d.data -> 'onlyFor') = 'array'"))
            .Take(Most).ToListAsync(ct))
            .Where(entry => entry.MergedInto is null && !entry.HiddenFrom.Contains(actor.Id)).ToList();
        var people = (await session.LoadManyAsync<Colleague>(ct,
            [.. entries.SelectMany(entry => entry.OnlyFor!.Append(entry.RestrictedBy ?? Guid.Empty)).Distinct()]))
            .ToDictionary(colleague => colleague.UserId);
        return new RestrictedList(
        [
            .. entries.Select(entry => Of(entry, people, today))
                .OrderByDescending(row => row.IsLeftAlone).ThenBy(row => row.Since),
        ]);
    }

    private static RestrictedRow Of(ComplaintEntry entry, Dictionary<Guid, Colleague> people, DateOnly today)
    {
        List<NamedRow> named =
        [
            .. entry.OnlyFor!.Select(id => people.GetValueOrDefault(id) ?? new Colleague(id))
                .Select(one => new NamedRow(
                    one.UserId, one.Name ?? "", one.Disabled, RestrictComplaintEndpoint.Leads(one))),
        ];
        return new RestrictedRow(entry.ComplaintId, entry.Reference, entry.RestrictedSince ?? default,
            entry.RestrictedBy is { } by ? people.GetValueOrDefault(by)?.Name ?? "" : "",
            named,
            !named.Exists(one => one.Leads && people[one.UserId].AwayOn(today) is null));
    }
}
