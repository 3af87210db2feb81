using System.Globalization;
using ComplaintsPlatform.ServiceDefaults;
using Marten;

namespace ComplaintsPlatform.Correspondence.Notices;

/// <summary>Ways of being told: in the portal alone, by an email at once as well, or in the next digest as
/// well.</summary>
public static class HowToTell
{
    public const string Portal = "portal", Email = "email", Digest = "digest";

    public static readonly string[] All = [Portal, Email, Digest];
}

/// <summary>How somebody wants to be told. What they have not chosen is as for everybody.</summary>
public sealed record NoticePreferences(Guid UserId)
{
    /// <summary>By kind of notice; a kind that is not in it is told as <see cref="NoticeKind.All"/> says.</summary>
    public IReadOnlyDictionary<string, string> How { get; init; } = new Dictionary<string, string>();

    /// <summary>No email goes out between these times of the day in London; the same twice is never.</summary>
    public TimeOnly QuietFrom { get; init; } = new(20, 0);

    public TimeOnly QuietTo { get; init; } = new(7, 0);

    public IReadOnlyList<ChosenDigest> Digests { get; init; } = [];

    /// <summary>How often digests were chosen otherwise: messages of an earlier choice mean nothing.</summary>
    public int DigestChoice { get; init; }

    public string HowFor(string kind) => How.TryGetValue(kind, out var how) ? how
        : NoticeKind.All.Any(one => one.Kind == kind && one.ByEmail) ? HowToTell.Email : HowToTell.Portal;

    /// <summary>When an email may go out: now, or when the quiet hours end.</summary>
    public DateTimeOffset FreeAt(DateTimeOffset now)
    {
        var (day, clock) = (London.DayOf(now), London.TimeOf(now));
        var isQuiet = QuietFrom <= QuietTo
            ? clock >= QuietFrom && clock < QuietTo
            : clock >= QuietFrom || clock < QuietTo;
        return isQuiet ? London.At(clock < QuietTo ? day : day.AddDays(1), QuietTo) : now;
    }
}

/// <summary>A digest on these days of the week, at that hour in London; <c>EvenIfEmpty</c> when it comes with nothing
/// to say too.</summary>
public sealed record ChosenDigest(string Digest, IReadOnlyList<DayOfWeek> Days, int Hour, bool EvenIfEmpty);

internal static class Preferences
{
    public static async Task<NoticePreferences> PreferencesAsync(
        this IQuerySession session, Guid userId, CancellationToken ct) =>
        await session.LoadAsync<NoticePreferences>(userId, ct) ?? new NoticePreferences(userId);

    public static string Written(this TimeOnly time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);
}
