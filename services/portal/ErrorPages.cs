using ComplaintsPlatform.Portal.Gateway;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;

namespace ComplaintsPlatform.Portal;

/// <summary>Each failure has one page, whatever page it happened on.</summary>
internal static class ErrorPages
{
    // A token that is refused right after sign-in would be refused for ever: no circle.
    private static readonly TimeSpan JustSignedIn = TimeSpan.FromSeconds(20);

    public static void UseErrorPages(this WebApplication app)
    {
        app.UseExceptionHandler("/error/500");
        app.UseStatusCodePagesWithReExecute("/error/{0}");
    }

    /// <summary>What the gateway refused becomes the page's own status: 403, 404, 412, 503; 401 means to sign in
    /// again.</summary>
    public static void UseRefusals(this WebApplication app) => app.Use(static async (context, next) =>
    {
        try
        {
            await next(context);
        }
        catch (ProblemAnswer problem) when (!context.Response.HasStarted)
        {
            context.Response.Clear();
            context.Items[typeof(ProblemAnswer)] = problem;
            if (problem.Status == StatusCodes.Status401Unauthorized && !await HasJustSignedInAsync(context))
                await context.ChallengeAsync(OpenIdConnectDefaults.AuthenticationScheme, new AuthenticationProperties
                { RedirectUri = context.Request.PathBase + context.Request.Path + context.Request.QueryString });
            else
                context.Response.StatusCode = problem.Status is 401 or < 400 ? 500 : problem.Status;
        }
    });

    private static async Task<bool> HasJustSignedInAsync(HttpContext context) =>
        (await context.AuthenticateAsync()).Properties?.IssuedUtc is { } at
        && context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow() - at < JustSignedIn;
}
