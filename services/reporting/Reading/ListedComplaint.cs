namespace ComplaintsPlatform.Reporting.Reading;

/// <summary>One clock of a complaint as sla-clock states it.</summary>
/// <param name="DueOn">Last day in time.</param>
/// <param name="Provisional">True while the limit to answer assumes an acknowledgement on its last day.</param>
/// <param name="StoppedOn">The day of the act that stopped it.</param>
/// <param name="InTime">Whether that was in time.</param>
/// <param name="DaysCounted">Working days from the trigger.</param>
/// <param name="Breach">Why it is breached, or null.</param>
internal sealed record ListedClock(
    DateOnly? DueOn, bool Provisional, DateOnly? StoppedOn, bool? InTime, int? DaysCounted, string? Breach);

/// <summary>One complaint, whole.</summary>
internal sealed record ListedComplaint(
    Guid ComplaintId, string Reference, string Channel, string Theme, DateOnly ReceivedOn, Guid? PropertyId,
    string Stage, string Status, string Timeliness, DateOnly? DueOn,
    Guid? OwnerId, string? OwnerName, string? Team, DateOnly? AcknowledgedOn, DateOnly? RespondedOn, string? Outcome,
    ListedClock Acknowledgement, ListedClock Stage1Response, DateTimeOffset? ConfirmationSentAt,
    bool ConfirmationByHand, int LinkedRecords, DateOnly? EscalatedOn, DateOnly? Stage2AcknowledgedOn,
    DateOnly? Stage2RespondedOn, string? Stage2Outcome, ListedClock Stage2Acknowledgement,
    ListedClock Stage2Response)
{
    private const string RowSql = $"""
        complaint_id as "complaintId", reference, channel, theme, received_on as "receivedOn",
          property_id as "propertyId", stage, status,
        {Words.TimelinessSql} as timeliness, nullif(due_on, 'infinity') as "dueOn", owner_id as "ownerId",
          owner_name as "ownerName", team,
        acknowledged_on as "acknowledgedOn", responded_on as "respondedOn", outcome,
        confirmation_sent_at as "confirmationSentAt", confirmation_by_hand as "confirmationByHand",
          linked_records as "linkedRecords", escalated_on as "escalatedOn",
        stage_2_acknowledged_on as "stage2AcknowledgedOn", stage_2_responded_on as "stage2RespondedOn",
          stage_2_outcome as "stage2Outcome",

        """;

    public static readonly string Sql = RowSql + string.Join(", ",
        ClockSql("acknowledgement", "acknowledgement", "false"),
        ClockSql("response", "stage1Response", "coalesce(response_provisional, false)"),
        ClockSql("stage_2_acknowledgement", "stage2Acknowledgement", "false"),
        ClockSql("stage_2_response", "stage2Response", "coalesce(stage_2_response_provisional, false)"));

    private static string ClockSql(string columns, string name, string provisional) => $"""
        json_build_object('dueOn', coalesce({columns}_stopped_due, {columns}_due), 'provisional', {provisional},
          'stoppedOn', {columns}_stopped_on, 'inTime', {columns}_in_time, 'daysCounted', {columns}_days,
          'breach', {columns}_breach) as "{name}"
        """;
}
