using ComplaintsPlatform.Reporting.Reading;
using ComplaintsPlatform.Reporting.Views;

namespace ComplaintsPlatform.Reporting;

/// <summary>Every route of reporting.</summary>
internal static class ReportEndpoints
{
    public static void MapReports(this WebApplication app)
    {
        var reports = app.MapGroup("/api/reports").WithTags("reports");
        Counts.Map(reports);
        CauseCounts.Map(reports);
        ComplaintList.Map(reports);
        SubmissionCounts.Map(reports);
        ListChanges.Map(reports);
        ListViews.Map(reports);
    }

    public static void AddCursors(this IHostApplicationBuilder builder) => builder.Services.AddSingleton(new Cursors(
        Convert.FromBase64String(builder.Configuration["PersonalData:MasterKey"]
            ?? throw new InvalidOperationException("Set PersonalData__MasterKey: cursors are sealed with it."))));
}
