using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace ComplaintsPlatform.Portal.Tests;

/// <summary>Somebody who is not signed in chats with an adviser: both at a browser, each in their own window.</summary>
[Collection("The queue of waiting contacts")]
public sealed partial class ChatTests(PlatformOnNamedServers platform, Browser browser) : IAsyncLifetime
{
    private const string Attack = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'";

    // Nobody waits before or after.
    public ValueTask InitializeAsync() => DisposeAsync();

    public async ValueTask DisposeAsync() => await Sample.NobodyWaitsAsync(platform);

    [Fact]
    public async Task customer_and_adviser_talk_and_the_customer_gets_the_reference_of_the_complaint()
    {
        await using var customer = await browser.VisitAsync(platform, width: 320, height: 640);
        var page = customer.Page;
        await page.GotoAsync("/how-to-complain");
        await page.GetByRole(AriaRole.Link, new() { Name = "chat with us" }).ClickAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("no emergency line");
        await customer.LookAsync("chat-start");
        await PressAsync(page, "Start the chat");
        await customer.LookAsync("chat-start-errors");
        await page.GetByLabel("What it is about").FillAsync("Nobody came for my boiler.");
        await page.GetByLabel("Your name").FillAsync("Rosa Resident");
        await page.GetByLabel("Email address").FillAsync("rosa@example.org");
        await PressAsync(page, "Start the chat");
        await Assertions.Expect(customer.State).ToContainTextAsync("You are number 1 in the queue.");
        await customer.LookAsync("chat-waiting");
        var cookie = (await page.Context.CookiesAsync()).Single(one => one.Name == "portal-chat");
        (cookie.HttpOnly, cookie.SameSite, cookie.Expires).ShouldBe((true, SameSiteAttribute.Lax, -1));
        page.Url.ShouldNotContain(cookie.Value[..20]);
        (await page.ContentAsync()).ShouldNotContain(cookie.Value[33..]);
        await StayAsync(page);

        await using var adviser = await browser.SignedInAsync(platform, "adviser");
        var desk = adviser.Page;
        await adviser.GoAsync("/waiting", "waiting-chat");
        await PressAsync(desk, "Take the one that waits longest");
        await Assertions.Expect(adviser.Heading).ToHaveTextAsync("Chat with Rosa Resident");
        await adviser.LookAsync("waiting-conversation");
        await StayAsync(desk);
        // By itself, and what is being written stays.
        await Assertions.Expect(customer.State).ToContainTextAsync("is reading what you wrote.");
        await page.GetByLabel("Your message").FillAsync("Half of");
        await desk.GetByLabel("Your answer").FillAsync("Since when?");
        await PressAsync(desk, "Send");
        await StayAsync(desk);
        await Assertions.Expect(customer.Said).ToContainTextAsync("Since when?");
        await Assertions.Expect(customer.State).ToContainTextAsync("You are in a chat with Adam.");
        (await page.EvaluateAsync<bool>("window.stillTheSame === true")).ShouldBeTrue();
        (await page.GetByLabel("Your message").InputValueAsync()).ShouldBe("Half of");
        await customer.LookAsync("chat-answered");
        await page.GetByLabel("Your message").FillAsync($"Three weeks. {Attack}");
        await PressAsync(page, "Send");
        foreach (var seen in new[] { page, desk })
        {
            await Assertions.Expect(seen.Locator(".app-chat")).ToContainTextAsync($"Three weeks. {Attack}");
            (await seen.Locator("main script, main img, [onerror]").CountAsync()).ShouldBe(0);
        }

        (await desk.EvaluateAsync<bool>("window.stillTheSame === true")).ShouldBeTrue();
        await adviser.LookAsync("waiting-conversation-live");
        await StayAsync(page);
        await desk.GetByRole(AriaRole.Link, new() { Name = "Make a complaint of it" }).ClickAsync();
        (await desk.GetByLabel("What happened, in their words").InputValueAsync())
            .ShouldBe($"Nobody came for my boiler.\n\nThree weeks. {Attack}");
        (await desk.GetByLabel("Full name").InputValueAsync()).ShouldBe("Rosa Resident");
        await desk.GetByLabel("Email", new() { Exact = true }).First.CheckAsync();
        await desk.GetByLabel("Something else").First.CheckAsync();
        await PressAsync(desk, "Log the complaint");
        if (await desk.GetByText("It is another matter").CountAsync() > 0)
            await PressAsync(desk, "It is another matter: log the complaint");
        await Assertions.Expect(adviser.Heading).ToHaveTextAsync("Complaint logged");
        var reference = Reference().Match(await desk.Locator(".govuk-panel__body").InnerTextAsync()).Value;

        await Assertions.Expect(customer.State).ToContainTextAsync("This chat has ended.");
        await Assertions.Expect(customer.State).ToContainTextAsync(reference);
        await Assertions.Expect(page.GetByLabel("Your message")).ToHaveCountAsync(0);
        (await page.EvaluateAsync<bool>("window.stillTheSame === true")).ShouldBeTrue();
        await page.ReloadAsync();
        await customer.LookAsync("chat-ended");
        var copy = await page.RunAndWaitForDownloadAsync(
            () => page.GetByRole(AriaRole.Link, new() { Name = "Save a copy" }).ClickAsync());
        var text = await File.ReadAllTextAsync((await copy.PathAsync())!);
        text.ShouldContain(reference);
        text.ShouldContain($"Three weeks. {Attack}");
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        await customer.LookAsync("chat-printed");
        await page.EmulateMediaAsync(new() { Media = Media.Screen });

        await desk.GetByRole(AriaRole.Link, new() { Name = "Open the complaint" }).ClickAsync();
        await desk.GetByRole(AriaRole.Link, new() { Name = "The chat it came from" }).ClickAsync();
        await Assertions.Expect(desk.Locator(".app-chat")).ToContainTextAsync("Since when?");
        await Assertions.Expect(desk.Locator("main")).ToContainTextAsync(reference);
        await adviser.LookAsync("waiting-conversation-ended");

        await PressAsync(page, "Forget this chat on this device");
        (await page.Context.CookiesAsync()).ShouldNotContain(one => one.Name == "portal-chat");
        await page.GotoAsync("/chat");
        await Assertions.Expect(customer.Heading).ToHaveTextAsync("Chat with us");
    }

    [Fact]
    public async Task without_javascript_they_talk_by_sending_and_looking_again()
    {
        await using var customer = await browser.VisitAsync(platform, javaScript: false, width: 320, height: 640);
        var page = customer.Page;
        await page.GotoAsync("/chat");
        await page.GetByLabel("What it is about").FillAsync("My door does not lock.");
        await PressAsync(page, "Start the chat");
        await Assertions.Expect(customer.State).ToContainTextAsync("You are number 1");
        await using var adviser = await browser.SignedInAsync(platform, "adviser");
        var desk = adviser.Page;
        await desk.GotoAsync("/waiting");
        await PressAsync(desk, "Take the one that waits longest");
        await Assertions.Expect(adviser.Heading).ToHaveTextAsync("Chat with somebody who gave no name");
        await PressAsync(desk, "Send");
        await Assertions.Expect(desk.Locator(".govuk-error-summary")).ToContainTextAsync("Enter your answer");
        await adviser.LookAsync("waiting-conversation-errors");
        await desk.GetByLabel("Your answer").FillAsync("Which door?");
        await PressAsync(desk, "Send");
        await Assertions.Expect(adviser.Said).ToContainTextAsync("Which door?");
        await page.GetByRole(AriaRole.Link, new() { Name = "See new answers" }).ClickAsync();
        await Assertions.Expect(customer.Said).ToContainTextAsync("Which door?");
        await PressAsync(page, "Send");
        await Assertions.Expect(page.Locator(".govuk-error-summary")).ToContainTextAsync("Enter your message");
        await page.GetByLabel("Your message").FillAsync("The front door.");
        await PressAsync(page, "Send");
        await Assertions.Expect(customer.Said).ToContainTextAsync("The front door.");
        await Assertions.Expect(adviser.Said).ToContainTextAsync("The front door.");

        using var officer = await PlainVisitor.SignedInAsync(platform, "officer");
        var read = await officer.GetAsync(new Uri(desk.Url).AbsolutePath);
        Said(read).ShouldContain("The front door.");
        read.Document.QuerySelector("textarea").ShouldBeNull();
        using var stranger = await PlainVisitor.SignedInAsync(platform, "partner");
        (await stranger.GetAsync(new Uri(desk.Url).AbsolutePath)).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task what_is_written_while_the_chat_ends_is_kept_and_leads_on()
    {
        await using var customer = await browser.VisitAsync(platform);
        var page = customer.Page;
        await page.GotoAsync("/chat");
        await page.GetByLabel("What it is about").FillAsync("My door does not lock.");
        await PressAsync(page, "Start the chat");
        await using var adviser = await browser.SignedInAsync(platform, "adviser");
        var desk = adviser.Page;
        await desk.GotoAsync("/waiting");
        await PressAsync(desk, "Take the one that waits longest");
        await adviser.GoAsync("/waiting", "waiting-mine-chat");
        await Assertions.Expect(desk.Locator("main")).ToContainTextAsync("Waits for your answer");
        await desk.Locator("main .app-cardlist a").ClickAsync();
        await page.GetByLabel("Your message").FillAsync("And the window.");
        await desk.GetByText("Put it back, or say").ClickAsync();
        await desk.GetByLabel("Why", new() { Exact = true }).FillAsync("Passed to the caretaker.");
        await PressAsync(desk, "Nothing is to be done");
        await Assertions.Expect(desk.Locator("main")).ToContainTextAsync("It waits no longer.");
        await Assertions.Expect(customer.State).ToContainTextAsync("This chat has ended.");
        await PressAsync(page, "Send");
        await Assertions.Expect(page.Locator(".govuk-error-summary")).ToContainTextAsync("This chat has ended");
        (await page.GetByLabel("What you wrote").InputValueAsync()).ShouldBe("And the window.");
        await customer.LookAsync("chat-written-too-late");
        await PressAsync(page, "Begin another chat with it");
        (await page.GetByLabel("What it is about").InputValueAsync()).ShouldBe("And the window.");
        await PressAsync(page, "Start the chat");
        await Assertions.Expect(customer.Said).ToContainTextAsync("And the window.");
        await page.GetByText("End this chat").ClickAsync();
        await PressAsync(page, "End the chat");
        await Assertions.Expect(customer.State).ToContainTextAsync("You have ended this chat.");
        await customer.LookAsync("chat-left");
        await adviser.GoAsync("/waiting", "waiting-left");
        await Assertions.Expect(desk.Locator("main")).ToContainTextAsync("they ended the chat");
    }

    [Fact]
    public async Task what_is_added_to_a_complaint_says_so_on_both_sides()
    {
        var (_, reference) = await Sample.ComplaintAsync(platform);
        using var customer = PlainVisitor.Stranger(platform);
        var begun = await BeginAsync(customer, "It is broken again.");
        await using var adviser = await browser.SignedInAsync(platform, "adviser");
        var desk = adviser.Page;
        await desk.GotoAsync("/waiting");
        await PressAsync(desk, "Take the one that waits longest");
        await desk.GetByText("Add it to a complaint that there is").ClickAsync();
        await desk.GetByLabel("Reference of the complaint").FillAsync("CMP-0000-0000");
        await PressAsync(desk, "Add it");
        await Assertions.Expect(desk.Locator(".govuk-error-summary")).ToContainTextAsync("no complaint with this");
        await desk.GetByLabel("Reference of the complaint").FillAsync(reference.ToLowerInvariant());
        await PressAsync(desk, "Add it");
        await Assertions.Expect(desk.Locator("main")).ToContainTextAsync("What was said is added to this complaint.");
        await Assertions.Expect(desk.Locator("main")).ToContainTextAsync("It is broken again.");
        await adviser.LookAsync("case-with-chat");
        var ended = await customer.GetAsync("/chat");
        ended.Document.QuerySelector("[data-chat-state]")!.TextContent.ShouldContain(reference);
        // Sent from the page as it was before.
        var late = await customer.SendAsync(begun, "Send", ("Text", "Still there?"));
        late.Document.QuerySelector("textarea")!.TextContent.Trim().ShouldBe("Still there?");
    }

    [Fact]
    public async Task a_form_that_is_sent_twice_begins_one_chat_and_writes_one_message()
    {
        using var customer = PlainVisitor.Stranger(platform);
        var form = await customer.GetAsync("/chat");
        for (var i = 0; i < 2; i++) await customer.SendAsync(form, "Start the chat", ("About", "The lift is stuck."));
        var other = await customer.SendAsync(form, "Start the chat", ("About", "The door, too."));
        other.Document.QuerySelector("textarea[name=Text]")!.TextContent.Trim().ShouldBe("The door, too.");
        var chat = await customer.GetAsync("/chat");
        for (var i = 0; i < 2; i++) await customer.SendAsync(chat, "Send", ("Text", "It is the third floor."));
        Said(await customer.GetAsync("/chat")).ShouldBe(["The lift is stuck.", "It is the third floor."]);
        var changed = await customer.SendAsync(chat, "Send", ("Text", "Or the fourth."));
        changed.Document.QuerySelector("textarea")!.TextContent.Trim().ShouldBe("Or the fourth.");
        await customer.SendAsync(changed, "Send");
        Said(await customer.GetAsync("/chat"))
            .ShouldBe(["The lift is stuck.", "It is the third floor.", "Or the fourth."]);
    }

    [Fact]
    public async Task a_chat_is_for_the_browser_that_began_it_alone()
    {
        using var customer = PlainVisitor.Stranger(platform);
        await BeginAsync(customer, "Only mine.");
        using var stranger = PlainVisitor.Stranger(platform);
        (await stranger.GetAsync("/chat")).Document.Body!.TextContent.ShouldNotContain("Only mine.");
        foreach (var part in new[] { "/chat?handler=Parts", "/chat?handler=Copy", "/chat/changes" })
        {
            (await stranger.GetAsync(part)).Status.ShouldBe(HttpStatusCode.NotFound, part);
            (await customer.GetAsync(part, ("Sec-Fetch-Site", "cross-site"))).Status
                .ShouldBe(part == "/chat/changes" ? HttpStatusCode.Forbidden : HttpStatusCode.OK);
        }

        // What another site sends does nothing.
        await customer.PostAsync("/chat?handler=Write", ("Text", "Forged."), ("MessageId", $"{Sample.NewId()}"));
        Said(await customer.GetAsync("/chat")).ShouldBe(["Only mine."]);
        // A cookie that is nonsense is no chat, and no fault.
        using var other = PlainVisitor.Stranger(platform);
        (await other.GetAsync("/chat", ("Cookie", "portal-chat=nonsense"))).Heading.ShouldBe("Chat with us");
    }

    private static async Task<PlainPage> BeginAsync(PlainVisitor customer, string words)
    {
        var begun = await customer.SendAsync(await customer.GetAsync("/chat"), "Start the chat", ("About", words));
        begun.Heading.ShouldBe("Your chat with us");
        return begun;
    }

    private static IEnumerable<string> Said(PlainPage page) =>
        [.. page.Document.QuerySelectorAll(".app-chat .app-text").Select(text => text.TextContent)];

    private static async Task StayAsync(IPage page) => await page.EvaluateAsync("window.stillTheSame = true");

    private static Task PressAsync(IPage page, string name) =>
        page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true }).First.ClickAsync();

    [GeneratedRegex("CMP-[0-9A-Z]{4}-[0-9A-Z]{4}")]
    private static partial Regex Reference();
}

/// <summary>What a chat has on either side.</summary>
internal static class ChatPage
{
    extension(Visitor visitor)
    {
        public ILocator State => visitor.Page.Locator("[data-chat-state]");

        public ILocator Said => visitor.Page.Locator(".app-chat");
    }
}
