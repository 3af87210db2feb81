using ComplaintsPlatform.Cases.Tasks;
using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using Marten;

namespace ComplaintsPlatform.Cases.Reading;

// Who looked at a complaint here, and at which of its documents. What other services show of it they tell themselves,
// in the same shape: who audits reads all of them as one list (the portal's page).
internal static class ComplaintViews
{
    /// <summary>Takes over what was recorded before every service had such a table. The old one stays as it was.
    /// </summary>
    public const string TakeOver =
        """
        do $$ begin
          if to_regclass('complaint_views') is not null then
            if not exists (select from looks where look_id = (select view_id from complaint_views limit 1)) then
              insert into looks (look_id, subject_id, part, detail_id, seen_at, who_id, who, roles)
                select view_id, complaint_id, part, document_id, seen_at, who_id, who, roles from complaint_views
                on conflict do nothing;
            end if;
          end if;
        end $$;
        """;

    public static void Map(IEndpointRouteBuilder complaints) => complaints
        .MapLooks("/{complaintId:guid}/views", NamesOfDocumentsAsync)
        .RequireRoles(Roles.SeeingLooks)
        .WithName("Views");

    private static async Task<IReadOnlyDictionary<Guid, string>?> NamesOfDocumentsAsync(
        IQuerySession session, Guid complaintId, CancellationToken ct)
    {
        var events = await session.Events.FetchStreamAsync(complaintId, token: ct);
        return ComplaintDetails.Of(events) is null
            ? null
            : DocumentDetails.Of(events).Select(document => (Id: document.DocumentId, document.Name))
                .Concat(TaskDetails.Of(events).Select(task => (Id: task.TaskId, Name: task.Title)))
                .DistinctBy(detail => detail.Id).ToDictionary(detail => detail.Id, detail => detail.Name);
    }
}
