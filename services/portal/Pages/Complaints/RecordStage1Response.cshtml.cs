using ComplaintsPlatform.Portal.Gateway;
using Microsoft.AspNetCore.Mvc;

namespace ComplaintsPlatform.Portal.Pages.Complaints;

internal sealed class RecordStage1ResponseModel(Gateway.Complaints complaints, WorkingDays days)
    : ResponsePage(complaints, days)
{
    protected override ResponseDetails? Recorded => Case.Stage1Response;

    public Task<IActionResult> OnPostAsync(Guid id) => RecordAsync(
        id, "responded", response => Complaints.RecordStage1ResponseAsync(id, response, Seen));
}
