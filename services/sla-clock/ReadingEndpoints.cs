using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;

namespace ComplaintsPlatform.SlaClock;

/// <summary>Every question that this service answers.</summary>
internal static class ReadingEndpoints
{
    /// <summary>The calendar is public to everyone who is signed in.</summary>
    public static readonly string[] SignedIn =
        [Roles.Reading, Roles.Resident, Roles.Administrator, Roles.OpsEngineer, Roles.Partner, Roles.Module];

    public static void MapReading(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/api").WithTags("Clocks");
        ShowClocks.Map(api);
        ListDue.Map(api);
        ShowCalendar.Map(api);
        CountWorkingDays.Map(api);
        api.MapLooks("/complaints/{complaintId:guid}/clocks/views")
            .RequireRoles(Roles.SeeingLooks)
            .WithName("ClocksViews");
    }
}
