using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.Messaging;
using ComplaintsPlatform.ServiceDefaults;

namespace ComplaintsPlatform.Correspondence;

/// <summary>Every route of the service.</summary>
internal static class CorrespondenceEndpoints
{
    public static void MapCorrespondence(this WebApplication app)
    {
        ComplaintCorrespondenceEndpoint.Map(app);
        LettersToSendByHandEndpoint.Map(app);
        MarkSentByHandEndpoint.Map(app);
        app.MapGroup("").RequireAuthorization(policy => policy.RequireRole(Roles.OpsEngineer)).MapParkedMessages().MapRepublish().MapRebuild();
    }
}
