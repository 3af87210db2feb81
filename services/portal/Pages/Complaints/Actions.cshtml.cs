using ComplaintsPlatform.Portal.Gateway;

namespace ComplaintsPlatform.Portal.Pages.Complaints;

internal sealed class ActionsModel(Gateway.Complaints complaints, Gateway.Actions actions, WorkingDays days)
    : ActionPage(complaints, actions, days)
{
    /// <summary>What is still to be done first, the next due of it at the top.</summary>
    public IReadOnlyList<ActionDetails> Sorted =>
        [.. Followed.Actions.OrderByDescending(one => one.IsOpen).ThenBy(one => one.DueOn)];

    public Task OnGetAsync(Guid id) => FollowAsync(id);
}
