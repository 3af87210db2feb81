namespace ComplaintsPlatform.Cases.Reading;

/// <summary>Every question that this service answers.</summary>
internal static class ReadingEndpoints
{
    public static void MapReading(this IEndpointRouteBuilder app)
    {
        var complaints = app.MapGroup("/api/complaints").WithTags("Complaints");
        UnassignedComplaints.Map(complaints);
        OneComplaintEndpoint.Map(complaints);
        HistoryEndpoint.Map(complaints);
        RawStreamEndpoint.Map(complaints);
        VerifyEndpoint.Map(complaints);
    }
}
