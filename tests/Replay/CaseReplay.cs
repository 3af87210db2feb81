namespace ComplaintsPlatform.Replay;

/// <summary>One published case: made through the public API, then reported line by line, tab-separated.</summary>
internal sealed class CaseReplay(Platform platform, PublishedCase published)
{
    private readonly List<string> refusals = [];
    private ClockFigures? clocks;

    public async Task<IReadOnlyList<string>> Run()
    {
        await Make();
        var lines = new List<string>();
        foreach (var count in published.OmbudsmanCounts) lines.Add(await Line(count));
        lines.AddRange(ClockLines());
        return lines;
    }

    private async Task Make()
    {
        if (published.On(PublishedCase.Made) is not { } made) return;
        try
        {
            clocks = await platform.MakeComplaint(published, made);
            if (published.On(PublishedCase.Acknowledged) is { } acknowledged && clocks.AcknowledgedOn != acknowledged)
                clocks = await platform.Acknowledge(published.ComplaintId, acknowledged);
            if (published.On(PublishedCase.Responded) is { } responded && clocks.RespondedOn != responded)
                clocks = await platform.RecordStage1Response(published.ComplaintId, responded);
        }
        catch (RefusedException refused)
        {
            refusals.Add(refused.Message);
        }
    }

    private async Task<string> Line(PublishedCount count)
    {
        var stated = Comparison.Stated(count);
        var (days, verdict) = ("", "");
        var why = Comparison.WhyNotCountable(count, published)
            ?? (clocks is null || refusals.Count > 0
                ? string.Join("; ", ["the platform did not take the case", .. refusals])
                : null);
        try
        {
            var span = count is { FromDate: { } from, ToDate: { } to } ? await platform.WorkingDays(from, to) : null;
            if (why is not null)
            {
                days = $"not countable: {why}";
                verdict = span is null || count.WorkingDays is null
                    ? "-"
                    : $"the calendar alone gives {span.Days}: {Comparison.Verdict(count, span.Days, span)}";
            }
            else if (Number(count, clocks!, span!) is var counted)
            {
                (days, verdict) = ($"{counted}", Comparison.Verdict(count, counted, span!));
            }
        }
        catch (RefusedException refused)
        {
            (days, verdict) = ($"not countable: {refused.Message}", "-");
        }

        return Tabbed(published.Ref, Dated(count.FromEvent, count.FromDate), Dated(count.ToEvent, count.ToDate), days,
            stated, verdict);
    }

    /// <summary>From the clock that runs from the complaint or from the acknowledgement; between other events from the
    /// calendar.</summary>
    private static int Number(PublishedCount count, ClockFigures clocks, SpanFigure span) =>
        (count.FromEvent, count.ToEvent) switch
        {
            (PublishedCase.Made, PublishedCase.Acknowledged) => clocks.Of("acknowledgement").DaysCounted,
            (PublishedCase.Made, PublishedCase.Responded) => clocks.Of("stage-1-response").DaysFromReceipt,
            (PublishedCase.Acknowledged, PublishedCase.Responded)
                when clocks.Of("stage-1-response") is { Provisional: false } response => response.DaysCounted,
            _ => span.Days,
        };

    private IEnumerable<string> ClockLines()
    {
        if (clocks is null)
        {
            var why = refusals.Count > 0
                ? string.Join("; ", refusals)
                : "the date on which the complaint was made is not published";
            yield return Tabbed("clocks", published.Ref, $"not countable: {why}");
            yield break;
        }

        foreach (var clock in clocks.Clocks)
        {
            var from = clock.Clock == "acknowledgement"
                ? "from the complaint"
                : clock.Provisional ? "as if acknowledged on the last day" : "from the acknowledgement";
            var to = clock.StoppedOn is { } stopped ? $"done {stopped:yyyy-MM-dd}" : "none published";
            var also = clock.Clock == "acknowledgement" ? "" : $", {clock.DaysFromReceipt} from the complaint";
            yield return Tabbed("clock", published.Ref, clock.Clock, $"{from} {clock.TriggerOn:yyyy-MM-dd}", to,
                $"{clock.DaysCounted} working {(clock.DaysCounted == 1 ? "day" : "days")}{also}",
                $"limit {clock.Limit}, due {clock.DueOn:yyyy-MM-dd}",
                clock.State + (clock.BreachCause is null ? "" : $" ({clock.BreachCause})"));
        }

        if (published.NotExpressed.ToList() is { Count: > 0 } rest)
            yield return Tabbed("events", published.Ref, $"not expressed yet: {string.Join(", ", rest)}");
        foreach (var refusal in refusals) yield return Tabbed("events", published.Ref, $"refused: {refusal}");
    }

    private static string Dated(string type, DateOnly? date) => date is { } day
        ? $"{type} {day:yyyy-MM-dd}"
        : $"{type} (no date)";

    private static string Tabbed(params string[] columns) =>
        string.Join('\t', columns.Select(column => column.ReplaceLineEndings(" ").Replace('\t', ' ')));
}
