using System.Diagnostics;
using ComplaintsPlatform.ServiceDefaults;

namespace ComplaintsPlatform.Cases;

/// <summary>How far a complaint is from its end. Once answered it waits softly: the resident may come back. Withdrawn
/// or closed, nothing is decided on it until it is reopened.</summary>
public sealed record Ending
{
    public static readonly Ending None = new();

    public CauseRecorded? Cause { get; private init; }

    /// <summary>As it was recorded; null unless the resident has taken the complaint back.</summary>
    public ComplaintWithdrawn? Withdrawal { get; private init; }

    public ComplaintClosed? Closure { get; private init; }

    public bool IsEnded => Withdrawal is not null || Closure is not null;

    internal static Ending Evolve(Ending ending, IClosingEvent happened) => happened switch
    {
        CauseRecorded e => ending with { Cause = e },
        ComplaintWithdrawn e => ending with { Withdrawal = e },
        ComplaintClosed e => ending with { Closure = e },
        ComplaintReopened => ending with { Withdrawal = null, Closure = null },
        _ => throw new UnreachableException($"{happened.GetType().Name} is not folded into an ending."),
    };

    /// <summary>The refusal of any decision on a complaint that goes on elsewhere or has ended; null when it may be
    /// made.</summary>
    public static Decision<IComplaintEvent>? Refusal(Complaint state) => MergedAway.Refusal(state)
        ?? state.Ending switch
        {
            { Closure: { } closed } => Decision<IComplaintEvent>.Refuse("complaint-closed",
                $"This complaint was closed on {closed.ClosedOn:d MMMM yyyy}. Reopen it first, with the reason."),
            { Withdrawal: { } withdrawn } => Decision<IComplaintEvent>.Refuse("complaint-withdrawn",
                $"The resident took it back on {withdrawn.WithdrawnOn:d MMMM yyyy}. Reopen it first, with the reason."),
            _ => null,
        };
}
