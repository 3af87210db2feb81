using System.Globalization;
using System.Text;
using ComplaintsPlatform.Pages;
using ComplaintsPlatform.Portal.Gateway;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;

namespace ComplaintsPlatform.Portal.Pages;

/// <summary>
/// A chat with staff for somebody who is not signed in, and need not give a name. The browser remembers which is theirs
/// (ChatCookie.cs). Every form is a form: with a script what is said appears by itself, without one a button shows it.
/// What was written is on the page again whenever it could not be sent.
/// </summary>
internal sealed class ChatModel(
    Chats chats, IOptions<HowToComplainOptions> ways, IOptions<PagesOptions> pages, TimeProvider time) : PageModel
{
    private static readonly Dictionary<string, string> Fields = new()
    {
        ["words"] = "About",
        ["text"] = "Text",
        ["from.name"] = "Name",
        ["from.email"] = "Email",
        ["from.phone"] = "Phone",
    };

    [BindProperty]
    public string? About { get; set; }

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? Email { get; set; }

    [BindProperty]
    public string? Phone { get; set; }

    [BindProperty]
    public string? Text { get; set; }

    /// <summary>What makes a message that is sent twice one message.</summary>
    [BindProperty]
    public Guid MessageId { get; set; }

    /// <summary>The chat of this browser, or null when none was begun or it cannot be asked for.</summary>
    public Chat? Seen { get; private set; }

    /// <summary>The chat cannot be asked for just now; what was written stays.</summary>
    public bool IsAway { get; private set; }

    public HowToComplainOptions Ways => ways.Value;

    public async Task OnGetAsync()
    {
        Seen = await chats.FindAsync(ChatCookie.ReadOrDraw(HttpContext));
        MessageId = NewId();
    }

    /// <summary>What a script puts in the place of what stands there.</summary>
    public async Task<IActionResult> OnGetPartsAsync() =>
        ChatCookie.Read(HttpContext) is { } own && await chats.FindAsync(own) is { } seen
            ? Partial("_CustomerChat", seen)
            : NotFound();

    /// <summary>A copy to keep.</summary>
    public async Task<IActionResult> OnGetCopyAsync()
    {
        if (ChatCookie.Read(HttpContext) is not { } own || await chats.FindAsync(own) is not { } seen)
            return NotFound();
        var copy = new StringBuilder($"Chat with {pages.Value.Name}, begun on {At(seen.StartedAt)}\n");
        if (seen.Reference is { } reference) copy.Append(CultureInfo.InvariantCulture, $"Reference: {reference}\n");
        foreach (var said in seen.Messages)
            copy.Append(CultureInfo.InvariantCulture, $"\n{said.By ?? "You"}, {At(said.At)}\n{said.Text}\n");
        // Before the first letter, so that whatever opens it reads it as what it is.
        return File(
            [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(copy.ToString())], "text/plain; charset=utf-8",
            $"chat-{London(seen.StartedAt)}.txt");

        static string At(DateTimeOffset at) => Words.Moment(at);
        static string London(DateTimeOffset at) =>
            ServiceDefaults.London.DayOf(at).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }

    public async Task<IActionResult> OnPostStartAsync()
    {
        var own = ChatCookie.ReadOrDraw(HttpContext);
        if (string.IsNullOrWhiteSpace(About)) ModelState.AddModelError(nameof(About), "Enter what it is about");
        else if (await IsSentAsync(
            () => chats.StartAsync(own, About, new ResidentGiven
            {
                Name = Name,
                Email = Email,
                Phone = Phone,
            })))
            return Redirect("/chat");
        return await ShowAsync(own);
    }

    public async Task<IActionResult> OnPostWriteAsync()
    {
        var own = ChatCookie.ReadOrDraw(HttpContext);
        if (string.IsNullOrWhiteSpace(Text)) ModelState.AddModelError(nameof(Text), "Enter your message");
        else if (await IsSentAsync(() => chats.WriteAsync(own, MessageId, Text)))
            return Redirect($"/chat#said-{MessageId}");
        return await ShowAsync(own);
    }

    public async Task<IActionResult> OnPostEndAsync()
    {
        var own = ChatCookie.ReadOrDraw(HttpContext);
        return await IsSentAsync(() => chats.EndAsync(own)) ? Redirect("/chat") : await ShowAsync(own);
    }

    /// <summary>Another chat, with what could not be said in the one before.</summary>
    public IActionResult OnPostAgain()
    {
        ChatCookie.Draw(HttpContext);
        if (string.IsNullOrWhiteSpace(Text)) return Redirect("/chat");
        (About, Text) = (Text, null);
        return Page();
    }

    /// <summary>On a computer that others use.</summary>
    public IActionResult OnPostForget()
    {
        ChatCookie.Forget(HttpContext);
        return Redirect("/how-to-complain");
    }

    // Whatever the reason, what was written is shown again, and why it was not sent.
    private async Task<bool> IsSentAsync(Func<Task> send)
    {
        try
        {
            await send();
            return true;
        }
        catch (ProblemAnswer problem) when (problem.Status == StatusCodes.Status404NotFound)
        {
            (About, Text) = (Text, null);
            ModelState.AddModelError(nameof(About),
                "This browser does not remember the chat any more. Send what you wrote to begin another.");
        }
        catch (ProblemAnswer problem) when (problem.Status is 412 or >= 500)
        {
            ModelState.AddModelError(Text is null ? nameof(About) : nameof(Text),
                "It could not be sent just now. What you wrote is here: send it again in a moment.");
        }
        catch (ProblemAnswer problem) when (problem.IsMendable || problem.Status == 429)
        {
            // It is a chat already, from another tab perhaps: what is new is a message in it.
            if (problem.Code == "chat-begun") Text = About;
            problem.AddTo(ModelState, Fields, new Dictionary<string, string>
            {
                ["chat-begun"] = nameof(Text),
                ["chat-ended"] = nameof(Text),
                ["chat-full"] = nameof(Text),
                ["message-id-reused"] = nameof(Text),
                ["too-many-requests"] = Text is null ? nameof(About) : nameof(Text),
            });
            if (problem.Code == "message-id-reused") MessageId = Guid.Empty;
        }

        return false;
    }

    private async Task<IActionResult> ShowAsync(OwnChat own)
    {
        if (MessageId == Guid.Empty) MessageId = NewId();
        try
        {
            Seen = await chats.FindAsync(own);
        }
        catch (ProblemAnswer problem) when (problem.Status is 429 or >= 500)
        {
            IsAway = true;
        }

        return Page();
    }

    private Guid NewId() => Guid.CreateVersion7(time.GetUtcNow());
}
