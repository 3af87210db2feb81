using System.Buffers.Text;
using ComplaintsPlatform.PersonalData;
using ComplaintsPlatform.ServiceDefaults;
using ComplaintsPlatform.ServiceDefaults.Input;
using Marten;
using Marten.Linq.MatchesSql;

namespace ComplaintsPlatform.Linkage;

/// <summary>An entry that was found, and by which of its fields.</summary>
internal sealed record Found<T>(T Entry, IReadOnlyList<string> MatchedOn);

/// <summary>One page of a register, which goes by id: what to look for and where to go on.</summary>
internal sealed record Page(Search Search, IReadOnlyList<Lookup> Lookups, Guid After, int Limit)
{
    private const int Largest = 100;

    /// <summary>Null when the query can be answered, else the problem.</summary>
    public static IResult? Read(
        string? search, string? cursor, int? limit, PersonalDataKeys keys, out Page page, bool byContact = true)
    {
        page = new Page(Search.Everything, [], Guid.Empty, limit ?? 25);
        if (page.Limit is < 1 or > Largest)
            return Api.Problem(400, "limit-out-of-range", $"limit is between 1 and {Largest}.");
        if (search?.Length > 200)
            return Api.Problem(400, "search-not-readable", "search is at most 200 characters.");
        var after = Guid.Empty;
        if (cursor is not null && !TryRead(cursor, out after))
            return Api.Problem(400, "cursor-malformed", "cursor is not one that this list gave.");
        page = page with { After = after };
        if (!Clean.Shows(search)) return null;
        var sought = byContact ? Search.Read(search) : Search.Read(search) with { Contacts = [] };
        page = page with { Search = sought, Lookups = [.. sought.Lookups(keys)] };
        // With less there is nothing to look up, and the whole register would be read.
        return page.Lookups.Count == 0
            ? Api.Problem(400, "search-too-short", "search needs a word of at least two letters or figures.")
            : null;
    }

    /// <summary>The entries of this page, and the cursor of the next, or null when this is the last.</summary>
    public async Task<(IReadOnlyList<Found<T>> Entries, string? Next)> FindAsync<T>(
        IQuerySession session, Func<IQueryable<T>, Task<IReadOnlyList<T>>> readAsync)
        where T : class, IRegistered
    {
        var condition = $"d.id > ? and ({Lookup.Any(Lookups)})";
        var (found, after) = (new List<Found<T>>(), After);
        while (found.Count <= Limit)
        {
            object[] parameters = [after, .. Lookups.Select(lookup => lookup.Value)];
            var further = Lookups.Count == 0
                ? session.Query<T>().Where(entry => entry.MatchesSql("d.id > ?", after))
                : session.Query<T>().Where(entry => entry.MatchesSql(condition, parameters));
            var candidates = await readAsync(further.OrderBy(entry => entry.Id).Take(Limit + 1));
            found.AddRange(candidates.Select(entry => (entry, on: Search.MatchedOn(entry)))
                .Where(pair => pair.on is not null).Select(pair => new Found<T>(pair.entry, pair.on!)));
            if (candidates.Count <= Limit) break;
            after = candidates[^1].Id;
        }

        var entries = found.Take(Limit).ToList();
        return (entries, found.Count <= Limit
            ? null
            : Base64Url.EncodeToString(entries[^1].Entry.Id.ToByteArray(bigEndian: true)));
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
