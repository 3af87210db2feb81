using ComplaintsPlatform.Portal.Gateway;
using Microsoft.AspNetCore.Mvc;

namespace ComplaintsPlatform.Portal.Pages.Complaints;

internal sealed class AcknowledgeModel(Gateway.Complaints complaints, WorkingDays days)
    : AcknowledgementPage(complaints, days)
{
    protected override AcknowledgementDetails? Recorded => Case.Acknowledgement;

    public Task<IActionResult> OnPostAsync(Guid id) => RecordAsync(
        id, "acknowledged", acknowledgement => Complaints.AcknowledgeAsync(id, acknowledgement, Seen));
}
