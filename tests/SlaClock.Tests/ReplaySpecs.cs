extern alias replay;

using System.Text.Json;
using replay::ComplaintsPlatform.Replay;
using static ComplaintsPlatform.SlaClock.Tests.WorkingDaysSpecs;

namespace ComplaintsPlatform.SlaClock.Tests;

/// <summary>The published cases, counted by the production rules and judged as <c>tests/replay</c> does.</summary>
public sealed class ReplaySpecs
{
    private static readonly string File =
        System.IO.File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "determinations.json"));
    private static readonly IReadOnlyList<PublishedCase> Cases = PublishedCase.ReadAll(File);

    private static SpanFigure Span(PublishedCount count)
    {
        var counted = CountWorkingDays.Count(
            count.FromDate!.Value, count.ToDate!.Value, new WorkingDays(Calendar.EnglandAndWales));
        return JsonSerializer.Deserialize<SpanFigure>(JsonSerializer.Serialize(counted))!;
    }

    [Theory]
    [InlineData("202332724", 0, "agrees: within, on the last day (counting the start day would give 11 and not agree)")]
    [InlineData("202401431", 0, "agrees")]
    [InlineData("202408056", 0,
        "differs: explained if the start day was counted, or if 1 of 2 bank holidays was missed (2024-03-29 Good "
        + "Friday, 2024-04-01 Easter Monday)")]
    [InlineData("202408056", 1, "agrees")]
    [InlineData("202408056", 2, "agrees")]
    [InlineData("202409957", 0, "differs: explained if the start day was counted")]
    [InlineData("202410679", 0, "agrees: within")]
    [InlineData("202441018", 0,
        "differs: explained if the start day was counted, or if the bank holiday was missed (2024-08-26 Summer "
        + "bank holiday)")]
    [InlineData("202445527", 0, "agrees: within")]
    [InlineData("202511313", 0,
        "differs: explained if the start day was counted, or if 1 of 4 bank holidays was missed (2025-04-18 Good "
        + "Friday, 2025-04-21 Easter Monday, 2025-05-05 Early May bank holiday, 2025-05-26 Spring bank holiday)")]
    public void a_published_figure_is_judged(string reference, int number, string verdict)
    {
        var count = Cases.Single(published => published.Ref == reference).OmbudsmanCounts[number];
        Comparison.Verdict(count, Span(count).Days, Span(count)).ShouldBe(verdict);
    }

    [Theory]
    [InlineData(
        "202222548", 0, "the date of escalated_by_landlord is not published")]
    [InlineData("202401431", 1, "service requests and inspections are not expressed yet")]
    [InlineData("202410679", 1,
        "the date of escalation_requested is not published; the date of "
        + "stage2_acknowledged is not published; not stated in working days")]
    [InlineData("202508050", 0, "service requests and inspections are not expressed yet; stated in calendar days")]
    [InlineData("202401431", 0, null)]
    [InlineData("202408056", 1, null)]
    [InlineData("202408056", 2, null)]
    [InlineData("202511313", 0, null)]
    public void what_the_slices_cannot_express_says_why(string reference, int number, string? why)
    {
        var published = Cases.Single(each => each.Ref == reference);
        Comparison.WhyNotCountable(published.OmbudsmanCounts[number], published).ShouldBe(why);
    }

    [Fact]
    public void every_published_count_comes_out_as_its_file_says()
    {
        using var json = JsonDocument.Parse(File);
        var expected = json.RootElement.EnumerateArray()
            .SelectMany(published => published.GetProperty("ombudsman_counts").EnumerateArray())
            .Select(count => count.TryGetProperty("computed", out var computed)
                && computed.TryGetProperty("day_after_is_1", out var days)
                ? (days.GetInt32(), computed.GetProperty("start_day_is_1")
                    .GetInt32(), computed.GetProperty("day_after_no_bank_holidays")
                    .GetInt32(), computed.GetProperty("bank_holidays_spanned")
                    .GetInt32(), count.GetProperty("agrees_day_after").GetBoolean())
                : ((int, int, int, int, bool)?)null).ToList();

        Cases.SelectMany(published => published.OmbudsmanCounts)
            .Select(count =>
                count is { FromDate: not null, ToDate: not null, WorkingDays: not null } && Span(count) is var span
                ? (span.Days, span.Alternatives.StartDayCounted, span.Alternatives.BankHolidaysIgnored,
                    span.BankHolidaysSpanned.Count, Comparison.Verdict(count, span.Days, span)
                    .StartsWith("agrees", StringComparison.Ordinal))
                : ((int, int, int, int, bool)?)null)
            .ShouldBe(expected);
        expected.Count(count => count is not null).ShouldBeGreaterThan(8);
    }

    [Theory]
    [InlineData("202401431", "2024-01-24", true)]
    [InlineData("202408056", "2024-05-29", true)] // what they said, not when the landlord took it up
    [InlineData("202222548", "2024-02-09", false)] // nothing but the answer
    [InlineData("202342303", "2024-02-27", false)] // nothing before the acknowledgement
    public void stage_2_is_asked_for_on_the_day_that_is_published_or_on_no_later_one(
        string reference, string on, bool published) =>
        Cases.Single(each => each.Ref == reference).Escalated.ShouldBe((Day(on), published));

    [Fact]
    public void what_was_found_late_is_compared_where_the_days_are_published()
    {
        var late = new ClockFigure("stage-2-response", Day("2024-05-29"), Day("2024-07-03"), 20, "late", true,
            Day("2024-08-05"), "limit-passed", 43, 48);
        Comparison.Judged(late, true).ShouldBe("agrees: late");
        Comparison.Judged(late with { BreachCause = null, Provisional = false }, true).ShouldBe("differs: in time");
        foreach (var (clock, published) in new[]
        {
            (late, false), (late with { StoppedOn = null }, true), (late with { BreachCause = null }, true),
        })
            Comparison.Judged(clock, published).ShouldStartWith("not comparable: ");
    }

    [Fact]
    public void a_difference_that_nothing_explains_says_so()
    {
        var count = new PublishedCount(
            "complaint_made", Day("2024-09-02"), "acknowledged", Day("2024-09-03"), "exact", "7 working days", 7);
        Comparison.Verdict(count, 1, Span(count)).ShouldBe("differs: no other way of counting explains it");
    }

    [Fact]
    public void a_case_has_one_id_of_its_own_on_every_run()
    {
        Cases.Select(published => published.ComplaintId).Distinct().Count().ShouldBe(Cases.Count);
        Cases[0].ComplaintId.ShouldBe(PublishedCase.ReadAll(File)[0].ComplaintId);
        Cases[0].ComplaintId.ToString()[14].ShouldBe('8');
    }
}
