namespace ComplaintsPlatform.Linkage;

/// <summary>
/// Which repairs can have to do with a complaint: those raised in the twelve months before it was received, or after
/// that while it lasts. Complaints are made about matters of up to twelve months ago (Code 2.2); without this limit the
/// history of a block would flood every case about it. No complaint lasts a year through both stages, so a year after
/// the receipt ends the window at the latest; closing the case earlier does not take away what was linked.
/// </summary>
internal static class EvidenceWindow
{
    public const int MonthsBefore = 12;
    public const int MonthsAfter = 12;

    public static (DateOnly From, DateOnly Until) Of(DateOnly receivedOn) =>
        (receivedOn.AddMonths(-MonthsBefore), receivedOn.AddMonths(MonthsAfter));
}
