using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Core.Infrastructure;
using Microsoft.AspNetCore.Mvc.Filters;

namespace ComplaintsPlatform.Identity.Pages;

/// <summary>A form whose token is not that of this browser: left open too long, or sent by another site. A page says
/// so, instead of nothing.</summary>
internal sealed class FormTooOld : IAlwaysRunResultFilter
{
    public void OnResultExecuting(ResultExecutingContext context)
    {
        if (context.Result is IAntiforgeryValidationFailedResult)
            context.Result = new RedirectToPageResult("/Error");
    }

    public void OnResultExecuted(ResultExecutedContext context)
    {
    }
}
