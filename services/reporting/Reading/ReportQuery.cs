using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ComplaintsPlatform.ServiceDefaults;
using Microsoft.AspNetCore.Mvc;

namespace ComplaintsPlatform.Reporting.Reading;

/// <summary>What a caller may ask of counts and lists, as it stands in the address.</summary>
public sealed record ReportQuery(
    [FromQuery] string? Stage, [FromQuery] string? Status, [FromQuery] string? Theme, [FromQuery] string? Owner,
    [FromQuery] string? Team,
    [FromQuery] string? Timeliness, [FromQuery] string? Open, [FromQuery] string? ReceivedFrom,
    [FromQuery] string? ReceivedTo);

/// <summary>A question, checked. Null means: any.</summary>
internal sealed record ReportFilter(
    string? Stage, string? Status, string? Theme, Guid? Owner, string? Team, string? Timeliness, bool? Open,
    DateOnly? ReceivedFrom, DateOnly? ReceivedTo)
{
    /// <summary>Complaints that whoever asks may know nothing of.</summary>
    public IReadOnlySet<Guid>? Hidden { get; init; }

    public static readonly ReportFilter None = new(null, null, null, null, null, null, null, null, null);

    public bool HasPeriod => ReceivedFrom is not null || ReceivedTo is not null;

    /// <summary>Checks every value; each fault is named by its parameter.</summary>
    public static (ReportFilter Filter, Faults Faults) Parse(ReportQuery query)
    {
        var faults = new Faults();
        var filter = new ReportFilter(
            faults.OneOf("stage", query.Stage, Words.Stages), faults.OneOf("status", query.Status, Words.Statuses),
            faults.Code("theme", query.Theme), ParseOwner(query.Owner, faults),
            faults.Text("team", query.Team, 100),
            faults.OneOf("timeliness", query.Timeliness, Words.Timeliness),
            faults.OneOf("open", query.Open, ["true", "false"]) is { } open ? open == "true" : null,
            faults.Date("receivedFrom", query.ReceivedFrom), faults.Date("receivedTo", query.ReceivedTo));
        if (filter.ReceivedFrom > filter.ReceivedTo) faults.Add("receivedTo", "Must not be before receivedFrom.");
        return (filter, faults);
    }

    /// <summary>A short mark of the question, so that a cursor is only good for the question that it came
    /// from.</summary>
    public byte[] Mark(string rest) =>
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture,
            $"{Stage}|{Status}|{Theme}|{Owner}|{Team}|{Timeliness}|{Open}|{ReceivedFrom:O}|{ReceivedTo:O}|{rest}")))[
                ..8];

    private static Guid? ParseOwner(string? owner, Faults faults)
    {
        if (owner is null) return null;
        if (owner == Words.Nobody) return Guid.Empty;
        if (Guid.TryParse(owner, out var id)) return id;
        faults.Add("owner", $"Must be the id of a user, or {Words.Nobody}.");
        return null;
    }
}

/// <summary>What is wrong with a question, by parameter.</summary>
internal sealed class Faults
{
    private readonly Dictionary<string, string[]> all = [];

    public bool Any => all.Count > 0;

    public IEnumerable<string> Parameters => all.Keys;

    public void Add(string parameter, string sentence) => all[parameter] = [sentence];

    public IResult Answer() => Api.NotValid(all);

    public string? OneOf(string parameter, string? value, IReadOnlyList<string> words)
    {
        if (value is null || words.Contains(value)) return value;
        Add(parameter, $"Must be one of: {string.Join(", ", words)}.");
        return null;
    }

    /// <summary>The code of what the landlord sets itself, such as a category: nothing has the one that there is
    /// not.</summary>
    public string? Code(string parameter, string? value)
    {
        if (value is null || (value.Length is > 0 and <= 60
            && value.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-')))
            return value;
        Add(parameter, "Must be a code such as rent-and-service-charges: small letters, digits and hyphens.");
        return null;
    }

    public string? Text(string parameter, string? value, int maximum)
    {
        if (value is null || (value.Length is > 0 && value.Length <= maximum && !value.Any(char.IsControl)))
            return value;
        Add(parameter, $"Must be 1 to {maximum} characters without control characters.");
        return null;
    }

    public DateOnly? Date(string parameter, string? value)
    {
        if (value is null) return null;
        if (DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None,
            out var date) && date.Year is >= 1900 and <= 9998) return date;
        Add(parameter, "Must be a date such as 2026-03-31.");
        return null;
    }

    public int Number(string parameter, string? value, int otherwise, int minimum, int maximum)
    {
        if (value is null) return otherwise;
        if (int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= minimum
            && number <= maximum) return number;
        Add(parameter, $"Must be a whole number from {minimum} to {maximum}.");
        return otherwise;
    }
}

/// <summary>The words that rows, filters and figures share.</summary>
internal static class Words
{
    public const string Nobody = "unassigned";
    public static readonly string[] Stages = ["intake", "stage-1", "stage-2"];
    public static readonly string[] Statuses = ["new", "assigned", "acknowledged", "responded", "closed", "withdrawn"];
    public static readonly string[] Channels =
        ["phone", "email", "web-form", "resident-portal", "letter", "in-person", "social-media", "web-chat"];

    /// <summary>Open: on-track, due-soon (sla-clock has warned of the running limit, or of one as late as that),
    /// overdue, no-limit-yet. Answered: by the clock of the stage at which it is.</summary>
    public static readonly string[] Timeliness =
        ["on-track", "due-soon", "overdue", "no-limit-yet", "answered-in-time", "answered-late", "answered",
            "withdrawn"];

    /// <summary>The last due day that is near, in the clock's working days: no complaint with a later one has been
    /// warned of, and each with an earlier one has. Said by sla-clock: near means the same everywhere.</summary>
    public const string NearUpToSql =
        "coalesce((select up_to from read.near n, read.position p where n.generation = p.generation), '-infinity')";

    /// <summary>The word for a row or a cell; <c>@today</c> is a date. The same text serves counts, lists and filters,
    /// so they cannot disagree.</summary>
    public const string TimelinessSql = $"""
        case when answer = 'in-time' then 'answered-in-time' when answer = 'late' then 'answered-late'
          when answer = 'made' then 'answered' when answer = 'withdrawn' then 'withdrawn'
             when due_on = 'infinity' then 'no-limit-yet' when due_on < @today then 'overdue'
             when due_on <= {NearUpToSql} then 'due-soon' else 'on-track' end
        """;
}
