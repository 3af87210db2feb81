using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.RecordIntegrity;
using ComplaintsPlatform.ServiceDefaults;

namespace ComplaintsPlatform.Cases.Reading;

// Recomputes the complaint's hash chain in the database: says whether the record is as it was written, and if not,
// where the first bad event stands.
internal static class VerifyEndpoint
{
    public static void Map(IEndpointRouteBuilder complaints) => complaints
        .MapGet("/{complaintId:guid}/verify", async (
            Guid complaintId, EventRecord record, CancellationToken ct) =>
        {
            var report = await record.VerifyStreamAsync(complaintId, ct);
            var exists = report.EventsChecked > 0 || report.Findings.Count > 0;
            return Api.Answer(exists ? report : null, report.EventsChecked);
        })
        .Shows("verification")
        .RequireRoles(Roles.Auditor, Roles.ComplianceOfficer)
        .WithName("Verify")
        .WithSummary("Is the complaint's record as it was written?")
        .Produces<VerificationReport>();
}
