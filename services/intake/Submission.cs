using System.Diagnostics;
using ComplaintsPlatform.ServiceDefaults;

namespace ComplaintsPlatform.Intake;

/// <summary>
/// What decisions about a submission need to know. A complaint's stream is here too, but no command is for it: its life
/// is at cases.
/// </summary>
public sealed record Submission(Guid SubmissionId) : IBeginsLater
{
    /// <summary>As it was recorded, so that a complaint is made of it without typing it again.</summary>
    public SubmissionRecorded? Recorded { get; init; }

    public PassedToService? WithService { get; init; }

    public ComplaintOffered? Offer { get; init; }

    public OfferDeclined? Declined { get; init; }

    public PromotedToComplaint? Complaint { get; init; }

    public ComplaintRefused? Refusal { get; init; }

    public SubmissionResolved? Resolution { get; init; }

    bool IBeginsLater.HasBegun => Recorded is not null;

    public static Submission Evolve(Submission? state, ISubmissionEvent @event)
    {
        var submission = state ?? new Submission(@event.SubmissionId);
        return @event switch
        {
            ComplaintMade => submission,
            SubmissionRecorded e => submission with { Recorded = e },
            PassedToService e => submission with { WithService = e },
            // Offered again, the earlier answer is no longer one.
            ComplaintOffered e => submission with { Offer = e, Declined = null },
            OfferDeclined e => submission with { Declined = e },
            PromotedToComplaint e => submission with { Complaint = e },
            ComplaintRefused e => submission with { Refusal = e },
            SubmissionResolved e => submission with { Resolution = e },
            _ => throw new UnreachableException($"{@event.GetType().Name} is not folded into a submission."),
        };
    }
}
