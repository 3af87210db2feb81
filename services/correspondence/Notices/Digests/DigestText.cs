using System.Globalization;
using System.Text;
using ComplaintsPlatform.ServiceDefaults;

namespace ComplaintsPlatform.Correspondence.Notices;

/// <summary>An email that says what is to be done. Without anything to say it says so.</summary>
public sealed record DigestText(string Subject, string Body, bool IsEmpty);

/// <summary>One thing in a digest: what it is, its next day, and where it is.</summary>
public sealed record DigestLine(DateOnly? DueOn, string Text, string Link);

/// <summary>
/// Digests as emails, from what is known: pure. Grouped by the day on which something is due; references, what it is
/// and links, and nothing of residents.
/// </summary>
public static class DigestTexts
{
    public static DigestText OfMine(
        IReadOnlyList<DigestLine> complaints, IReadOnlyList<DigestLine> tasks, IReadOnlyList<DigestLine> news,
        DateOnly today)
    {
        var all = complaints.Concat(tasks).ToList();
        var body = new StringBuilder();
        Groups(body, "", all, today);
        Section(body, "New since you looked", news);
        var isEmpty = all.Count + news.Count == 0;
        if (isEmpty) body.Append("You have no complaint and no task, and nothing is new.");
        return new DigestText(
            $"What you have on {Day(today)}: {Counts(all, today)}", body.ToString().TrimEnd(), isEmpty);
    }

    public static DigestText OfTeams(
        IReadOnlyList<(string Team, IReadOnlyList<DigestLine> Lines)> teams, DateOnly today)
    {
        var body = new StringBuilder();
        foreach (var (team, lines) in teams.Where(one => one.Lines.Count > 0))
            Groups(body, $"{team}: ", lines, today);
        List<DigestLine> all = [.. teams.SelectMany(one => one.Lines)];
        if (all.Count == 0) body.Append("Your teams have no open complaint.");
        return new DigestText(
            $"Your teams on {Day(today)}: {Counts(all, today)}", body.ToString().TrimEnd(), all.Count == 0);
    }

    public static DigestText OfFigures(IReadOnlyList<TeamFigures> teams, string link, DateOnly today)
    {
        var body = new StringBuilder();
        foreach (var one in teams)
            body.AppendLine(one.Team)
                .AppendLine(CultureInfo.InvariantCulture, $"  {one.Open} open")
                .AppendLine(CultureInfo.InvariantCulture, $"  {one.DueSoon} due within 2 working days")
                .AppendLine(CultureInfo.InvariantCulture, $"  {one.Late} late")
                .AppendLine(CultureInfo.InvariantCulture,
                    $"  {one.Waiting} waiting for somebody to take it, {one.New} of them since yesterday")
                .AppendLine();
        var isEmpty = teams.All(one => one.Open == 0);
        if (teams.Count == 0) body.Append("You work in no team.");
        else body.Append(link);
        return new DigestText($"How your teams stand on {Day(today)}", body.ToString().TrimEnd(), isEmpty);
    }

    private static void Groups(StringBuilder body, string before, IReadOnlyList<DigestLine> lines, DateOnly today)
    {
        foreach (var group in lines.OrderBy(line => line.DueOn ?? DateOnly.MaxValue).ThenBy(line => line.Text)
            .GroupBy(line => Heading(line.DueOn, today)))
            Section(body, before + group.Key, [.. group]);
    }

    private static void Section(StringBuilder body, string heading, IReadOnlyList<DigestLine> lines)
    {
        if (lines.Count == 0) return;
        body.AppendLine(heading).AppendLine();
        foreach (var line in lines)
            body.Append("  ").AppendLine(line.Text).Append("  ").AppendLine(line.Link).AppendLine();
    }

    private static string Heading(DateOnly? due, DateOnly today) => due switch
    {
        null => "No limit runs",
        { } day when day < today => "Late",
        { } day when day == today => "Due today",
        { } day when day == today.AddDays(1) => $"Due tomorrow, {Day(day)}",
        { } day => $"Due on {Day(day)}",
    };

    private static string Counts(IReadOnlyList<DigestLine> lines, DateOnly today)
    {
        var late = lines.Count(line => line.DueOn < today);
        var soon = lines.Count(line => line.DueOn >= today && line.DueOn <= WorkingWeek.After(today, 2));
        return string.Create(CultureInfo.InvariantCulture, $"{late} late, {soon} due within 2 working days");
    }

    private static string Day(DateOnly day) => day.ToString("dddd d MMMM", CultureInfo.InvariantCulture);
}

/// <summary>How a team stands.</summary>
public sealed record TeamFigures(string Team, int Open, int DueSoon, int Late, int Waiting, int New)
{
    public static TeamFigures Of(string team, IReadOnlyList<WatchedComplaint> open, DateOnly today) => new(
        team, open.Count, open.Count(one => one.NextDue >= today && one.NextDue <= WorkingWeek.After(today, 2)),
        open.Count(one => one.NextDue < today), open.Count(one => one.Held.OwnerId is null),
        open.Count(one => one.Held.OwnerId is null && London.DayOf(one.Held.Since) >= today.AddDays(-1)));
}

/// <summary>Monday to Friday. Which of them are bank holidays sla-clock knows, and limits come from there; where this
/// is used a day too early does no harm.</summary>
internal static class WorkingWeek
{
    public static DateOnly After(DateOnly day, int workingDays)
    {
        while (workingDays > 0)
            if ((day = day.AddDays(1)).DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)) workingDays--;
        return day;
    }
}
