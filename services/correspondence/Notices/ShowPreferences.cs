using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using Marten;

namespace ComplaintsPlatform.Correspondence.Notices;

/// <summary>A kind of notice, in words, and how it is told.</summary>
public sealed record KindShown(string Kind, string Name, string How);

/// <summary>A digest, in words, with its days and hour; no days when it is not wanted.</summary>
public sealed record DigestShown(
    string Digest, string Name, IReadOnlyList<string> Days, int Hour, bool EvenIfEmpty);

/// <summary>How whoever asks is told, and where emails go; null when there is no address.</summary>
public sealed record PreferencesShown(
    IReadOnlyList<KindShown> Kinds, string QuietFrom, string QuietTo, IReadOnlyList<DigestShown> Digests,
    string? Email, string? EmailFailure);

// How whoever asks is told.
internal static class ShowPreferences
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/notices/preferences", async (IQuerySession session, Actor actor, CancellationToken ct) =>
        {
            var chosen = await session.PreferencesAsync(actor.Id, ct);
            var colleague = await session.LoadAsync<Colleague>(actor.Id, ct);
            return new PreferencesShown(
                [.. NoticeKind.All.Select(one => new KindShown(one.Kind, one.Name, chosen.HowFor(one.Kind)))],
                chosen.QuietFrom.Written(), chosen.QuietTo.Written(),
                [
                    .. DigestKind.All.Select(one =>
                        chosen.Digests.FirstOrDefault(digest => digest.Digest == one.Digest) is { } wanted
                            ? new DigestShown(one.Digest, one.Name,
                                [.. ChoosePreferences.Days.Where(day => wanted.Days.Contains(day.Day))
                                    .Select(day => day.Name)], wanted.Hour, wanted.EvenIfEmpty)
                            : new DigestShown(one.Digest, one.Name, [], 8, false)),
                ],
                colleague?.Email, (await session.LoadAsync<FailingAddress>(actor.Id, ct))?.Why);
        })
        .RequireRoles(Roles.AtWork).WithTags("Notices").WithName("ShowPreferences")
        .WithSummary("How one is told of what, and which digests one gets")
        .Produces<PreferencesShown>();
}
