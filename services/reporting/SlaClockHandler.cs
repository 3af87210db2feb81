using ComplaintsPlatform.Contracts.SlaClock;
using ComplaintsPlatform.ServiceDefaults;

namespace ComplaintsPlatform.Reporting;

/// <summary>What sla-clock says: due dates, breaches, and whether an act was in time. Reporting counts no days of its
/// own. The first contact is a target of the landlord's own: it stands in no figure of the Code's limits.</summary>
internal static class SlaClockHandler
{
    private const string FirstContact = "first-contact";

    public static Change? Fold(DeadlineSet message, StoredMessage stored)
    {
        if (message.Clock == FirstContact) return null;
        var prefix = Prefix(message.Clock);
        (string, object?) due = (prefix + "_due", message.DueOn);
        // An acknowledgement is never provisional: it runs from what was received.
        return Row.SetLatest(message.ComplaintId, prefix + "_version", stored.StreamVersion,
            prefix.EndsWith("response", StringComparison.Ordinal)
                ? [due, (prefix + "_provisional", message.Provisional)]
                : [due]);
    }

    // Which day is near is one question for all clocks, whoever's they are.
    public static Change? Fold(DeadlineNear message, StoredMessage stored) => Row.Near(message.DueOn);

    public static Change? Fold(DeadlineBreached message, StoredMessage stored) =>
        Breach(message.ComplaintId, message.Clock, message.Cause, stored);

    public static Change? Fold(BreachWithdrawn message, StoredMessage stored) =>
        Breach(message.ComplaintId, message.Clock, null, stored);

    public static Change? Fold(ClockStopped message, StoredMessage stored)
    {
        if (message.Clock == FirstContact) return null;
        var prefix = Prefix(message.Clock);
        return Row.SetLatest(message.ComplaintId, prefix + "_stop_version", stored.StreamVersion,
            (prefix + "_stopped_on", message.StoppedOn),
            (prefix + "_stopped_due", message.DueOn), (prefix + "_in_time", message.InTime),
            (prefix + "_days", message.DaysCounted));
    }

    private static Change? Breach(Guid complaintId, string clock, string? cause, StoredMessage stored) =>
        clock == FirstContact
            ? null
            : Row.SetLatest(complaintId, Prefix(clock) + "_breach_version", stored.StreamVersion,
                (Prefix(clock) + "_breach", cause));

    private static string Prefix(string clock) => clock switch
    {
        "acknowledgement" => "acknowledgement",
        "stage-1-response" => "response",
        "stage-2-acknowledgement" => "stage_2_acknowledgement",
        "stage-2-response" => "stage_2_response",
        _ => throw new UnprocessableMessageException($"Reporting has no column for clock '{clock}'."),
    };
}
