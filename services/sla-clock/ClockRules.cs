namespace ComplaintsPlatform.SlaClock;

/// <summary>
/// The limits of the Complaint Handling Code (2024) in working days, when to warn, and how to count: data, from
/// configuration section <c>Clocks</c>.
/// </summary>
public sealed record ClockRules
{
    /// <summary>Code 6.2: from receipt to the acknowledgement.</summary>
    public int Acknowledgement { get; init; } = 5;

    /// <summary>Code 6.3: from the acknowledgement actually sent to the stage 1 response.</summary>
    public int Stage1Response { get; init; } = 10;

    /// <summary>Code 6.11: from the request for stage 2 to its acknowledgement.</summary>
    public int Stage2Acknowledgement { get; init; } = 5;

    /// <summary>Code 6.14: from the stage 2 acknowledgement actually sent to the final response.</summary>
    public int Stage2Response { get; init; } = 20;

    /// <summary>Code 6.4: how far an extension of stage 1 goes without a good reason.</summary>
    public int Stage1Extension { get; init; } = 10;

    /// <summary>Code 6.15: the same at stage 2.</summary>
    public int Stage2Extension { get; init; } = 20;

    /// <summary>From receipt to the first contact with the resident: a target of the landlord's own, of which the Code
    /// says nothing. Null: there is none.</summary>
    public int? FirstContact { get; init; } = 3;

    /// <summary>Working days before the due day at which to warn.</summary>
    public IReadOnlyList<int> WarnAt { get; init; } = [2, 1];

    public CountFrom CountFrom { get; init; } = CountFrom.DayAfter;
}

/// <summary>What counting needs besides the facts.</summary>
public sealed record Counting(WorkingDays Days, ClockRules Rules)
{
    public static Counting From(Calendar calendar, ClockRules? rules = null) =>
        new(new WorkingDays(calendar, (rules ??= new ClockRules()).CountFrom), rules);

    public Calendar Calendar => Days.Calendar;
}
