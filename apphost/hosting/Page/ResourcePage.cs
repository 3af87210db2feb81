using System.Globalization;
using ComplaintsPlatform.Hosting.Running;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace ComplaintsPlatform.Hosting.Page;

/// <summary>The page of resources: read on 127.0.0.1 only, works without JavaScript, keeps itself up to date with it.</summary>
internal static class ResourcePage
{
    public static void MapResources(this WebApplication app, IReadOnlyList<Instance> instances, int port)
    {
        var usage = new Usage(TimeProvider.System);
        app.Use((context, next) => Guard(context, next, port));
        app.UseRouting();
        app.MapGet("/", () => Html.Page("Resources", Html.Resources(instances, usage)));
        app.MapGet("/resources/{name}", (string name) => Find(instances, name) is { } instance
            ? Html.Page($"Log of {name}", Html.Log(instance))
            : Results.NotFound());
        app.MapPost("/resources/{name}/restart", async (string name) =>
        {
            if (Find(instances, name) is not { } instance || instance.Resource.IsExternal) return Results.NotFound();
            await instance.RestartAsync();
            return Results.Redirect("/", permanent: false, preserveMethod: false);
        });
        app.MapGet("/api/resources", () => Results.Json(instances.Select(instance =>
        {
            var (processor, memory) = instance.ProcessId is { } id ? usage.Of(id) : default;
            return new
            {
                instance.Name,
                instance.State,
                instance.Healthy,
                Pid = instance.ProcessId,
                instance.Restarts,
                instance.ExitCode,
                instance.Addresses,
                CpuPercent = Math.Round(processor, 1),
                MemoryKb = memory,
            };
        }), System.Text.Json.JsonSerializerOptions.Web));
        app.MapGet("/page.css", () => Results.Text(Html.Style, "text/css"));
        app.MapGet("/page.js", () => Results.Text(Html.Script, "text/javascript"));
    }

    // A web page elsewhere must not be able to press our buttons, nor to read us under a name that it points at this machine.
    private static Task Guard(HttpContext context, RequestDelegate next, int port)
    {
        var (request, answer) = (context.Request, context.Response);
        answer.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
        answer.Headers.XContentTypeOptions = "nosniff";
        answer.Headers.CacheControl = "no-store";
        var known = request.Host.Port == port && request.Host.Host is "localhost" or "127.0.0.1";
        var own = HttpMethods.IsGet(request.Method) || request.Headers.Origin == $"http://{request.Host}";
        if (known && own) return next(context);
        answer.StatusCode = StatusCodes.Status403Forbidden;
        return answer.WriteAsync("This page answers only itself, on this machine.");
    }

    private static Instance? Find(IReadOnlyList<Instance> instances, string name) =>
        instances.FirstOrDefault(instance => string.Equals(instance.Name, name, StringComparison.Ordinal));

    internal static string Megabytes(long kilobytes) => string.Create(CultureInfo.InvariantCulture, $"{kilobytes / 1024.0:0} MB");
}
