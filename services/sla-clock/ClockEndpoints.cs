using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.Messaging;
using ComplaintsPlatform.ServiceDefaults;

namespace ComplaintsPlatform.SlaClock;

/// <summary>Every route of this service.</summary>
internal static class ClockEndpoints
{
    /// <summary>The calendar is public to everyone who is signed in.</summary>
    public static readonly string[] SignedIn =
        [.. Roles.Reading, Roles.Resident, Roles.Administrator, Roles.OpsEngineer, Roles.Partner, Roles.Module];

    public static void MapClocks(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/api").WithTags("Clocks");
        ShowClocks.Map(api);
        ListDue.Map(api);
        ShowCalendar.Map(api);
        CountWorkingDays.Map(api);
        app.MapGroup("").RequireAuthorization(policy => policy.RequireRole(Roles.OpsEngineer)).MapParkedMessages().MapRepublish().MapRebuild();
    }
}
