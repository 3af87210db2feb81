using ComplaintsPlatform.Portal.Gateway;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ComplaintsPlatform.Portal.Pages;

/// <summary>A page that changes something by its version. When somebody was quicker, the form comes back with what was
/// written and says so; sent again, it is meant for what is there then.</summary>
internal abstract class ChangePage : PageModel
{
    /// <summary>What the form was made from; 0 when it is shown first.</summary>
    [BindProperty(SupportsGet = true, Name = "version")]
    public long Seen { get; set; }

    public bool IsStale { get; private set; }

    /// <summary>Where what is there now is shown.</summary>
    public abstract string Shown { get; }

    /// <summary>The form's field for a path or a code of the API.</summary>
    protected virtual IReadOnlyDictionary<string, string> Fields { get; } = new Dictionary<string, string>();

    protected virtual IReadOnlyDictionary<string, string> Codes { get; } = new Dictionary<string, string>();

    /// <summary>Reads what the page shows besides its form.</summary>
    protected abstract Task LoadAsync(Guid id);

    protected async Task<IActionResult> SendAsync(Guid id, string done, Func<Task> send)
    {
        try
        {
            if (ModelState.IsValid)
            {
                await send();
                return Redirect($"{Shown}?done={done}");
            }
        }
        catch (ProblemAnswer problem) when (problem.Status == StatusCodes.Status412PreconditionFailed)
        {
            (IsStale, Seen) = (true, 0);
            ModelState.Remove("version");
            Response.StatusCode = StatusCodes.Status412PreconditionFailed;
        }
        catch (ProblemAnswer problem) when (problem.IsMendable)
        {
            problem.AddTo(ModelState, Fields, Codes);
        }

        await LoadAsync(id);
        return Page();
    }
}
