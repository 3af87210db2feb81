using ComplaintsPlatform.Identity.Tokens;
using ComplaintsPlatform.ServiceDefaults;

namespace ComplaintsPlatform.Identity;

/// <summary>
/// What browsers may do on the sign-in pages: no script at all, nothing from elsewhere, and forms that lead to the
/// clients that we know and to nobody else. A form that cannot be read is said to be so.
/// </summary>
internal static class PagePolicy
{
    public static async Task Use(HttpContext context, RequestDelegate next)
    {
        if (!context.Request.Path.StartsWithSegments("/sign-in", StringComparison.Ordinal))
        {
            await next(context);
            return;
        }

        var configuration = context.RequestServices.GetRequiredService<IConfiguration>();
        context.Response.Headers.ContentSecurityPolicy =
            "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self' data:; "
            + $"form-action 'self' {string.Join(' ', FirstPartyClients.Origins(configuration))}; "
            + "base-uri 'none'; frame-ancestors 'none'";
        if (context.Request.HasFormContentType)
            try
            {
                await context.Request.ReadFormAsync(context.RequestAborted);
            }
            catch (Exception e) when (e is InvalidDataException or InvalidOperationException)
            {
                await Api.Problem(StatusCodes.Status400BadRequest, "text-not-readable",
                    "The form has a character in it that is not text, or is too long. Remove it.")
                    .ExecuteAsync(context);
                return;
            }

        await next(context);
    }
}
