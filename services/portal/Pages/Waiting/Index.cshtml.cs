using ComplaintsPlatform.Portal.Gateway;
using ComplaintsPlatform.Portal.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ComplaintsPlatform.Portal.Pages.Waiting;

/// <summary>Contacts of chat and social media: those that I have taken, and the queue.</summary>
internal sealed class IndexModel(Gateway.Waiting waiting) : PageModel
{
    private static readonly Dictionary<string, string> DoneWords = new()
    {
        ["none"] = "Nothing waits: somebody else took the last one.",
        ["back"] = "It is back in its old place in the queue.",
        ["finished"] = "It waits no longer.",
    };

    public IReadOnlyList<WaitingContact> Mine { get; private set; } = [];

    public IReadOnlyList<WaitingContact> Queue { get; private set; } = [];

    public string? Done { get; private set; }

    public static string? Short(string? words) => words is { Length: > 160 } ? words[..160] + "…" : words;

    public async Task OnGetAsync()
    {
        var all = await waiting.ListAsync();
        Mine = [.. all.Where(contact => $"{contact.TakenBy}" == User.Id())];
        Queue = [.. all.Where(contact => $"{contact.TakenBy}" != User.Id())];
        Done = Request.Query["done"] is [{ } done] ? DoneWords.GetValueOrDefault(done) : null;
    }

    public async Task<IActionResult> OnPostTakeAsync() => Redirect(
        await waiting.TakeNextAsync(null) is { } taken ? $"/waiting/{taken.ContactId}" : "/waiting?done=none");
}
