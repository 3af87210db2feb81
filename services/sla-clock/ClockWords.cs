using System.Globalization;

namespace ComplaintsPlatform.SlaClock;

/// <summary>How a clock's limit came about and what became of it, in sentences.</summary>
internal static class ClockWords
{
    public static string Of(Clock clock, Facts facts)
    {
        var from = clock.IsOfStage2
            ? clock.IsAcknowledgement ? "the request for stage 2" : "the stage 2 acknowledgement"
            : clock.IsAcknowledgement || clock.Name == Clock.FirstContact ? "receipt" : "the acknowledgement";
        var limit = clock.Provisional
            ? $"{(facts.RespondedOn is null ? "Not acknowledged yet" : "Never acknowledged before the response")}: "
                + $"shown as if the acknowledgement had been made on its last day, {Day(clock.TriggerOn)}. The "
                + $"limit of {clock.Limit} working days would end on {Day(clock.CodeDueOn ?? clock.DueOn)}."
            : $"{clock.Limit} working days from {from} on {Day(clock.TriggerOn)} end on "
                + $"{Day(clock.CodeDueOn ?? clock.DueOn)}.";
        if (clock.IsExtended) limit += $" Extended to {Day(clock.DueOn)}.";
        return (clock.BreachCause, clock.StoppedOn) switch
        {
            (Clock.WithoutAcknowledgement, null) =>
                $"{limit} Never acknowledged: the complaint was answered on {Day(facts.RespondedOn!.Value)} "
                + $"without an acknowledgement.",
            (Clock.WithoutAcknowledgement, { } stopped) =>
                $"{limit} Answered on {Day(facts.RespondedOn!.Value)} without an acknowledgement; that of "
                + $"{Day(stopped)} came after it.",
            (not null, { } stopped) => $"{limit} Done on {Day(stopped)}, after the limit.",
            (not null, null) when clock.IsWithdrawn =>
                $"{limit} Withdrawn on {Day(clock.OvertakenOn!.Value)}, after the limit.",
            (not null, null) => $"{limit} The limit has passed and it is not done.",
            (null, { } stopped) => $"{limit} Done on {Day(stopped)}, in time.",
            _ when clock is { State: ClockState.Overtaken, IsWithdrawn: true } => $"{limit} Withdrawn before that.",
            _ when clock is { State: ClockState.Overtaken, Name: Clock.FirstContact } =>
                $"{limit} It was answered before that.",
            _ when clock.State == ClockState.Overtaken => $"{limit} The final response went out before that.",
            _ => limit,
        };
    }

    public static string Of(JudgedExtension judged, Clock clock)
    {
        var told = $"On {Day(judged.Extension.ToldOn)} the resident was told that it comes by "
            + $"{Day(judged.Extension.NewDate)}.";
        return judged.State switch
        {
            ExtensionState.ToldTooLate => $"{told} The limit had passed by then, so it moves nothing.",
            ExtensionState.TooLong => $"{told} Without a good reason it can be extended to "
                + $"{Day(clock.ExtendableUntil!.Value)} at most, so it moves nothing.",
            ExtensionState.NoLater => $"{told} That is no later than the limit, so it moves nothing.",
            _ => told,
        };
    }

    private static string Day(DateOnly day) => day.ToString("ddd d MMMM yyyy", CultureInfo.InvariantCulture);
}
