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
        .RequireRoles(Roles.Auditor, Roles.ComplianceOfficer)
        .WithName("RawStream")
        .WithSummary("The stored events with their hashes, one JSON object per line")
        .Produces(StatusCodes.Status200OK, contentType: "application/x-ndjson");

    private static async Task<IResult> Read(Guid complaintId, EventRecord record, CancellationToken ct)
    {
        var lines = record.ReadRawStreamAsync(complaintId, ct).GetAsyncEnumerator(ct);
        if (!await lines.MoveNextAsync())
        {
            await lines.DisposeAsync();
            return Api.Answer<object>(null, 0);
        }

        return TypedResults.Stream(
            async body =>
            {
                await using (lines)
                {
                    do
                        await body.WriteAsync(Encoding.UTF8.GetBytes(lines.Current + "\n"), ct);
                    while (await lines.MoveNextAsync());
                }
            },
            "application/x-ndjson");
    }
}
