using ComplaintsPlatform.Portal.Gateway;

namespace ComplaintsPlatform.Portal.Pages.Complaints;

internal sealed class TasksModel(Gateway.Complaints complaints, Gateway.Tasks tasks, WorkingDays days)
    : CasePage(complaints, days)
{
    /// <summary>What is still to be done first, the next due of it at the top.</summary>
    public IReadOnlyList<TaskDetails> All { get; private set; } = [];

    public async Task OnGetAsync(Guid id)
    {
        var all = tasks.OfAsync(id);
        await LoadAsync(id);
        All = [.. (await all).OrderByDescending(task => task.IsOpen).ThenBy(task => task.DueOn)];
    }
}
