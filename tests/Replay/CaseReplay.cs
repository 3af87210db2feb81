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
        lines.AddRange(JudgedLines());
        return lines;
    }

    private async Task Make()
    {
        if (published.Received is not { } received) return;
        try
        {
            clocks = await platform.MakeComplaint(published, received.On);
            if (published.On(PublishedCase.Acknowledged) is { } acknowledged && clocks.AcknowledgedOn != acknowledged)
                clocks = await platform.Acknowledge(published.ComplaintId, acknowledged);
            if (published.On(PublishedCase.Responded) is { } responded && clocks.RespondedOn != responded)
                clocks = await platform.RecordStage1Response(published.ComplaintId, responded);
            if (published.Escalated is { } escalated) await Stage2(escalated.On);
        }
        catch (RefusedException refused)
        {
            refusals.Add(refused.Message);
        }
    }

    // By somebody who had no part in stage 1 (Code 6.13).
    private async Task Stage2(DateOnly requested)
    {
        var id = published.ComplaintId;
        if (clocks!.EscalatedOn is null) clocks = await platform.Escalate(id, requested);
        if (published.On(PublishedCase.Stage2Acknowledged) is { } acknowledged && clocks.Stage2AcknowledgedOn is null)
            clocks = await platform.AcknowledgeStage2(id, acknowledged);
        if (published.On(PublishedCase.Stage2Responded) is { } responded && clocks.Stage2RespondedOn is null)
            clocks = await platform.RecordStage2Response(id, responded);
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
            (PublishedCase.Requested, PublishedCase.Stage2Acknowledged) =>
                clocks.Of("stage-2-acknowledgement").DaysCounted,
            (PublishedCase.Requested or PublishedCase.Dissatisfied, PublishedCase.Stage2Responded) =>
                clocks.Of("stage-2-response").DaysFromReceipt,
            (PublishedCase.Stage2Acknowledged, PublishedCase.Stage2Responded)
                when clocks.Of("stage-2-response") is { Provisional: false } last => last.DaysCounted,
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
            var (start, isAcknowledgement) = (clock.IsOfStage2 ? "the request" : "the complaint",
                clock.Clock.EndsWith("acknowledgement", StringComparison.Ordinal));
            var from = isAcknowledgement
                ? $"from {start}"
                : clock.Provisional ? "as if acknowledged on the last day" : "from the acknowledgement";
            var to = clock.StoppedOn is { } stopped ? $"done {stopped:yyyy-MM-dd}" : "none published";
            var also = isAcknowledgement ? "" : $", {clock.DaysFromReceipt} from {start}";
            yield return Tabbed("clock", published.Ref, clock.Clock, $"{from} {clock.TriggerOn:yyyy-MM-dd}", to,
                $"{clock.DaysCounted} working {(clock.DaysCounted == 1 ? "day" : "days")}{also}",
                $"limit {clock.Limit}, due {clock.DueOn:yyyy-MM-dd}",
                clock.State + (clock.BreachCause is null ? "" : $" ({clock.BreachCause})"));
        }

        if (published.Received is { Published: false })
            yield return Tabbed("events", published.Ref,
                "receipt is not published: the first day that is stands for it");
        if (published.Escalated is { Published: false })
            yield return Tabbed("events", published.Ref,
                "the request for stage 2 is not published: the last day on which it can have come stands for it");
        if (published.NotExpressed.ToList() is { Count: > 0 } rest)
            yield return Tabbed("events", published.Ref, $"not expressed yet: {string.Join(", ", rest)}");
        foreach (var refusal in refusals) yield return Tabbed("events", published.Ref, $"refused: {refusal}");
    }

    /// <summary>What the Ombudsman found late, and whether the clock says so too.</summary>
    private IEnumerable<string> JudgedLines() => clocks is null ? [] :
        from limit in Comparison.Limits
        where published.Failings?.Contains(limit.Failing) is true
        let clock = clocks.Clocks.FirstOrDefault(one => one.Clock == limit.Clock)
        select clock is null
            ? Tabbed("judged", published.Ref, limit.Clock, "late", "not comparable: nothing of stage 2 is published")
            : Tabbed("judged", published.Ref, limit.Clock, "late", Comparison.Judged(
                clock, (clock.IsOfStage2 ? published.Escalated : published.Received)?.Published is true));

    private static string Dated(string type, DateOnly? date) => date is { } day
        ? $"{type} {day:yyyy-MM-dd}"
        : $"{type} (no date)";

    private static string Tabbed(params string[] columns) =>
        string.Join('\t', columns.Select(column => column.ReplaceLineEndings(" ").Replace('\t', ' ')));
}
