using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.Messaging;
using ComplaintsPlatform.Reporting.Reading;

namespace ComplaintsPlatform.Reporting;

/// <summary>Every route of reporting.</summary>
internal static class ReportEndpoints
{
    public static void MapReports(this WebApplication app)
    {
        var reports = app.MapGroup("/api/reports").WithTags("reports");
        Counts.Map(reports);
        ComplaintList.Map(reports);

        RebuildTables.Map(app);
        app.MapGroup("").RequireAuthorization(policy => policy.RequireRole(Roles.OpsEngineer)).MapParkedMessages();
    }

    public static void AddCursors(this IHostApplicationBuilder builder) => builder.Services.AddSingleton(new Cursors(
        Convert.FromBase64String(builder.Configuration["EventStore:MasterKey"] ?? throw new InvalidOperationException("Set EventStore__MasterKey: cursors are sealed with it."))));
}
