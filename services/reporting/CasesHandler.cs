using ComplaintsPlatform.Contracts.Cases;

namespace ComplaintsPlatform.Reporting;

/// <summary>What cases says: opened, owner, acknowledged, answered, at both stages.</summary>
internal static class CasesHandler
{
    public static Change Fold(ComplaintOpened message, StoredMessage stored) => Row.SetUnlessCorrected(
        message.ComplaintId, ("reference", message.Reference), ("channel", message.Channel),
        ("theme", message.Category), ("received_on", message.ReceivedOn),
        ("property_id", message.PropertyId), ("opened_at", stored.Time));

    public static Change Fold(ComplaintReclassified message, StoredMessage stored) =>
        Row.Set(message.ComplaintId, ("theme", message.Category));

    /// <summary>What was merged is counted where it goes on: without a reference a row is in no figure.</summary>
    public static Change Fold(ComplaintMerged message, StoredMessage stored) =>
        Row.Set(message.ComplaintId, ("reference", null));

    public static Change Fold(MergeUndone message, StoredMessage stored) =>
        Row.Set(message.ComplaintId, ("reference", message.Reference));

    public static Change Fold(ComplaintAssigned message, StoredMessage stored) =>
        Row.SetLatest(message.ComplaintId, "owner_version", stored.StreamVersion,
        ("owner_id", message.OwnerId), ("owner_name", message.OwnerName), ("team", message.Team));

    /// <summary>Nobody owns it; the team in whose queue it waits stays.</summary>
    public static Change Fold(ComplaintReleased message, StoredMessage stored) =>
        Row.SetLatest(message.ComplaintId, "owner_version", stored.StreamVersion,
        ("owner_id", null), ("owner_name", null), ("team", message.Team));

    public static Change Fold(CauseRecorded message, StoredMessage stored) => Row.SetLatest(
        message.ComplaintId, "cause_version", stored.StreamVersion, ("root_cause", message.RootCause));

    public static Change Fold(ComplaintWithdrawn message, StoredMessage stored) => Row.SetLatest(
        message.ComplaintId, "withdrawal_version", stored.StreamVersion, ("withdrawn_on", message.WithdrawnOn));

    public static Change Fold(ComplaintClosed message, StoredMessage stored) => Row.SetLatest(
        message.ComplaintId, "closure_version", stored.StreamVersion,
        ("closed_on", message.ClosedOn), ("closed_because", message.Because));

    public static Change Fold(ComplaintReopened message, StoredMessage stored) => Row.Reopen(
        message.ComplaintId, stored.StreamVersion);

    public static Change Fold(ComplaintAcknowledged message, StoredMessage stored) =>
        Row.SetUnlessCorrected(message.ComplaintId, ("acknowledged_on", message.AcknowledgedOn));

    public static Change Fold(Stage1ResponseRecorded message, StoredMessage stored) =>
        Row.SetUnlessCorrected(
            message.ComplaintId, ("responded_on", message.RespondedOn), ("outcome", message.Outcome));

    public static Change Fold(ComplaintEscalated message, StoredMessage stored) =>
        Row.SetUnlessCorrected(message.ComplaintId, ("escalated_on", message.RequestedOn));

    public static Change Fold(Stage2Acknowledged message, StoredMessage stored) =>
        Row.SetUnlessCorrected(message.ComplaintId, ("stage_2_acknowledged_on", message.AcknowledgedOn));

    public static Change Fold(Stage2ResponseRecorded message, StoredMessage stored) => Row.SetUnlessCorrected(
        message.ComplaintId, ("stage_2_responded_on", message.RespondedOn), ("stage_2_outcome", message.Outcome));

    /// <summary>As if it had been said so from the start. No name stands in a figure.</summary>
    public static Change? Fold(FactCorrected message, StoredMessage stored)
    {
        (string Column, object? Value)? right = message.Fact switch
        {
            "received-on" => ("received_on", message.After),
            "acknowledged-on" => ("acknowledged_on", message.After),
            "responded-on" => ("responded_on", message.After),
            "escalated-on" => ("escalated_on", message.After),
            "stage-2-acknowledged-on" => ("stage_2_acknowledged_on", message.After),
            "stage-2-responded-on" => ("stage_2_responded_on", message.After),
            "stage-1-outcome" => ("outcome", message.OutcomeAfter),
            "stage-2-outcome" => ("stage_2_outcome", message.OutcomeAfter),
            _ => null,
        };
        return right is var (column, value)
            ? Row.Correct(message.ComplaintId, column, value, stored.StreamVersion)
            : null;
    }
}
