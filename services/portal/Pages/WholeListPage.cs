using ComplaintsPlatform.Portal.Gateway;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ComplaintsPlatform.Portal.Pages;

/// <summary>
/// A page of a list of which every change sends the whole, with the version that the form showed. When somebody was
/// quicker, it is shown as it is now beside what was written, and sent again it is meant for that.
/// </summary>
internal abstract class WholeListPage : PageModel
{
    /// <summary>What the form was made from; once it is read, the one that is there.</summary>
    [BindProperty(Name = "version")]
    public long Version { get; set; }

    /// <summary>Somebody changed it meanwhile.</summary>
    public bool IsStale { get; private set; }

    /// <summary>Whose list it is, as in "the areas".</summary>
    public abstract string What { get; }

    /// <summary>Reads it as it is, with its version.</summary>
    protected abstract Task LoadAsync();

    /// <summary>Reads it as it is.</summary>
    /// <returns>The version that the form showed, which the change has to name.</returns>
    protected async Task<long> LoadForChangeAsync()
    {
        var seen = Version;
        await LoadAsync();
        return seen;
    }

    /// <summary>Sends it, unless something is wrong with the form, and leads back to the page.</summary>
    /// <param name="send">Sends it.</param>
    /// <param name="fields">The form's field for a path of the API.</param>
    /// <param name="codes">The form's field for the code of a refusal.</param>
    protected async Task<IActionResult> SendAsync(
        Func<Task> send, Dictionary<string, string> fields, Dictionary<string, string>? codes = null)
    {
        if (!ModelState.IsValid) return Page();
        try
        {
            await send();
            return LocalRedirect(Request.Path);
        }
        catch (ProblemAnswer problem) when (problem.Status == StatusCodes.Status412PreconditionFailed)
        {
            IsStale = true;
            Response.StatusCode = StatusCodes.Status412PreconditionFailed;
            ModelState.Remove("version");
        }
        catch (ProblemAnswer problem) when (problem.IsMendable)
        {
            problem.AddTo(ModelState, fields, codes);
        }

        return Page();
    }
}
