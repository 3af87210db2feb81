using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;

namespace ComplaintsPlatform.Linkage;

/// <summary>Every question that this service answers.</summary>
internal static class ReadingEndpoints
{
    public static void MapReading(this IEndpointRouteBuilder app)
    {
        FindPeopleEndpoint.Map(app);
        PersonPageEndpoint.Map(app);
        PersonOverviewEndpoint.Map(app);
        ContactRestrictionsEndpoint.Map(app);
        FindPropertiesEndpoint.Map(app);
        EqualitySummaryEndpoint.Map(app);
        EvidenceEndpoint.Map(app);
        app.MapLooks("/api/complaints/{complaintId:guid}/evidence/views").RequireRoles(Roles.SeeingLooks)
            .WithName("EvidenceViews").WithTags("Evidence");
        app.MapLooks("/api/people/{personId:guid}/views").RequireRoles(Roles.SeeingLooks)
            .WithName("PersonViews").WithTags("People");
    }
}
