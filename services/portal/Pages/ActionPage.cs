using ComplaintsPlatform.Portal.Gateway;
using ComplaintsPlatform.Portal.SignIn;
using Microsoft.AspNetCore.Mvc;

namespace ComplaintsPlatform.Portal.Pages;

/// <summary>A page about what is followed up for a complaint: it reads that, and sends what was asked for.</summary>
internal abstract class ActionPage(Gateway.Complaints complaints, Gateway.Actions actions, WorkingDays days)
    : CasePage(complaints, days)
{
    public FollowedUp Followed { get; private set; } = null!;

    /// <summary>Whoever looks may promise for the landlord.</summary>
    public bool Promises => User.Is(Access.Policies[Access.Promise]) && Case.MergedInto is null;

    protected Gateway.Actions Actions { get; } = actions;

    /// <summary>The form's field for a path of the API.</summary>
    protected virtual IReadOnlyDictionary<string, string> Fields { get; } = new Dictionary<string, string>();

    /// <summary>The form's field for the code of a refusal.</summary>
    protected virtual IReadOnlyDictionary<string, string> Codes { get; } = new Dictionary<string, string>();

    protected async Task FollowAsync(Guid id)
    {
        var followed = Actions.OfAsync(id);
        await LoadAsync(id);
        Followed = await followed;
    }

    /// <summary>The action that the address names; a page that is not there when there is none.</summary>
    protected ActionDetails Find(Guid actionId) =>
        Followed.Actions.FirstOrDefault(one => one.ActionId == actionId) ?? throw Missing;

    protected ReviewDetails FindReview(Guid reviewId) =>
        Followed.Reviews.FirstOrDefault(one => one.ReviewId == reviewId) ?? throw Missing;

    private static ProblemAnswer Missing => new(StatusCodes.Status404NotFound, "not-found", null, null);

    /// <summary>Sends what was asked for, and leads on; what can be mended is said at its field.</summary>
    protected async Task<IActionResult> SendAsync(string to, string done, Func<Task> send)
    {
        if (!ModelState.IsValid) return Page();
        try
        {
            await send();
            return Redirect($"{to}?done={done}");
        }
        catch (ProblemAnswer problem) when (problem.IsMendable)
        {
            problem.AddTo(ModelState, Fields, Codes);
            return Page();
        }
    }
}

/// <summary>A page about one action.</summary>
internal abstract class OneActionPage(Gateway.Complaints complaints, Gateway.Actions actions, WorkingDays days)
    : ActionPage(complaints, actions, days)
{
    public ActionDetails Action { get; private set; } = null!;

    public string Here => $"/complaints/{Case.ComplaintId}/actions/{Action.ActionId}";

    public bool IsMine => $"{Action.OwnerId}" == User.Id();

    protected async Task LoadAsync(Guid id, Guid actionId)
    {
        await FollowAsync(id);
        Action = Find(actionId);
    }
}

/// <summary>Actions of a complaint, as a table.</summary>
internal sealed record ActionsShown(CasePage Page, IReadOnlyList<ActionDetails> Actions);
