using ComplaintsPlatform.Cases.Reading;

namespace ComplaintsPlatform.Cases;

/// <summary>Table of contents: every route of this service, in the order in which a case lives through them.</summary>
internal static class ComplaintEndpoints
{
    public static void MapComplaints(this IEndpointRouteBuilder app)
    {
        var complaints = app.MapGroup("/api/complaints").WithTags("Complaints");

        AssignComplaintEndpoint.Map(complaints);
        ClaimComplaintEndpoint.Map(complaints);
        AcknowledgeComplaintEndpoint.Map(complaints);
        RecordStage1ResponseEndpoint.Map(complaints);

        QueueEndpoint.Map(complaints);
        OneComplaintEndpoint.Map(complaints);
        HistoryEndpoint.Map(complaints);
        RawStreamEndpoint.Map(complaints);
        VerifyEndpoint.Map(complaints);
    }
}
