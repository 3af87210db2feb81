using ComplaintsPlatform.Portal.Gateway;
using ComplaintsPlatform.Portal.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ComplaintsPlatform.Portal.Pages.Waiting;

/// <summary>One contact: what was said, the answer to it where it is a chat, and what comes of it. Whoever may read
/// complaints reads it; who has it does the rest.</summary>
internal sealed class ContactModel(Gateway.Waiting waiting, Gateway.Complaints complaints, TimeProvider time)
    : PageModel
{
    // What a complaint takes as what was said again.
    private const int LongestJoined = 10_000;

    private static readonly Dictionary<string, string> Fields = new()
    { ["reason"] = nameof(Reason), ["note"] = nameof(Reason), ["text"] = nameof(Text), ["words"] = nameof(Reference) };

    [BindProperty]
    public string? Text { get; set; }

    /// <summary>What makes an answer that is sent twice one answer.</summary>
    [BindProperty]
    public Guid MessageId { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    [BindProperty]
    public string? Reference { get; set; }

    public Conversation It { get; private set; } = null!;

    public bool IsMine => It.State == "taken" && $"{It.TakenBy}" == User.Id();

    public bool MayAnswer => IsMine && It is { IsChat: true, HasLeft: false };

    public bool Has(string field) => ModelState[field]?.Errors.Count > 0;

    public Task OnGetAsync(Guid id) => ShowAsync(id);

    /// <summary>What a script puts in the place of what stands there.</summary>
    public async Task<IActionResult> OnGetPartsAsync(Guid id) =>
        Partial("_StaffChat", await waiting.OneAsync(id));

    public Task<IActionResult> OnPostAnswerAsync(Guid id) => SendAsync(
        id, nameof(Text), Text, "Enter your answer", async text =>
        {
            await waiting.AnswerAsync(id, MessageId, text);
            return $"/waiting/{id}#said-{MessageId}";
        });

    public Task<IActionResult> OnPostBackAsync(Guid id) => SendAsync(
        id, nameof(Reason), Reason, "Enter why you put it back", async reason =>
        {
            await waiting.PutBackAsync(id, reason);
            return "/waiting?done=back";
        });

    public Task<IActionResult> OnPostFinishAsync(Guid id) => SendAsync(
        id, nameof(Reason), Reason, "Enter why nothing is to be done", async reason =>
        {
            await waiting.FinishAsync(id, "nothing-to-do", null, reason);
            return "/waiting?done=finished";
        });

    public Task<IActionResult> OnPostJoinAsync(Guid id) => SendAsync(
        id, nameof(Reference), Reference, "Enter the reference of the complaint", async reference =>
        {
            if (await complaints.ByReferenceAsync(reference) is not { } found)
            {
                ModelState.AddModelError(nameof(Reference), "There is no complaint with this reference");
                return null;
            }

            // Added once however often it is sent, since the contact's id says which it was.
            var it = await waiting.OneAsync(id);
            var words = string.Join("\n\n", it.Words);
            await complaints.JoinAsync(found.ComplaintId, new JoinComplaint
            {
                Channel = it.Channel,
                Words = words.Length <= LongestJoined ? words : words[..(LongestJoined - 1)] + "…",
                Points = [],
                Contact = it.From is { } from
                    ? new JoinedContact { Name = from.Name, Email = from.Email, Phone = from.Phone }
                    : null,
                ContactId = id,
            });
            await waiting.FinishAsync(id, "joined", found.ComplaintId, null);
            return $"/complaints/{found.ComplaintId}?done=joined";
        });

    private async Task<IActionResult> SendAsync(
        Guid id, string field, string? given, string sentence, Func<string, Task<string?>> send)
    {
        if (string.IsNullOrWhiteSpace(given)) ModelState.AddModelError(field, sentence);
        else
            try
            {
                if (await send(given) is { } next) return Redirect(next);
            }
            catch (ProblemAnswer problem) when (problem.IsMendable || problem.Status == 412)
            {
                if (problem.Status == 412) ModelState.AddModelError(field, "Too much happened at once. Send it again");
                else problem.AddTo(ModelState, Fields, new Dictionary<string, string>
                {
                    ["contact-finished"] = field,
                    ["contact-of-another"] = field,
                    ["contact-not-taken"] = field,
                    ["chat-left"] = field,
                    ["chat-full"] = field,
                    ["message-id-reused"] = field,
                });
                if (problem.Code == "message-id-reused") MessageId = Guid.Empty;
            }

        await ShowAsync(id);
        return Page();
    }

    private async Task ShowAsync(Guid id)
    {
        It = await waiting.OneAsync(id);
        if (MessageId == Guid.Empty) MessageId = Guid.CreateVersion7(time.GetUtcNow());
    }
}
