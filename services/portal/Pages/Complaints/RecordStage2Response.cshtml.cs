using ComplaintsPlatform.Portal.Gateway;
using Microsoft.AspNetCore.Mvc;

namespace ComplaintsPlatform.Portal.Pages.Complaints;

internal sealed class RecordStage2ResponseModel(Gateway.Complaints complaints, WorkingDays days)
    : ResponsePage(complaints, days)
{
    protected override ResponseDetails? Recorded => Case.Stage2Response;

    public Task<IActionResult> OnPostAsync(Guid id) => RecordAsync(
        id, "responded-at-stage-2", response => Complaints.RecordStage2ResponseAsync(id, response, Seen));
}
