using ComplaintsPlatform.Portal.Gateway;
using Microsoft.AspNetCore.Mvc;

namespace ComplaintsPlatform.Portal.Pages.Complaints;

/// <summary>A review by somebody outside: what they decided, and what they asked for.</summary>
internal sealed class ReviewModel(Gateway.Complaints complaints, Gateway.Actions actions, WorkingDays days)
    : ActionPage(complaints, actions, days)
{
    public ReviewDetails Review { get; private set; } = null!;

    public IReadOnlyList<ActionDetails> AskedFor =>
        [.. Followed.Actions.Where(one => one.ReviewId == Review.ReviewId)
            .OrderByDescending(one => one.IsOpen).ThenBy(one => one.DueOn)];

    public Task OnGetAsync(Guid id, Guid reviewId) => ShowAsync(id, reviewId);

    public async Task<IActionResult> OnPostAsync(Guid id, Guid reviewId)
    {
        await ShowAsync(id, reviewId);
        return await SendAsync($"/complaints/{id}/reviews/{reviewId}", "review-closed",
            () => Actions.CloseReviewAsync(id, reviewId));
    }

    private async Task ShowAsync(Guid id, Guid reviewId)
    {
        await FollowAsync(id);
        Review = FindReview(reviewId);
    }
}
