using ComplaintsPlatform.ServiceDefaults;

namespace ComplaintsPlatform.Cases;

/// <summary>A complaint that was merged into another one goes on there: nothing more is decided on it.</summary>
internal static class MergedAway
{
    /// <summary>The refusal of any command on it; null when it was not merged.</summary>
    public static Decision<IComplaintEvent>? Refusal(Complaint state) => state.MergedInto is { } merged
        ? Decision<IComplaintEvent>.Refuse("merged-into-another",
            $"This complaint was merged into {merged.SurvivorReference}. Go on there, or undo the merge.")
        : null;
}
