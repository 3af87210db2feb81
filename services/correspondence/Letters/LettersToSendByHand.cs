using System.Buffers.Text;
using System.Globalization;
using System.Text;
using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using Marten;
using Marten.Linq.MatchesSql;

namespace ComplaintsPlatform.Correspondence;

/// <summary>A page; <paramref name="Next"/> is the cursor of the next one, null on the last.</summary>
public sealed record LettersByHandPage(IReadOnlyList<LetterByHand> Letters, string? Next);

// The letters that wait to be sent by hand, the oldest first.
internal static class LettersToSendByHand
{
    private const int Largest = 100;

    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/correspondence/to-send-by-hand", Read)
        .RequireRoles(Roles.Reading)
        .StatesPosition()
        .WithName("LettersToSendByHand")
        .WithSummary("Letters that wait to be sent by hand, the oldest first")
        .Produces<LettersByHandPage>();

    private static async Task<IResult> Read(
        string? cursor, int? limit, IQuerySession session, Actor actor, CancellationToken ct)
    {
        var size = limit ?? 25;
        if (size is < 1 or > Largest)
            return Api.Problem(400, "limit-out-of-range", $"limit is between 1 and {Largest}.");
        if (!TryRead(cursor, out var since, out var after))
            return Api.Problem(400, "cursor-malformed", "cursor is not one that this list gave.");
        // Left out by the question, so that neither a short page nor its cursor tells of them.
        Guid[] hidden = [.. await session.HiddenFromAsync(actor.Id, ct)];
        var letters = await session.Query<LetterByHand>()
            .Where(letter => !letter.ComplaintId.IsOneOf(hidden))
            .Where(letter => letter.MatchesSql("(d.since, d.id) > (?, ?)", since, after))
            .OrderBy(letter => letter.Since).ThenBy(letter => letter.LetterId)
            .Take(size + 1)
            .ToListAsync(ct);
        return TypedResults.Ok(new LettersByHandPage([.. letters.Take(size)],
            letters.Count > size ? Cursor(letters[size - 1]) : null));
    }

    private static string Cursor(LetterByHand last) => Base64Url.EncodeToString(Encoding.ASCII.GetBytes(
        string.Create(CultureInfo.InvariantCulture, $"{last.Since.UtcTicks}.{last.LetterId:N}")));

    private static bool TryRead(string? cursor, out DateTimeOffset since, out Guid after)
    {
        (since, after) = (DateTimeOffset.UnixEpoch, Guid.Empty);
        if (cursor is null) return true;
        if (cursor.Length > 100 || !Base64Url.IsValid(cursor)) return false;
        var parts = Encoding.ASCII.GetString(Base64Url.DecodeFromChars(cursor)).Split('.');
        if (parts.Length != 2
            || !long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var ticks)
            || ticks > DateTime.MaxValue.Ticks
            || !Guid.TryParseExact(parts[1], "N", out after))
            return false;
        since = new DateTimeOffset(ticks, TimeSpan.Zero);
        return true;
    }
}
