using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace ComplaintsPlatform.Replay;

/// <summary>A dated event of a published case.</summary>
internal sealed record PublishedEvent(string Type, DateOnly? Date, bool Exact = true);

/// <summary>A count that the Ombudsman states: <c>exact</c> is a figure, <c>within</c> an upper limit. Only <see
/// cref="WorkingDays"/> can be compared.</summary>
internal sealed record PublishedCount(
    string FromEvent, DateOnly? FromDate, string ToEvent, DateOnly? ToDate, string Kind, string StatedAs,
    int? WorkingDays = null, int? CalendarDays = null, int? Days = null, int? Months = null);

/// <summary>A published case, as far as the slices express it.</summary>
internal sealed record PublishedCase(
    string Ref, IReadOnlyList<PublishedEvent> Events, IReadOnlyList<PublishedCount> OmbudsmanCounts,
    IReadOnlyList<string>? Categories = null, IReadOnlyList<string>? Failings = null)
{
    public const string Made = "complaint_made";
    public const string Acknowledged = "acknowledged";
    public const string Responded = "stage1_response";
    public const string Requested = "escalation_requested";
    public const string Dissatisfied = "dissatisfaction_expressed";
    public const string EscalatedByLandlord = "escalated_by_landlord";
    public const string Stage2Acknowledged = "stage2_acknowledged";
    public const string Stage2Responded = "stage2_response";

    /// <summary>What the verbs record, and what counts between them.</summary>
    public static readonly IReadOnlyList<string> Expressed =
    [
        Made, Logged, Acknowledged, Responded, Requested, Dissatisfied, EscalatedByLandlord, Stage2Acknowledged,
        Stage2Responded,
    ];

    private const string Logged = "complaint_logged";

    private static readonly Dictionary<string, string> Themes = new()
    {
        ["asb"] = "anti-social-behaviour",
        ["damp_mould"] = "damp-and-mould",
        ["leaks"] = "leaks",
        ["pests"] = "pest-control",
        ["rehousing"] = "rehousing-and-allocations",
        ["repairs"] = "repairs",
        ["service_charges"] = "rent-and-service-charges",
    };

    private static readonly JsonSerializerOptions Format = new()
    { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, RespectRequiredConstructorParameters = true };

    /// <summary>The same on every run, so that a second run makes no second complaint.</summary>
    public Guid ComplaintId
    {
        get
        {
            var bytes = SHA256.HashData(Encoding.UTF8.GetBytes($"published-case:{Ref}")).AsSpan(0, 16);
            (bytes[6], bytes[8]) = ((byte)((bytes[6] & 0x0F) | 0x80), (byte)((bytes[8] & 0x3F) | 0x80));
            return new Guid(bytes, bigEndian: true);
        }
    }

    public string Theme => Categories?.Select(category => Themes.GetValueOrDefault(category))
        .FirstOrDefault(theme => theme is not null) ?? "other";

    /// <summary>The day of receipt. Where none is published, the first day that is stands for it, and nothing that
    /// runs from it is compared.</summary>
    public (DateOnly On, bool Published)? Received =>
        (On(Made) ?? On(Logged)) is { } made ? (made, true)
        : Events.Min(happened => happened.Date) is { } first ? (first, false)
        : null;

    /// <summary>The day of the request for stage 2: no form of words is asked of a resident, so dissatisfaction with
    /// the answer is one (Code 6.10, 6.12). Where no request is published, the last day on which it can have come
    /// stands for it, and nothing that runs from it is compared. Null where nothing of stage 2 is published.</summary>
    public (DateOnly On, bool Published)? Escalated =>
        (On(Requested) ?? On(Dissatisfied)) is { } asked ? (asked, true)
        : (On(EscalatedByLandlord) ?? On(Stage2Acknowledged) ?? On(Stage2Responded)) is { } atLast ? (atLast, false)
        : null;

    public DateOnly? On(string type) => Events.FirstOrDefault(happened => happened.Type == type)?.Date;

    public IEnumerable<string> NotExpressed =>
        Events.Select(happened => happened.Type).Where(type => !Expressed.Contains(type)).Distinct();

    public static IReadOnlyList<PublishedCase> ReadAll(string json) =>
        JsonSerializer.Deserialize<List<PublishedCase>>(json, Format)
            ?? throw new JsonException("The file holds no list of cases.");
}
