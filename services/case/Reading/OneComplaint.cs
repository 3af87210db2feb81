using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using JasperFx.Events;
using Marten;

namespace ComplaintsPlatform.Cases.Reading;

// One complaint, now or as it was known at a past moment (asAt) or version. The ETag is the version that a command on
// it has to name. With Prefer: wait=N a complaint that intake accepted a moment ago is answered as soon as its case is
// opened.
internal static class OneComplaintEndpoint
{
    public static void Map(IEndpointRouteBuilder complaints) => complaints
        .MapGet("/{complaintId:guid}", Read)
        .Shows("complaint")
        .RequireRoles(Roles.Reading)
        .WithName("OneComplaint")
        .WithSummary("One complaint, now or as at a past moment or version")
        .Produces<ComplaintDetails>();

    private static async Task<IResult> Read(
        Guid complaintId, DateTimeOffset? asAt, long? version, WaitPreference wait, IQuerySession session,
        Actor actor, TimeProvider time, CancellationToken ct)
    {
        if (version < 1)
            return Api.Problem(
                StatusCodes.Status400BadRequest, "version-out-of-range", "Versions of a complaint are counted from 1.");

        IReadOnlyList<IEvent> events = [];
        ComplaintDetails? details = null;
        await wait.UntilAsync(
            async token =>
            {
                events = await session.Events.FetchStreamAsync(
                    complaintId, version ?? 0, asAt?.ToUniversalTime(), token: token);
                return (details = ComplaintDetails.Of(events)) is not null;
            },
            time,
            ct);

        if (details is not null)
        {
            var hidden = await ComplaintEntries.HiddenAmong(
                [
                    .. new[] { details.LinkedTo, details.SplitOff, details.MergedIn }
                        .SelectMany(others => others).Select(other => other.ComplaintId),
                    .. details.SplitFromId is { } source ? [source] : Array.Empty<Guid>(),
                ], actor.Id, session, ct);
            details = details with
            {
                LinkedTo = Shown(details.LinkedTo),
                SplitOff = Shown(details.SplitOff),
                MergedIn = Shown(details.MergedIn),
                SplitFromId = hidden.Contains(details.SplitFromId ?? Guid.Empty) ? null : details.SplitFromId,
                RepeatOf = await ComplaintEntries.RepeatsOf(details, actor.Id, session, ct),
                ActedAtStage1 = details.Escalation is null ? [] : Independence.ActedAtStage1(events),
                Area = await Areas.OfAsync(Place.Of(details.PropertyId, details.Resident), session, ct),
            };

            IReadOnlyList<RelatedComplaint> Shown(IReadOnlyList<RelatedComplaint> others) =>
                [.. others.Where(other => !hidden.Contains(other.ComplaintId))];
        }

        // A version that is not reached yet is not answered with an earlier one.
        return Api.Answer(asAt is null && details?.Version < version ? null : details, details?.Version ?? 0);
    }
}
