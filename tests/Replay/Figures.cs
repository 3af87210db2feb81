namespace ComplaintsPlatform.Replay;

/// <summary>A clock as sla-clock shows it.</summary>
internal sealed record ClockFigure(
    string Clock, DateOnly TriggerOn, DateOnly DueOn, int Limit, string State, bool Provisional, DateOnly? StoppedOn,
    string? BreachCause, int DaysCounted, int DaysFromReceipt)
{
    public bool IsOfStage2 => Clock.StartsWith("stage-2", StringComparison.Ordinal);
}

/// <summary>The clocks of a complaint as sla-clock shows them.</summary>
internal sealed record ClockFigures(long Version, DateOnly? ReceivedOn, DateOnly? AcknowledgedOn,
    DateOnly? RespondedOn, IReadOnlyList<ClockFigure> Clocks, DateOnly? EscalatedOn = null,
    DateOnly? Stage2AcknowledgedOn = null, DateOnly? Stage2RespondedOn = null)
{
    public ClockFigure Of(string name) => Clocks.First(clock => clock.Clock == name);
}

/// <summary>A span as sla-clock counts it, and in other ways.</summary>
internal sealed record SpanFigure(int Days, OtherWays Alternatives, IReadOnlyList<Holiday> BankHolidaysSpanned);

internal sealed record OtherWays(
    int StartDayCounted, int BankHolidaysIgnored, int StartDayCountedAndBankHolidaysIgnored);

internal sealed record Holiday(DateOnly Date, string Name);
