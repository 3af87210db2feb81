using System.Text;
using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.RecordIntegrity;
using ComplaintsPlatform.ServiceDefaults;
using Marten;

namespace ComplaintsPlatform.Cases.Reading;

// The stream exactly as stored, one JSON object per line with its hash, so that an auditor can check the chain without
// trusting this service. Personal data stays encrypted.
internal static class RawStreamEndpoint
{
    public static void Map(IEndpointRouteBuilder complaints) => complaints
        .MapGet("/{complaintId:guid}/stream", Read)
        .Shows("stream")
        .RequireRoles(Roles.Auditor, Roles.ComplianceOfficer)
        .WithName("RawStream")
        .WithSummary("The stored events with their hashes, one JSON object per line")
        .Produces(StatusCodes.Status200OK, contentType: "application/x-ndjson");

    private static async Task<IResult> Read(
        Guid complaintId, EventRecord record, IQuerySession session, Actor actor, CancellationToken ct)
    {
        // Asked for again when it is sent: between the two the look is recorded, and no connection is held meanwhile.
        await using (var lines = record.ReadRawStreamAsync(complaintId, ct).GetAsyncEnumerator(ct))
            if (!await lines.MoveNextAsync())
                return Api.Answer<object>(null, 0);

        var withheld = await WithheldAsync(complaintId, actor, session, ct);
        return TypedResults.Stream(
            async body =>
            {
                var version = 0L;
                await foreach (var line in record.ReadRawStreamAsync(complaintId, ct))
                    await body.WriteAsync(
                        Encoding.UTF8.GetBytes((withheld.Contains(++version) ? HashAlone(line) : line) + "\n"), ct);
            },
            "application/x-ndjson");
    }

    // An event that names another complaint which is hidden from whoever asks: its hash stands, so that the chain goes
    // on after it, and what was hashed does not.
    private static async Task<HashSet<long>> WithheldAsync(
        Guid complaintId, Actor actor, IQuerySession session, CancellationToken ct)
    {
        var named = (await session.Events.FetchStreamAsync(complaintId, token: ct))
            .Select(e => (e.Version, Other: MergingWords.LinkedBy(e.Data)
                ?? (e.Data as ComplaintOpened)?.SplitFromId))
            .Where(one => one.Other is not null).ToList();
        var hidden = await ComplaintEntries.HiddenAmong(
            [.. named.Select(one => one.Other!.Value).Distinct()], actor.Id, session, ct);
        return [.. named.Where(one => hidden.Contains(one.Other!.Value)).Select(one => one.Version)];
    }

    private static string HashAlone(string line) =>
        "{\"event\":null" + line[line.LastIndexOf(",\"hash\":", StringComparison.Ordinal)..];
}
