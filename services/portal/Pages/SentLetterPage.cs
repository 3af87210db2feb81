using ComplaintsPlatform.Portal.Gateway;
using Microsoft.AspNetCore.Mvc;

namespace ComplaintsPlatform.Portal.Pages;

/// <summary>A page about what became of a letter that was to go out.</summary>
internal abstract class SentLetterPage(Gateway.Complaints complaints, WorkingDays days) : CasePage(complaints, days)
{
    public LetterAnswer Letter { get; private set; } = null!;

    protected async Task<bool> LoadAsync(Guid id, Guid letterId)
    {
        await LoadAsync(id);
        if ((await Complaints.CorrespondenceAsync(id))?.Letters.FirstOrDefault(one => one.LetterId == letterId)
            is not { } letter) return false;
        Letter = letter;
        return true;
    }

    protected async Task<IActionResult> SendAsync(
        Guid id, Guid letterId, string done, Func<Task> send, IReadOnlyDictionary<string, string> fields,
        IReadOnlyDictionary<string, string> codes)
    {
        try
        {
            if (ModelState.IsValid)
            {
                await send();
                return Redirect($"/complaints/{id}/correspondence?done={done}");
            }
        }
        catch (ProblemAnswer problem) when (problem.IsMendable)
        {
            problem.AddTo(ModelState, fields, codes);
        }

        return await LoadAsync(id, letterId) ? Page() : NotFound();
    }
}
