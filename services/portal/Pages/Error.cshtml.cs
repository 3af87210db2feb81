using System.Diagnostics;
using ComplaintsPlatform.Portal.Gateway;
using ComplaintsPlatform.Portal.SignIn;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ComplaintsPlatform.Portal.Pages;

[IgnoreAntiforgeryToken]
[ResponseCache(NoStore = true)]
internal sealed class ErrorModel : PageModel
{
    public string Title { get; private set; } = "";

    public IReadOnlyList<string> Sentences { get; private set; } = [];

    public string TraceId { get; private set; } = "";

    public void OnGet(int status) => Show(status);

    public void OnPost(int status) => Show(status);

    private void Show(int status)
    {
        var problem = HttpContext.Items[typeof(ProblemAnswer)] as ProblemAnswer;
        TraceId = problem?.TraceId ?? Activity.Current?.TraceId.ToHexString() ?? HttpContext.TraceIdentifier;
        (Title, Sentences) = WordsFor(status, problem?.Detail);
    }

    private (string Title, string[] Sentences) WordsFor(int status, string? detail) => status switch
    {
        400 => ("This could not be read", ["Go back, look at what you sent, and send it again."]),
        401 => ("You are signed out", ["Sign in again. What you wrote is kept."]),
        403 => ("You may not see this page", [WhoMaySee()]),
        404 => ("Page not found",
            ["There is nothing at this address that you may see.",
            "Check the address, or look for the complaint by its reference in the list of complaints."]),
        409 => ("This cannot be done now", [detail ?? "It was refused."]),
        412 => ("Somebody changed this before you",
            ["Nothing of yours was saved over theirs.",
            "Go back, look at what is there now, and send yours again if it still makes sense."]),
        429 => ("Too many requests", ["Wait a minute, then go on."]),
        502 or 503 or 504 => ("A part of the platform does not answer",
            ["Nothing was lost. Go back and try again in a moment."]),
        _ => ("Something went wrong on our side",
            ["Nothing was changed unless a later look shows it.",
            "Try again. If it happens again, tell the service desk the trace id below."]),
    };

    private string WhoMaySee()
    {
        var path = HttpContext.Features.Get<IStatusCodeReExecuteFeature>()?.Endpoint?.Metadata
            .GetMetadata<PageActionDescriptor>()?.ViewEnginePath;
        var policy = Access.Pages.FirstOrDefault(page => page.Page == path).Policy;
        var roles = policy is null
            ? "other roles"
            : string.Join(", ", Access.Policies[policy].Select(role => role.Replace('-', ' ')));
        var yours = string.Join(", ", User.Roles().Select(role => role.Replace('-', ' ')));
        return $"You are signed in as {yours}. This page is for: {roles}. "
            + "If your work needs it, ask your administrator.";
    }
}
