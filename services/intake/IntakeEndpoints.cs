namespace ComplaintsPlatform.Intake;

/// <summary>Table of contents: every route of this service.</summary>
internal static class IntakeEndpoints
{
    public static void MapIntake(this IEndpointRouteBuilder app)
    {
        var complaints = app.MapGroup("/api/complaints").WithTags("Intake");

        MakeComplaintEndpoint.Map(complaints);
    }
}
