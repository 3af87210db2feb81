using ComplaintsPlatform.Portal.Gateway;
using ComplaintsPlatform.Portal.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ComplaintsPlatform.Portal.Pages;

/// <summary>A page of one task, for whoever has it or handles the complaint. Whoever has it may not read complaints:
/// the page knows of the complaint what the task shows.</summary>
internal abstract class OneTaskPage(Gateway.Tasks tasks, WorkingDays days) : PageModel
{
    private static readonly Dictionary<string, string> DoneWords = new()
    {
        ["claimed"] = "The task is yours.",
        ["released"] = "The task waits again.",
        ["given"] = "Somebody else has the task now.",
        ["finished"] = "The task is finished. Whoever set it sees what you found out.",
        ["returned"] = "The task is to be done again.",
        ["withdrawn"] = "The task is withdrawn.",
        ["chased"] = "It is recorded that the task was chased.",
    };

    public TaskShown Shown { get; private set; } = null!;

    public TaskDetails Task => Shown.Task;

    public string Here => $"/complaints/{Shown.ComplaintId}/tasks/{Task.TaskId}";

    /// <summary>What was done on the page before.</summary>
    public string? Done { get; private set; }

    public DateOnly Today => days.Today;

    public Func<DateOnly, bool> WorkingDay { get; private set; } = static _ => true;

    public bool Handles => User.Is(Access.Policies[Access.Handle]);

    public bool Reads => User.Is(Access.Policies[Access.Read]);

    protected Gateway.Tasks Tasks { get; } = tasks;

    /// <summary>The form's field for a path or a code of the API.</summary>
    protected virtual IReadOnlyDictionary<string, string> Fields { get; } = new Dictionary<string, string>
    { ["reason"] = "Form.Reason" };

    protected virtual IReadOnlyDictionary<string, string> Codes { get; } = new Dictionary<string, string>();

    /// <summary>Reads the task; whoever has no part in it is told that there is none.</summary>
    protected async Task LoadAsync(Guid id, Guid taskId)
    {
        var working = days.AskAsync();
        Shown = await Tasks.OneAsync(id, taskId);
        WorkingDay = await working;
        Done = Request.Query["done"] is [{ } done] ? DoneWords.GetValueOrDefault(done) : null;
    }

    /// <summary>Sends what was asked for, and leads on; what can be mended is said at its field.</summary>
    protected async Task<IActionResult> SendAsync(Guid id, Guid taskId, string done, Func<Task> send, string? to = null)
    {
        try
        {
            if (ModelState.IsValid)
            {
                await send();
                return Redirect(to ?? $"/complaints/{id}/tasks/{taskId}?done={done}");
            }
        }
        catch (ProblemAnswer problem) when (problem.IsMendable)
        {
            problem.AddTo(ModelState, Fields, Codes);
        }

        await LoadAsync(id, taskId);
        return Page();
    }
}
