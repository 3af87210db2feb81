using System.Buffers.Text;
using ComplaintsPlatform.ServiceDefaults;

namespace ComplaintsPlatform.Linkage;

/// <summary>One page of a list that goes by id: what to look for and where to go on.</summary>
internal sealed record Page(string[] Patterns, Guid After, int Limit)
{
    private const int Largest = 100;

    /// <summary>Null when the query can be answered, else the problem.</summary>
    public static IResult? Read(string? search, string? cursor, int? limit, out Page page)
    {
        page = new Page([], Guid.Empty, limit ?? 25);
        if (page.Limit is < 1 or > Largest) return Api.Problem(400, "limit-out-of-range", $"limit is between 1 and {Largest}.");
        if (search?.Length > 200 || search?.Any(char.IsControl) == true) return Api.Problem(400, "search-not-readable", "search is at most 200 characters without line breaks.");
        var words = (search ?? "").ToLowerInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        // A trigram index needs three characters; fewer would read the whole register.
        if (words.Length > 0 && words.All(word => word.Length < 3)) return Api.Problem(400, "search-too-short", "search needs a word of at least 3 characters.");
        var after = Guid.Empty;
        if (cursor is not null && !TryRead(cursor, out after)) return Api.Problem(400, "cursor-malformed", "cursor is not one that this list gave.");
        page = page with { Patterns = [.. words.Select(word => $"%{Escape(word)}%")], After = after };
        return null;
    }

    /// <summary>The cursor of the next page, or null when this was the last. One id more than the limit was asked for.</summary>
    public string? Next(IReadOnlyList<Guid> ids) => ids.Count > Limit ? Base64Url.EncodeToString(ids[Limit - 1].ToByteArray(bigEndian: true)) : null;

    private static bool TryRead(string cursor, out Guid after)
    {
        Span<byte> bytes = stackalloc byte[16];
        var isRead = cursor.Length <= 32 && Base64Url.IsValid(cursor) && Base64Url.TryDecodeFromChars(cursor, bytes, out var written) && written == 16;
        after = isRead ? new Guid(bytes, bigEndian: true) : Guid.Empty;
        return isRead;
    }

    private static string Escape(string word) => word.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal);
}
