using System.Buffers.Text;
using System.Text.Json;
using ComplaintsPlatform.PersonalData;
using ComplaintsPlatform.ServiceDefaults;
using Marten;
using Marten.Linq.MatchesSql;

namespace ComplaintsPlatform.Linkage;

/// <summary>One page of a register, which goes by id: what to look for and where to go on.</summary>
internal sealed record Page(string[] Words, Guid After, int Limit)
{
    private const int Largest = 100;

    /// <summary>Null when the query can be answered, else the problem.</summary>
    public static IResult? Read(string? search, string? cursor, int? limit, out Page page)
    {
        page = new Page([], Guid.Empty, limit ?? 25);
        if (page.Limit is < 1 or > Largest)
            return Api.Problem(400, "limit-out-of-range", $"limit is between 1 and {Largest}.");
        if (search?.Length > 200 || search?.Any(char.IsControl) == true)
            return Api.Problem(400, "search-not-readable", "search is at most 200 characters without line breaks.");
        var words = (search ?? "").ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        // With fewer characters there is nothing to look up, and the whole register would be read.
        if (words.Length > 0 && words.All(word => word.Length < Grams.Length))
            return Api.Problem(400, "search-too-short", $"search needs a word of at least {Grams.Length} characters.");
        var after = Guid.Empty;
        if (cursor is not null && !TryRead(cursor, out after))
            return Api.Problem(400, "cursor-malformed", "cursor is not one that this list gave.");
        page = page with { Words = words, After = after };
        return null;
    }

    /// <summary>The entries of this page, and the cursor of the next, or null when this is the last.</summary>
    public async Task<(IReadOnlyList<T> Entries, string? Next)> FindAsync<T>(
        IQuerySession session, PersonalDataKeys keys, CancellationToken ct)
        where T : class, IRegistered
    {
        var sought = JsonSerializer.Serialize(new { grams = Grams.Of(Words, keys) });
        var (found, after) = (new List<T>(), After);
        while (found.Count <= Limit)
        {
            var further = Words.Length == 0
                ? session.Query<T>().Where(entry => entry.MatchesSql("d.id > ?", after))
                : session.Query<T>().Where(entry => entry.MatchesSql("d.id > ? and d.data @> ?::jsonb", after, sought));
            var candidates = await further.OrderBy(entry => entry.Id).Take(Limit + 1).ToListAsync(ct);
            found.AddRange(candidates.Where(IsMeant));
            if (candidates.Count <= Limit) break;
            after = candidates[^1].Id;
        }

        var entries = found.Take(Limit).ToList();
        return (entries, found.Count <= Limit
            ? null
            : Base64Url.EncodeToString(entries[^1].Id.ToByteArray(bigEndian: true)));
    }

    // Every word has to occur.
    private bool IsMeant(IRegistered entry)
    {
        var texts = entry.Texts().ToList();
        return Words.All(word => texts.Any(text => text.Contains(word, StringComparison.Ordinal)));
    }

    private static bool TryRead(string cursor, out Guid after)
    {
        Span<byte> bytes = stackalloc byte[16];
        var isRead = cursor.Length <= 32 && Base64Url.IsValid(cursor)
            && Base64Url.TryDecodeFromChars(cursor, bytes, out var written) && written == 16;
        after = isRead ? new Guid(bytes, bigEndian: true) : Guid.Empty;
        return isRead;
    }
}
