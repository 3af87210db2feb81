using ComplaintsPlatform.Portal.Gateway;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace ComplaintsPlatform.Portal.Pages.Complaints;

internal sealed class RecordStage2ResponseModel(
    Gateway.Complaints complaints, Gateway.Contacts contacts, WorkingDays days)
    : ResponsePage(complaints, days)
{
    public override string Stage => "stage-2";

    public override async Task OnPageHandlerExecutionAsync(
        PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        Log = await contacts.OfAsync((Guid)context.HandlerArguments["id"]!);
        await next();
    }

    public Task<IActionResult> OnPostAsync(Guid id) => RecordAsync(
        id, "responded-at-stage-2", response => Complaints.RecordStage2ResponseAsync(id, response, Seen));
}
