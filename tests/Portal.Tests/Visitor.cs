using System.Text.RegularExpressions;
using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace ComplaintsPlatform.Portal.Tests;

/// <summary>
/// Somebody at a browser. Every page that a test looks at is held to the same: no violation that axe knows, one h1 that
/// begins the title, nothing wider than the window, no message in the console. With SCREENSHOTS it is also pictured,
/// for a desktop and for a phone.
/// </summary>
public sealed partial class Visitor : IAsyncDisposable
{
    private static readonly string? Pictures = Environment.GetEnvironmentVariable("SCREENSHOTS");
    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    private readonly List<string> console = [];

    private readonly Uri portal;

    internal Visitor(IPage page, Uri portal)
    {
        (Page, this.portal) = (page, portal);
        page.Console += (_, message) =>
        {
            // A page that is refused says so by its status, which the browser notes as well.
            if (message.Type is "error" or "warning" && !message.Text.Contains("status of 4", StringComparison.Ordinal))
                console.Add(message.Text);
        };
        page.PageError += (_, error) => console.Add(error);
    }

    public IPage Page { get; }

    public ILocator Heading => Page.GetByRole(AriaRole.Heading, new() { Level = 1 });

    public async Task SignInAsync(string user)
    {
        await Page.GetByLabel("Email address or username").FillAsync($"{user}@harbour.example");
        await Page.GetByLabel("Password", new() { Exact = true }).FillAsync("Complaints-2026!");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Page.WaitForURLAsync(address => address.StartsWith(portal.ToString(), StringComparison.Ordinal)
            && !address.Contains("signin-oidc", StringComparison.Ordinal));
    }

    /// <summary>Goes to an address and looks at it.</summary>
    public async Task GoAsync(string address, string name)
    {
        await Page.GotoAsync(address);
        await LookAsync(name);
    }

    /// <summary>Looks at the page as it is now.</summary>
    /// <param name="name">What it shows, for the picture.</param>
    public async Task LookAsync(string name)
    {
        await Page.WaitForLoadStateAsync(LoadState.Load);
        var heading = await Heading.InnerTextAsync();
        (await Heading.CountAsync()).ShouldBe(1);
        var title = await Page.TitleAsync();
        Plain(title.Replace("Error: ", "", StringComparison.Ordinal)).ShouldStartWith(Plain(heading));
        (await Page.EvaluateAsync<int>("document.documentElement.scrollWidth - window.innerWidth"))
            .ShouldBeLessThanOrEqualTo(0, $"{name} is wider than the window.");
        (await ViolationsAsync()).ShouldBeEmpty($"{name} ({Page.Url})");
        console.ShouldBeEmpty($"{name} ({Page.Url})");
        if (Pictures is not null) await PictureAsync(name);
    }

    public async ValueTask DisposeAsync() => await Page.Context.DisposeAsync();

    // Not by Deque's binding for Playwright: that opens a blank page beside each that is looked at.
    private async Task<string[]> ViolationsAsync()
    {
        await Page.EvaluateAsync(Axe);
        return await Page.EvaluateAsync<string[]>(
            """
            async () => {
                const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
                const { violations } = await axe.run(
                    { runOnly: { type: "tag", values: tags }, resultTypes: ["violations"] });
                return violations.map(({ id, help, nodes }) =>
                    `${id}: ${help}: ${nodes.slice(0, 3).map(node => node.html).join(" | ")}`);
            }
            """);
    }

    private async Task PictureAsync(string name)
    {
        Directory.CreateDirectory(Pictures!);
        var before = Page.ViewportSize!;
        foreach (var (kind, width, height) in new[] { ("desktop", 1280, 900), ("phone", 375, 800) })
        {
            await Page.SetViewportSizeAsync(width, height);
            await Page.ScreenshotAsync(new()
            { Path = Path.Combine(Pictures!, $"{name}-{kind}.png"), FullPage = true });
        }
        await Page.SetViewportSizeAsync(before.Width, before.Height);
    }

    private static string Plain(string text) => Space().Replace(text, " ").Trim();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
