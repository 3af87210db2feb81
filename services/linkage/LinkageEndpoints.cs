using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.Messaging;
using ComplaintsPlatform.ServiceDefaults;

namespace ComplaintsPlatform.Linkage;

/// <summary>Every route of the service.</summary>
internal static class LinkageEndpoints
{
    public static void MapLinkage(this WebApplication app)
    {
        RegisterPersonEndpoint.Map(app);
        FindPeopleEndpoint.Map(app);
        RegisterPropertyEndpoint.Map(app);
        FindPropertiesEndpoint.Map(app);
        EvidenceEndpoint.Map(app);
        UnlinkEndpoint.Map(app);
        app.MapGroup("").RequireAuthorization(policy => policy.RequireRole(Roles.OpsEngineer)).MapParkedMessages().MapRepublish().MapRebuild();
    }
}
