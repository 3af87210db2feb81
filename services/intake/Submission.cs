using System.Diagnostics;

namespace ComplaintsPlatform.Intake;

/// <summary>What decisions about a submission need to know.</summary>
public sealed record Submission(Guid ComplaintId)
{
    public static Submission Evolve(Submission? state, ISubmissionEvent @event) => @event switch
    {
        ComplaintMade e => new Submission(e.ComplaintId),
        _ => throw new UnreachableException($"{@event.GetType().Name} is not folded into a submission."),
    };
}
