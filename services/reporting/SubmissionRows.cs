using ComplaintsPlatform.Contracts.Intake;

namespace ComplaintsPlatform.Reporting;

/// <summary>What intake says of service requests and other submissions that are no complaints.</summary>
internal static class SubmissionRows
{
    public static Change Fold(SubmissionRecorded message, StoredMessage stored) => Row.SetSubmission(
        message.SubmissionId, ("reference", message.Reference), ("type", message.Type), ("channel", message.Channel),
        ("service", message.Service), ("received_on", message.ReceivedOn), ("property_id", message.PropertyId));

    public static Change Fold(SubmissionResolved message, StoredMessage stored) => Row.SetSubmission(
        message.SubmissionId, ("resolved_on", message.ResolvedOn), ("at_first_contact", message.AtFirstContact));

    public static Change Fold(ComplaintRefused message, StoredMessage stored) => Row.SetSubmission(
        message.SubmissionId, ("refused_on", message.RefusedOn), ("refused_ground", message.Ground),
        ("refused_paragraph", message.Paragraph));
}
