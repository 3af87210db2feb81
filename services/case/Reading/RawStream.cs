using System.Text;
using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.RecordIntegrity;
using ComplaintsPlatform.ServiceDefaults;

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
        Guid complaintId, EventRecord record, CancellationToken ct)
    {
        // Asked for again when it is sent: between the two the look is recorded, and no connection is held meanwhile.
        await using (var lines = record.ReadRawStreamAsync(complaintId, ct).GetAsyncEnumerator(ct))
            if (!await lines.MoveNextAsync())
                return Api.Answer<object>(null, 0);

        return TypedResults.Stream(
            async body =>
            {
                await foreach (var line in record.ReadRawStreamAsync(complaintId, ct))
                    await body.WriteAsync(Encoding.UTF8.GetBytes(line + "\n"), ct);
            },
            "application/x-ndjson");
    }
}
