using ComplaintsPlatform.Cases.Actions;
using ComplaintsPlatform.Cases.Tasks;
using ComplaintsPlatform.ServiceDefaults;
using Marten;

namespace ComplaintsPlatform.Cases.Reading;

/// <summary>Every question that this service answers. Nobody is answered one about a complaint that is hidden from
/// them, as it is now or was before that.</summary>
internal static class ReadingEndpoints
{
    public static void MapReading(this IEndpointRouteBuilder app)
    {
        var complaints = app.MapGroup("/api/complaints").WithTags("Complaints").AddEndpointFilter(HideAsync);
        UnansweredComplaints.Map(complaints);
        OneComplaintEndpoint.Map(complaints);
        ByReferenceEndpoint.Map(complaints);
        SimilarComplaintsEndpoint.Map(complaints);
        RestrictedComplaintsEndpoint.Map(complaints);
        HistoryEndpoint.Map(complaints);
        ComplaintChangesEndpoint.Map(complaints);
        ComplaintDocumentsEndpoint.Map(complaints);
        ComplaintViews.Map(complaints);
        RawStreamEndpoint.Map(complaints);
        VerifyEndpoint.Map(complaints);
        ShowAssignmentRulesEndpoint.Map(app.MapGroup("/api/assignment-rules").WithTags("Complaints"));
        ShowAreasEndpoint.Map(app.MapGroup("/api/areas").WithTags("Complaints"));
        ShowCategoriesEndpoint.Map(app.MapGroup("/api/categories").WithTags("Complaints"));
        ShowChoicesEndpoint.Map(app.MapGroup("/api/choices").WithTags("Complaints"));
        ComplaintTasks.Map(complaints);
        ComplaintContacts.Map(complaints);
        ResidentsToHear.Map(app.MapGroup("/api/contacts").WithTags("Contacts"));
        TaskLists.Map(app.MapGroup("/api/tasks").WithTags("Tasks"));
        ShowTaskTypesEndpoint.Map(app.MapGroup("/api/task-types").WithTags("Tasks"));
        ComplaintCorrections.Map(complaints);
        ComplaintActions.Map(complaints);
        ComplaintActions.MapRules(app.MapGroup("/api/compensation-rules").WithTags("Actions"));
        ActionLists.Map(app.MapGroup("/api/actions").WithTags("Actions"));
        ListColleaguesEndpoint.Map(app.MapGroup("/api/colleagues").WithTags("Complaints"));
    }

    private static async ValueTask<object?> HideAsync(
        EndpointFilterInvocationContext call, EndpointFilterDelegate answerAsync)
    {
        var context = call.HttpContext;
        return Guid.TryParse(context.GetRouteValue("complaintId") as string, out var complaintId)
            && await context.RequestServices.GetRequiredService<IQuerySession>()
                .LoadAsync<ComplaintEntry>(complaintId, context.RequestAborted) is { } entry
            && entry.IsHiddenFrom(Actor.Of(context).Id)
                ? Api.Answer<object>(null, 0)
                : await answerAsync(call);
    }
}
