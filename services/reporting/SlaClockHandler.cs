using ComplaintsPlatform.Contracts.SlaClock;
using ComplaintsPlatform.ServiceDefaults;

namespace ComplaintsPlatform.Reporting;

/// <summary>What sla-clock says: due dates, breaches, and whether an act was in time. Reporting counts no days of its
/// own.</summary>
internal static class SlaClockHandler
{
    public static Change Fold(DeadlineSet message, StoredMessage stored) => message.Clock switch
    {
        "acknowledgement" =>
            Row.SetLatest(message.ComplaintId, "acknowledgement_version", stored.StreamVersion,
                ("acknowledgement_due", message.DueOn)),
        "stage-1-response" => Row.SetLatest(message.ComplaintId, "response_version", stored.StreamVersion,
            ("response_due", message.DueOn), ("response_provisional", message.Provisional)),
        _ => throw Unknown(message.Clock),
    };

    public static Change Fold(DeadlineBreached message, StoredMessage stored) =>
        Breach(message.ComplaintId, message.Clock, message.Cause, stored);

    public static Change Fold(BreachWithdrawn message, StoredMessage stored) =>
        Breach(message.ComplaintId, message.Clock, null, stored);

    public static Change Fold(ClockStopped message, StoredMessage stored)
    {
        var prefix = Prefix(message.Clock);
        return Row.SetLatest(message.ComplaintId, prefix + "_stop_version", stored.StreamVersion,
            (prefix + "_stopped_on", message.StoppedOn),
            (prefix + "_stopped_due", message.DueOn), (prefix + "_in_time", message.InTime),
            (prefix + "_days", message.DaysCounted));
    }

    private static Change Breach(Guid complaintId, string clock, string? cause, StoredMessage stored) =>
        Row.SetLatest(
            complaintId, Prefix(clock) + "_breach_version", stored.StreamVersion, (Prefix(clock) + "_breach", cause));

    private static string Prefix(string clock) => clock switch
    {
        "acknowledgement" => "acknowledgement",
        "stage-1-response" => "response",
        _ => throw Unknown(clock),
    };

    private static UnprocessableMessageException Unknown(string clock) =>
        new($"Reporting has no column for clock '{clock}'.");
}
