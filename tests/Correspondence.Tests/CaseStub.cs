using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ComplaintsPlatform.Correspondence.Tests;

/// <summary>Stands in for cases and sla-clock, which are other services: one case, as its answer reads, under any
/// id.</summary>
internal sealed class CaseStub : IAsyncDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    private readonly WebApplication app;

    private CaseStub()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        app = builder.Build();
        app.Use((context, next) =>
        {
            Tokens.Enqueue(context.Request.Headers.Authorization.ToString());
            if (!IsAway) return next(context);
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return Task.CompletedTask;
        });
        app.MapGet("/api/complaints/{id:guid}", () => Results.Json(Facts.Case, Json));
        app.MapGet("/api/complaints/{id:guid}/actions", () => Results.Json(Facts.Followed, Json));
        app.MapGet("/api/submissions/{id:guid}", () => Submission is { } refused
            ? Results.Json(refused, Json)
            : Results.NotFound());
        app.MapGet("/api/complaints/{id:guid}/clocks", () => Results.Json(new { clocks = Facts.Clocks }, Json));
        app.MapGet("/api/calendar/working-days", (DateOnly from) => Results.Json(
            new
            {
                explanation = Enumerable.Range(0, 91)
                    .Select(day => new DayRead(from.AddDays(day), day == 0 ? null : day)),
            }, Json));
    }

    public bool IsAway { get; set; }

    /// <summary>A submission as intake shows it, under any id; none unless a test says so.</summary>
    public object? Submission { get; set; }

    public CaseFacts Facts { get; set; } = Drafts.Facts;

    public System.Collections.Concurrent.ConcurrentQueue<string> Tokens { get; } = new();

    public string Url => app.Urls.First();

    public static async Task<CaseStub> StartAsync()
    {
        var stub = new CaseStub();
        await stub.app.StartAsync();
        return stub;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
