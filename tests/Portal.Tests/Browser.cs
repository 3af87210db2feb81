using System.Collections.Concurrent;
using ComplaintsPlatform.EndToEnd.Tests;
using ComplaintsPlatform.Portal.Tests;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Browser))]

namespace ComplaintsPlatform.Portal.Tests;

/// <summary>Debian's Chromium, one for all tests; each test has a window of its own.</summary>
public sealed class Browser : IAsyncLifetime
{
    // To sign in takes as long as most of what a test does then; one test is about it.
    private readonly ConcurrentDictionary<string, Task<string>> sessions = new(StringComparer.Ordinal);
    private IPlaywright playwright = null!;
    private IBrowser chromium = null!;

    public async ValueTask InitializeAsync()
    {
        Assertions.SetDefaultExpectTimeout(30_000);
        playwright = await Playwright.CreateAsync();
        chromium = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-dev-shm-usage"],
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (chromium is not null) await chromium.DisposeAsync();
        playwright?.Dispose();
    }

    /// <summary>A visitor of the portal, not signed in unless with the session of somebody who is.</summary>
    public async Task<Visitor> VisitAsync(Platform platform, bool javaScript = true, int width = 1280,
        int height = 900, string? session = null)
    {
        var portal = platform.Portal;
        var context = await chromium.NewContextAsync(new()
        {
            BaseURL = portal.ToString(),
            JavaScriptEnabled = javaScript,
            ViewportSize = new() { Width = width, Height = height },
            Locale = "en-GB",
            TimezoneId = "Europe/London",
            StorageState = session,
        });
        context.SetDefaultTimeout(30_000);
        return new Visitor(await context.NewPageAsync(), portal);
    }

    /// <summary>A visitor who has signed in as one of the development users, at the first page. All who are the same
    /// user share a session.</summary>
    public async Task<Visitor> SignedInAsync(
        Platform platform, string user, bool javaScript = true, int width = 1280, int height = 900)
    {
        var session = await sessions.GetOrAdd(user, name => SignInAsync(platform, name));
        var visitor = await VisitAsync(platform, javaScript, width, height, session);
        await visitor.Page.GotoAsync("/");
        return visitor;
    }

    private async Task<string> SignInAsync(Platform platform, string user)
    {
        await using var visitor = await VisitAsync(platform);
        await visitor.Page.GotoAsync("/");
        await visitor.SignInAsync(user);
        return await visitor.Page.Context.StorageStateAsync();
    }
}
