using ComplaintsPlatform.Portal.Gateway;
using Microsoft.AspNetCore.Mvc;

namespace ComplaintsPlatform.Portal.Pages.Complaints;

internal sealed class AcknowledgeStage2Model(Gateway.Complaints complaints, WorkingDays days)
    : AcknowledgementPage(complaints, days)
{
    protected override AcknowledgementDetails? Recorded => Case.Stage2Acknowledgement;

    public Task<IActionResult> OnPostAsync(Guid id) => RecordAsync(id, "acknowledged-at-stage-2",
        acknowledgement => Complaints.AcknowledgeStage2Async(id, acknowledgement, Seen));
}
