using ComplaintsPlatform.Portal.Gateway;
using Microsoft.AspNetCore.Mvc;

namespace ComplaintsPlatform.Portal.Pages;

/// <summary>What was written beside what is there now.</summary>
internal sealed record Conflict(
    IReadOnlyList<(string Field, string Yours, string Now)> Fields, IReadOnlyList<Change> Since);

/// <summary>
/// A page that changes a complaint. The form names the version that it was made from; when somebody was quicker, it
/// comes back with what they did beside what was written, and the choice is the user's.
/// </summary>
internal abstract class VerbPage(Gateway.Complaints complaints, WorkingDays days) : CasePage(complaints, days)
{
    /// <summary>What the form was made from; 0 when it is shown first.</summary>
    [BindProperty(SupportsGet = true, Name = "version")]
    public long Seen { get; set; }

    public Conflict? Conflict { get; private set; }

    /// <summary>The form's field for a path or a code of the API.</summary>
    protected virtual IReadOnlyDictionary<string, string> Fields { get; } = new Dictionary<string, string>();

    protected virtual IReadOnlyDictionary<string, string> Codes { get; } = new Dictionary<string, string>();

    /// <summary>What was written, field by field, beside what the complaint says now.</summary>
    protected abstract IReadOnlyList<(string Field, string Yours, string Now)> Compare();

    protected async Task<IActionResult> SendAsync(Guid id, string done, Func<Task> send)
    {
        if (!ModelState.IsValid) return await AgainAsync(id);
        try
        {
            await send();
            return Redirect($"/complaints/{id}?done={done}");
        }
        catch (ProblemAnswer problem) when (problem.Status == StatusCodes.Status412PreconditionFailed)
        {
            await AgainAsync(id);
            var history = await Complaints.HistoryAsync(id);
            Conflict = new Conflict(Compare(), [.. history.Changes.Where(change => change.Version > Seen)]);
            // Sent again, it is meant for what is there now.
            Seen = Version;
            ModelState.Clear();
            Response.StatusCode = StatusCodes.Status412PreconditionFailed;
            return Page();
        }
        catch (ProblemAnswer problem) when (problem.IsMendable)
        {
            problem.AddTo(ModelState, Fields, Codes);
            return await AgainAsync(id);
        }
    }

    protected async Task ShowAsync(Guid id)
    {
        await LoadAsync(id);
        if (Seen == 0) Seen = Version;
    }

    private async Task<IActionResult> AgainAsync(Guid id)
    {
        await LoadAsync(id);
        return Page();
    }
}
